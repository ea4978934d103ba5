/// Finds the lines that no rule changes, which are nearly all: one pass that looks at each unit and the one before it.
///
/// Each unit is of a class, and each pair of classes is clean or not. A line of clean pairs needs no rule; one with another
/// pair may, and the rules themselves find out.
struct NormalizationScan: Sendable {
  /// For each class, the classes that make work behind it, as bits.
  let work: [UInt32]

  init(rules: [NormalizationRule]) {
    let rules = Set(rules)
    work = NormalizationClass.allCases.map { previous in
      NormalizationClass.allCases.reduce(0) { bits, next in
        Self.needsWork(previous, next, rules) ? bits | 1 << UInt32(next.rawValue) : bits
      }
    }
  }

  func isClean(_ units: [UInt16]) -> Bool {
    units.withUnsafeBufferPointer { units in
      work.withUnsafeBufferPointer { work in
        NormalizationClass.table.withUnsafeBufferPointer { table in
          var previous = Int(NormalizationClass.edge.rawValue)
          for unit in units {
            let next = table[Int(unit)]
            if work[previous] >> UInt32(next) & 1 != 0 { return false }
            previous = Int(next)
          }
          return work[previous] >> UInt32(NormalizationClass.edge.rawValue) & 1 == 0
        }
      }
    }
  }

  private static func needsWork(
    _ previous: NormalizationClass, _ next: NormalizationClass, _ rules: Set<NormalizationRule>
  ) -> Bool {
    switch next {
    case .control: return rules.contains(.controls)
    case .compatibility: return rules.contains(.compatibility)
    case .otherSpace: return rules.contains(.spaces) || rules.contains(.composition)
    case .invisible: return rules.contains(.zeroWidth)
    case .joiner: return rules.contains(.zeroWidth) && previous.isThai
    // A mark may be all that stands between Thai and a joiner.
    case .composing: return rules.contains(.composition) || rules.contains(.zeroWidth)
    case .quote: return rules.contains(.quotes)
    case .dash: return rules.contains(.dashes)
    case .spaceMark: return true
    case .space, .edge: return previous == .space || (previous == .edge && next == .space)
    default: break
    }
    guard next.isThai else { return false }
    if previous == .joiner, rules.contains(.zeroWidth) { return true }
    if next == .thaiDigit, rules.contains(.thaiDigits) { return true }
    if next == .lakkhangyao, previous != .ruOrLu, rules.contains(.thaiSaraAA) { return true }
    if rules.contains(.thaiVowels), isOtherVowel(previous, next) { return true }
    guard rules.contains(.thaiMarks) || rules.contains(.composition), let rank = next.markRank else { return false }
    if let previousRank = previous.markRank { return previousRank >= rank }
    return [.saraA, .saraAA, .saraAM].contains(previous)
  }

  /// Whether the two are, or begin, a vowel that is spelt otherwise.
  private static func isOtherVowel(_ previous: NormalizationClass, _ next: NormalizationClass) -> Bool {
    switch next {
    case .saraE: previous == .saraE
    case .saraAA: previous == .nikhahit || previous == .ruOrLu
    case .saraAM: previous == .nikhahit
    default: previous == .nikhahit && next.markRank != nil
    }
  }
}
