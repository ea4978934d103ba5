import Basics

/// The ids of all hypotheses of a sentence, which share their beginnings: a node is an id and the node before it.
struct PrefixTree {
  /// The empty prefix.
  static let root: Int32 = -1

  private var ids: [TokenID] = []
  private var parents: [Int32] = []

  mutating func append(_ id: TokenID, after parent: Int32) -> Int32 {
    ids.append(id)
    parents.append(parent)
    return Int32(ids.count - 1)
  }

  /// All ids up to and including those of `node`, first to last.
  func path(to node: Int32) -> [TokenID] {
    var path = [TokenID]()
    var current = node
    while current != Self.root {
      path.append(ids[Int(current)])
      current = parents[Int(current)]
    }
    path.reverse()
    return path
  }
}
