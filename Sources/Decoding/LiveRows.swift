import Basics

/// The live hypotheses of a batch, a row each.
struct LiveRows {
  /// The row, one step earlier, that each extends.
  private(set) var parents: [Int32] = []
  /// The last id of each: fed next.
  private(set) var ids: [TokenID] = []
  /// The node of each in its sentence's prefix tree.
  private(set) var prefixes: [Int32] = []
  private(set) var logProbabilities: [Double] = []

  var count: Int { ids.count }

  mutating func append(parent: Int32, id: TokenID, prefix: Int32, logProbability: Double) {
    parents.append(parent)
    ids.append(id)
    prefixes.append(prefix)
    logProbabilities.append(logProbability)
  }

  mutating func removeLast(_ count: Int) {
    parents.removeLast(count)
    ids.removeLast(count)
    prefixes.removeLast(count)
    logProbabilities.removeLast(count)
  }

  /// Keeps the storage.
  mutating func removeAll() {
    parents.removeAll(keepingCapacity: true)
    ids.removeAll(keepingCapacity: true)
    prefixes.removeAll(keepingCapacity: true)
    logProbabilities.removeAll(keepingCapacity: true)
  }
}
