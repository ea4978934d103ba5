internal import CICU

/// One spelling for Thai sequences that look the same, or that are typed in the wrong order, which Unicode's own
/// normalization leaves apart.
///
/// SARA AM is never taken apart, as normalization form KC would.
enum ThaiNormalizer {
  // MARK: Vowels

  /// มๅ is มา; ฤๅ and ฦๅ stay.
  static func replaceLakkhangyao(in units: inout [UInt16]) {
    for index in units.indices where units[index] == lakkhangyao {
      if index == 0 || units[index - 1] != ru && units[index - 1] != lu { units[index] = saraAA }
    }
  }

  /// เเ is แ. NIKHAHIT, among other marks or alone, and SARA AA or SARA AM behind it are SARA AM. ฤา and ฦา are ฤๅ and ฦๅ.
  static func spellVowels(in units: inout [UInt16]) {
    guard let first = units.firstIndex(where: { $0 == saraE || $0 == saraAA || $0 == saraAM }) else { return }
    var kept = first
    var index = first
    while index < units.count {
      var unit = units[index]
      if unit == saraE, index + 1 < units.count, units[index + 1] == saraE {
        unit = saraAE
        index += 1
      } else if unit == saraAA || unit == saraAM, kept > 0 {
        if isMark(units[kept - 1]) {
          if takeNikhahit(from: &units, before: &kept) { unit = saraAM }
        } else if unit == saraAA, units[kept - 1] == ru || units[kept - 1] == lu {
          unit = lakkhangyao
        }
      }
      if units[kept] != unit { units[kept] = unit }
      kept += 1
      index += 1
    }
    if kept < units.count { units.removeLast(units.count - kept) }
  }

  /// Takes each NIKHAHIT out of the run of marks that ends at `end`, and moves `end`. Returns whether there was one.
  private static func takeNikhahit(from units: inout [UInt16], before end: inout Int) -> Bool {
    let start = startOfRun(before: end, in: units)
    guard let first = units[start..<end].firstIndex(of: nikhahit) else { return false }
    var kept = first
    for index in first..<end where units[index] != nikhahit {
      units[kept] = units[index]
      kept += 1
    }
    end = kept
    return true
  }

  // MARK: Marks

  /// Marks on a consonant stand in one order: above vowels, PHINTHU, below vowels, tones, THANTHAKHAT; a mark that is
  /// repeated is written once. A tone typed behind SARA A, SARA AA or SARA AM goes before it.
  ///
  /// A run with marks of another script in it is left as it is: `CanonicalComposition` has put it in order.
  static func orderMarks(in units: inout [UInt16]) {
    guard let first = units.firstIndex(where: isMark) else { return }
    var kept = first
    var index = first
    while index < units.count {
      guard isMark(units[index]) else {
        if kept != index { units[kept] = units[index] }
        kept += 1
        index += 1
        continue
      }
      var end = index + 1
      while end < units.count, isMark(units[end]) { end += 1 }
      if isForeignMark(before: kept, in: units) || isForeignMark(at: end, in: units) {
        for position in index..<end {
          if kept != position { units[kept] = units[position] }
          kept += 1
        }
      } else {
        let start = kept
        writeRun(index..<end, to: &kept, in: &units)
        moveTone(from: start, before: &kept, in: &units)
      }
      index = end
    }
    if kept < units.count { units.removeLast(units.count - kept) }
  }

  /// Sorts by rank, equals in their order, each mark once: there are few different ones, however long the run is.
  private static func writeRun(_ run: Range<Int>, to kept: inout Int, in units: inout [UInt16]) {
    let start = kept
    var seen: UInt32 = 0
    for index in run {
      let mark = units[index]
      let bit: UInt32 = 1 << UInt32(mark - firstMark)
      if seen & bit != 0 { continue }
      seen |= bit
      var hole = kept
      while hole > start, rank(units[hole - 1]) > rank(mark) {
        units[hole] = units[hole - 1]
        hole -= 1
      }
      if units[hole] != mark { units[hole] = mark }
      kept += 1
    }
  }

  /// Moves the only tone of the run `start..<end` before the vowel that the run stands on, to the consonant; if the consonant
  /// has that tone already, it is dropped.
  private static func moveTone(from start: Int, before end: inout Int, in units: inout [UInt16]) {
    guard start > 1, isFollowingVowel(units[start - 1]),
      let tone = units[start..<end].firstIndex(where: isTone),
      !units[(tone + 1)..<end].contains(where: isTone)
    else { return }
    let run = startOfRun(before: start - 1, in: units)
    guard run > 0, units[run - 1].isThaiConsonant else { return }
    let mark = units[tone]
    let tones = units[run..<start - 1].filter(isTone)
    if tones.isEmpty {
      let target = units[run..<start - 1].firstIndex { rank($0) > rank(mark) } ?? start - 1
      for index in stride(from: tone, to: target, by: -1) { units[index] = units[index - 1] }
      units[target] = mark
    } else if tones == [mark] {
      for index in tone + 1..<end { units[index - 1] = units[index] }
      end -= 1
    }
  }

  // MARK: Characters

  static func isMark(_ unit: UInt16) -> Bool {
    unit == 0x0E31 || (unit >= 0x0E34 && unit <= 0x0E3A) || (unit >= 0x0E47 && unit <= 0x0E4E)
  }

  /// The rank of a mark among those of its run. From PHINTHU to the tones it is the canonical combining class, so that
  /// sorted marks are in canonical order.
  static func rank(_ mark: UInt16) -> Int {
    switch mark {
    case 0x0E3A: 9
    case 0x0E38, 0x0E39: 103
    case 0x0E48...0x0E4B: 107
    case 0x0E4C, 0x0E4E: 255
    default: 0
    }
  }

  static func isTone(_ unit: UInt16) -> Bool { unit >= 0x0E48 && unit <= 0x0E4B }

  static func isFollowingVowel(_ unit: UInt16) -> Bool { unit == saraA || unit == saraAA || unit == saraAM }

  private static func startOfRun(before end: Int, in units: [UInt16]) -> Int {
    var start = end
    while start > 0, isMark(units[start - 1]) { start -= 1 }
    return start
  }

  private static func isForeignMark(before index: Int, in units: [UInt16]) -> Bool {
    guard index > 0, units[index - 1] >= 0x300 else { return false }
    let isPair = index > 1 && units[index - 1] & 0xFC00 == 0xDC00 && units[index - 2] & 0xFC00 == 0xD800
    return isForeignMark(at: isPair ? index - 2 : index - 1, in: units)
  }

  /// Whether a mark of another script stands there that normalization form C may move.
  private static func isForeignMark(at index: Int, in units: [UInt16]) -> Bool {
    guard index < units.count, units[index] >= 0x300, !units[index].isThai else { return false }
    return mt_icu_lead_class(units.scalar(at: index).value) != 0
  }

  private static let firstMark: UInt16 = 0x0E31
  static let nikhahit: UInt16 = 0x0E4D
  static let saraA: UInt16 = 0x0E30
  static let saraAA: UInt16 = 0x0E32
  static let saraAM: UInt16 = 0x0E33
  static let saraE: UInt16 = 0x0E40
  private static let saraAE: UInt16 = 0x0E41
  static let lakkhangyao: UInt16 = 0x0E45
  static let ru: UInt16 = 0x0E24
  static let lu: UInt16 = 0x0E26
}

extension UInt16 {
  /// Whether it is in the Thai block: letters, marks, digits and signs.
  var isThai: Bool { self & 0xFF80 == 0x0E00 }
}
