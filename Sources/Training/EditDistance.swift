/// Did-you-mean, for keys, values and commands.
public enum EditDistance {
  /// The candidate that is fewest edits away, if a third of the letters or one edit suffice.
  public static func nearest(to word: String, among candidates: [String]) -> String? {
    let limit = max(1, word.utf8.count / 3)
    let near = candidates.filter { abs($0.utf8.count - word.utf8.count) <= limit }
      .map { (name: $0, edits: between(Array(word.utf8), Array($0.utf8))) }
      .filter { $0.edits <= limit }
    return near.min { $0.edits < $1.edits }?.name
  }

  /// Insertions, deletions, substitutions and exchanges of neighbours that make one of the other (Damerau 1964, each
  /// letter edited once).
  static func between(_ first: [UInt8], _ second: [UInt8]) -> Int {
    var beforePrevious = [Int]()
    var previous = Array(0...second.count)
    for i in first.indices {
      var current = [i + 1]
      for j in second.indices {
        var edits = min(previous[j] + (first[i] == second[j] ? 0 : 1), previous[j + 1] + 1, current[j] + 1)
        if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
          edits = min(edits, beforePrevious[j - 1] + 1)
        }
        current.append(edits)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[second.count]
  }
}
