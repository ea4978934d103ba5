internal import CICU

/// Normalization form C (Unicode Standard Annex 15) in time linear in the text.
enum CanonicalComposition {
  static func apply(to units: inout [UInt16]) {
    limitMarks(in: &units)
    // No line comes near this; ICU counts in 32 bits, and composing can lengthen a text threefold.
    guard units.count < Int(Int32.max) / 3, !units.isEmpty else { return }
    let length = Int32(units.count)
    guard mt_icu_composed_prefix(units, length) < length else { return }
    var capacity = units.count + 16
    while true {
      var status: Int32 = 0
      var needed = 0
      let composed = [UInt16](unsafeUninitializedCapacity: capacity) { buffer, count in
        guard let base = buffer.baseAddress else { return }
        needed = Int(mt_icu_compose(units, length, base, Int32(capacity), &status))
        count = status <= 0 && needed <= capacity ? needed : 0
      }
      // ICU fails here for want of memory only.
      guard status <= 0 else { return }
      if needed <= capacity {
        units = composed
        return
      }
      capacity = needed
    }
  }

  /// The most marks that may follow a letter, as in the Stream-Safe Text Format (the same annex, section 13).
  private static let mostMarks = 30
  private static let graphemeJoiner: UInt16 = 0x034F

  /// Puts a combining grapheme joiner after each 30 marks on end: ICU and `ThaiNormalizer` sort marks by insertion, which
  /// is quadratic in a run of them. Marks are counted as decomposed, so that composing does not change the count.
  private static func limitMarks(in units: inout [UInt16]) {
    guard hasLongRunOfMarks(units) else { return }
    var limited: [UInt16] = []
    limited.reserveCapacity(units.count + units.count / mostMarks)
    var marks = 0
    var index = 0
    while index < units.count {
      let (scalar, width) = units.scalar(at: index)
      let count = countMarks(scalar)
      if marks + count.leading > mostMarks {
        limited.append(graphemeJoiner)
        marks = 0
      }
      marks = count.isMarkOnly ? marks + count.leading : count.trailing
      limited.append(contentsOf: units[index..<index + width])
      index += width
    }
    units = limited
  }

  /// A cheap test that finds all lines with more than 30 marks on end: a scalar decomposes into 4 at most, and a mark into 2.
  private static func hasLongRunOfMarks(_ units: [UInt16]) -> Bool {
    var run = 0
    var index = 0
    while index < units.count {
      guard units[index] >= 0x300 else {
        run = 0
        index += 1
        continue
      }
      let (scalar, width) = units.scalar(at: index)
      run = isMark(scalar) ? run + 1 : 0
      if run == 8 { return true }
      index += width
    }
    return false
  }

  private static func isMark(_ scalar: UInt32) -> Bool {
    if scalar & 0xFFFF_FF80 == 0x0E00 { return ThaiNormalizer.isMark(UInt16(scalar)) }
    return mt_icu_is_mark(scalar) != 0
  }

  /// The marks at the start and at the end of a scalar's canonical decomposition.
  private static func countMarks(_ scalar: UInt32) -> (leading: Int, trailing: Int, isMarkOnly: Bool) {
    var decomposition = [UInt16](repeating: 0, count: 8)
    let length = Int(mt_icu_decomposition(scalar, &decomposition))
    guard length > 0 else {
      let isReordered = ThaiNormalizer.isReorderedMark(scalar)
      return isReordered ? (1, 1, true) : (0, 0, false)
    }
    decomposition.removeLast(decomposition.count - length)
    var marks: [Bool] = []
    var index = 0
    while index < length {
      let (part, width) = decomposition.scalar(at: index)
      marks.append(ThaiNormalizer.isReorderedMark(part))
      index += width
    }
    let leading = marks.prefix { $0 }.count
    return (leading, marks.reversed().prefix { $0 }.count, leading == marks.count)
  }
}
