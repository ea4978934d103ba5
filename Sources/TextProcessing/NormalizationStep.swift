/// The changes that one rule made to a line.
public struct NormalizationStep: Sendable {
  public let rule: NormalizationRule
  public let before: String
  public let after: String
  /// The places that differ, from left to right.
  public let changes: [Change]

  /// Characters of the line before, and what stands for them in the line after.
  public struct Change: Equatable, Sendable, CustomStringConvertible {
    /// The place where it begins in the line before: Unicode scalars, counted from 1.
    public let position: Int
    public let old: [Unicode.Scalar]
    public let new: [Unicode.Scalar]

    /// Such as `U+0E4D U+0E32 -> U+0E33 at 5`.
    public var description: String { "\(Self.codePoints(old)) -> \(Self.codePoints(new)) at \(position)" }

    private static func codePoints(_ scalars: [Unicode.Scalar]) -> String {
      if scalars.isEmpty { return "nothing" }
      return scalars.map { scalar in
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      }.joined(separator: " ")
    }
  }

  init(rule: NormalizationRule, before: String, after: String) {
    self.rule = rule
    self.before = before
    self.after = after
    changes = Self.changes(Array(before.unicodeScalars), Array(after.unicodeScalars))
  }

  /// The distance within which equal text is looked for, and the length that must be equal. Rules work on a few
  /// characters at a time.
  private static let reach = 24
  private static let agreement = 2

  private static func changes(_ before: [Unicode.Scalar], _ after: [Unicode.Scalar]) -> [Change] {
    var changes: [Change] = []
    var old = 0
    var new = 0
    while old < before.count || new < after.count {
      if old < before.count, new < after.count, before[old] == after[new] {
        old += 1
        new += 1
        continue
      }
      let (oldEnd, newEnd) = meeting(before, old, after, new)
      changes.append(Change(position: old + 1, old: Array(before[old..<oldEnd]), new: Array(after[new..<newEnd])))
      (old, new) = (oldEnd, newEnd)
    }
    return changes
  }

  /// The nearest places from which both texts go on alike: their ends, if there is none in reach.
  private static func meeting(
    _ before: [Unicode.Scalar], _ old: Int, _ after: [Unicode.Scalar], _ new: Int
  ) -> (Int, Int) {
    for distance in 1...reach {
      for skipped in stride(from: min(distance, before.count - old), through: 0, by: -1) {
        let oldEnd = old + skipped
        let newEnd = new + distance - skipped
        guard newEnd <= after.count else { break }
        if before[oldEnd...].prefix(agreement).elementsEqual(after[newEnd...].prefix(agreement)) {
          return (oldEnd, newEnd)
        }
      }
    }
    return (before.count, after.count)
  }
}
