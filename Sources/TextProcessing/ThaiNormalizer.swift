internal import CICU

/// One spelling for Thai sequences that look the same, which Unicode's own normalization leaves apart:
///
/// - SARA E twice is SARA AE (เเ, แ).
/// - Marks on a consonant stand in one order: above vowels, PHINTHU and below vowels, tones, THANTHAKHAT; a mark that is
///   repeated is written once.
/// - NIKHAHIT and SARA AA are SARA AM (ํา, ำ), whether a tone stands between them, before them or behind them.
///
/// SARA AM itself is never taken apart, as normalization form KC would.
enum ThaiNormalizer {
  /// Returns whether anything was changed. Expects runs of marks to be short (`CanonicalComposition`).
  static func apply(to units: inout [UInt16]) -> Bool {
    if isOrdered(units) { return false }
    var rewriter = Rewriter(capacity: units.count)
    var index = 0
    while index < units.count {
      let unit = units[index]
      if unit == saraE, index + 1 < units.count, units[index + 1] == saraE {
        rewriter.append(letter: saraAE)
        index += 2
        continue
      }
      let (scalar, width) = units.scalar(at: index)
      guard isReorderedMark(scalar) else {
        rewriter.append(letter: scalar)
        index += width
        continue
      }
      var marks: [UInt32] = []
      while index < units.count {
        let (scalar, width) = units.scalar(at: index)
        guard isReorderedMark(scalar) else { break }
        marks.append(scalar)
        index += width
      }
      let next = index < units.count ? units[index] : 0
      if rewriter.append(marks: marks, next: next) { index += 1 }
    }
    guard rewriter.units != units else { return false }
    units = rewriter.units
    return true
  }

  /// A quick test without false positives, true of nearly all Thai in the wild.
  private static func isOrdered(_ units: [UInt16]) -> Bool {
    var previous: UInt16 = 0
    for unit in units {
      if unit >= 0x0E00, unit < 0x0E80 {
        if unit == nikhahit || (unit == saraE && previous == saraE) { return false }
        if isMark(unit) {
          // Marks of other scripts, wherever they are, are left to the exact procedure.
          if previous == saraAM || (previous >= 0x300 && previous & 0xFF80 != 0x0E00) { return false }
          if isMark(previous), rank(UInt32(previous)) >= rank(UInt32(unit)) { return false }
        }
      } else if unit >= 0x300, isMark(previous) {
        return false
      }
      previous = unit
    }
    return true
  }

  static func isMark(_ unit: UInt16) -> Bool {
    unit == 0x0E31 || (unit >= 0x0E34 && unit <= 0x0E3A) || (unit >= 0x0E47 && unit <= 0x0E4E)
  }

  /// Whether normalization may move the scalar: all Thai marks, and the marks of other scripts that have a combining class.
  static func isReorderedMark(_ scalar: UInt32) -> Bool {
    if scalar < 0x300 { return false }
    if scalar & 0xFFFF_FF80 == 0x0E00 { return isMark(UInt16(scalar)) }
    return mt_icu_combining_class(scalar) != 0
  }

  /// Where a mark stands among those of its run. Between the first and the last it is the canonical combining class, so
  /// that what is sorted is in canonical order.
  fileprivate static func rank(_ mark: UInt32) -> Int {
    switch mark {
    case 0x0E31, 0x0E34...0x0E37, 0x0E47, UInt32(nikhahit): 0
    case 0x0E3A: 9
    case 0x0E38, 0x0E39: 103
    case 0x0E48...0x0E4B: toneRank
    case 0x0E4C, 0x0E4E: 255
    default: Int(mt_icu_combining_class(mark))
    }
  }

  fileprivate static let toneRank = 107
  fileprivate static let nikhahit: UInt16 = 0x0E4D
  fileprivate static let saraAA: UInt16 = 0x0E32
  fileprivate static let saraAM: UInt16 = 0x0E33
  private static let saraE: UInt16 = 0x0E40
  private static let saraAE: UInt32 = 0x0E41
}

/// Writes letters and runs of marks. It remembers the marks between a consonant and a SARA AM that was written last: a tone
/// typed behind the vowel goes there.
private struct Rewriter {
  private(set) var units: [UInt16] = []
  private var lastLetter: UInt32 = 0
  private var lastMarks: [UInt32] = []
  private var marksBeforeSaraAM: [UInt32]?

  init(capacity: Int) { units.reserveCapacity(capacity) }

  mutating func append(letter: UInt32) {
    let isOnConsonant = letter == UInt32(ThaiNormalizer.saraAM) && (0x0E01...0x0E2E).contains(lastLetter)
    marksBeforeSaraAM = isOnConsonant ? lastMarks : nil
    lastLetter = letter
    lastMarks.removeAll(keepingCapacity: true)
    units.append(scalar: letter)
  }

  /// Returns whether `next`, the unit behind the run, was written as well.
  mutating func append(marks: [UInt32], next: UInt16) -> Bool {
    var marks = marks
    let mayBeSaraAM = next == ThaiNormalizer.saraAA || next == ThaiNormalizer.saraAM
    let endsInSaraAM = mayBeSaraAM && marks.contains(UInt32(ThaiNormalizer.nikhahit))
    if endsInSaraAM { marks.removeAll { $0 == UInt32(ThaiNormalizer.nikhahit) } }
    sort(&marks)
    moveToneBeforeSaraAM(from: &marks)
    for mark in marks { units.append(scalar: mark) }
    lastMarks = marks
    marksBeforeSaraAM = nil
    if endsInSaraAM { append(letter: UInt32(ThaiNormalizer.saraAM)) }
    return endsInSaraAM
  }

  /// Sorts by rank, equals in their order, and drops repeated Thai marks.
  private func sort(_ marks: inout [UInt32]) {
    for index in marks.indices.dropFirst() {
      let mark = marks[index]
      let rank = ThaiNormalizer.rank(mark)
      var hole = index
      while hole > 0, ThaiNormalizer.rank(marks[hole - 1]) > rank {
        marks[hole] = marks[hole - 1]
        hole -= 1
      }
      marks[hole] = mark
    }
    var kept = 0
    for index in marks.indices {
      let mark = marks[index]
      if kept > 0, marks[kept - 1] == mark, mark & 0xFFFF_FF80 == 0x0E00 { continue }
      marks[kept] = mark
      kept += 1
    }
    marks.removeLast(marks.count - kept)
  }

  private mutating func moveToneBeforeSaraAM(from marks: inout [UInt32]) {
    guard let before = marksBeforeSaraAM, let tone = marks.first, ThaiNormalizer.rank(tone) == ThaiNormalizer.toneRank,
      tone & 0xFFFF_FF80 == 0x0E00, before.count < 8,
      !before.contains(where: { ThaiNormalizer.rank($0) == ThaiNormalizer.toneRank })
    else { return }
    marks.removeFirst()
    let insertion = before.firstIndex { ThaiNormalizer.rank($0) > ThaiNormalizer.toneRank } ?? before.count
    let width = before[insertion...].reduce(0) { $0 + ($1 < 0x10000 ? 1 : 2) }
    units.insert(UInt16(tone), at: units.count - 1 - width)
  }
}
