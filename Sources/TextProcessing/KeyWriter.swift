internal import CICU

/// Writes the key of a text, in one pass over its UTF-8.
struct KeyWriter {
  private var next: UnsafeMutablePointer<UInt16>
  private let digits: TextKey.Digits
  private var isInNumber = false

  /// Units that a key may take: `1a` becomes four, and `1` alone three.
  static func capacity(forBytes count: Int) -> Int { 2 * count + 1 }

  /// - Parameters:
  ///   - text: well-formed.
  ///   - isNormalized: whether the rules have been applied.
  /// - Returns: the number of units written; nil if a rule may change the text in more than its spaces, or if it has no letter and
  ///   no digit.
  static func write(
    _ text: UnsafeBufferPointer<UInt8>, _ digits: TextKey.Digits, isNormalized: Bool = false,
    to key: UnsafeMutableBufferPointer<UInt16>
  ) -> Int? {
    guard let start = key.baseAddress else { return nil }
    var writer = KeyWriter(next: start, digits: digits)
    let isClean = (isNormalized ? noWork : work).withUnsafeBufferPointer { work in
      table.withUnsafeBufferPointer { table in writer.write(text, work, table) }
    }
    let count = writer.next - start
    return isClean && count > 0 ? count : nil
  }

  /// The facts about a unit: its form in a key, and what the rules may do to it.
  private struct Entry {
    /// A letter or a mark without its case, a digit of ASCII, or one of the two below.
    var folded: UInt16
    /// A `NormalizationClass`.
    var kind: UInt16
  }

  private static let dropped: UInt16 = 0
  private static let surrogate: UInt16 = 1

  /// - Returns: whether the rules have no work; if they have, what was written is of no use.
  private mutating func write(
    _ text: UnsafeBufferPointer<UInt8>, _ work: UnsafeBufferPointer<UInt32>, _ table: UnsafeBufferPointer<Entry>
  ) -> Bool {
    var previous = Int(NormalizationClass.edge.rawValue)
    var index = 0
    while index < text.count {
      let first = UInt32(text[index])
      let scalar: UInt32
      let entry: Entry
      if first < 0x80 {
        scalar = first
        index += 1
      } else if first < 0xE0 {
        scalar = (first & 0x1F) << 6 | UInt32(text[index + 1]) & 0x3F
        index += 2
      } else if first < 0xF0 {
        scalar = (first & 0xF) << 12 | (UInt32(text[index + 1]) & 0x3F) << 6 | UInt32(text[index + 2]) & 0x3F
        index += 3
      } else {
        scalar =
          (first & 7) << 18 | (UInt32(text[index + 1]) & 0x3F) << 12 | (UInt32(text[index + 2]) & 0x3F) << 6
          | UInt32(text[index + 3]) & 0x3F
        index += 4
      }
      // The rules go by the first half of a pair of surrogates.
      entry = table[Int(scalar <= 0xFFFF ? scalar : 0xD7C0 + scalar >> 10)]
      if work[previous] >> UInt32(entry.kind) & 1 != 0 { return false }
      previous = Int(entry.kind)

      if !isInNumber && entry.folded &- 1 >= UInt16(ascii: "9") {
        // A letter, or nothing: without a branch, since spaces come unforeseen.
        next.initialize(to: entry.folded)
        next += entry.folded == Self.dropped ? 0 : 1
      } else if entry.folded > UInt16(ascii: "9") {
        endNumber()
        put(entry.folded)
      } else if entry.folded == Self.dropped {
        if scalar != UInt32(UInt16.comma) || index == text.count || !UInt16(text[index]).isASCIIDigit {
          endNumber()
        }
      } else if entry.folded == Self.surrogate {
        endNumber()
        if Self.isKept(scalar) { put(supplementary: mt_icu_folded_case(scalar)) }
      } else {
        put(digit: entry.folded)
      }
    }
    endNumber()
    return true
  }

  @inline(__always) private mutating func put(_ unit: UInt16) {
    next.initialize(to: unit)
    next += 1
  }

  private mutating func put(supplementary scalar: UInt32) {
    put(UInt16(truncatingIfNeeded: 0xD7C0 + scalar >> 10))
    put(UInt16(truncatingIfNeeded: 0xDC00 + scalar & 0x3FF))
  }

  @inline(__always) private mutating func put(digit: UInt16) {
    if !isInNumber { put(.space) }
    if digits == .kept { put(digit) } else if !isInNumber { put(UInt16(ascii: "0")) }
    isInNumber = true
  }

  @inline(__always) private mutating func endNumber() {
    if isInNumber { put(.space) }
    isInNumber = false
  }

  private static let table: [Entry] = (UInt16.min...UInt16.max).map { unit in
    Entry(folded: folded(unit), kind: UInt16(NormalizationClass.table[Int(unit)]))
  }

  private static func folded(_ unit: UInt16) -> UInt16 {
    if unit & 0xF800 == 0xD800 { return surrogate }
    let value = mt_icu_digit_value(UInt32(unit))
    if value >= 0 { return UInt16(ascii: "0") + UInt16(value) }
    return isKept(UInt32(unit)) ? UInt16(truncatingIfNeeded: mt_icu_folded_case(UInt32(unit))) : dropped
  }

  private static func isKept(_ scalar: UInt32) -> Bool {
    let appearance = mt_icu_appearance(scalar, [], 0)
    return appearance == MT_ICU_COMBINING || appearance == MT_ICU_OWN_LETTER
  }

  /// Spaces are not in keys, so those that need work need none here.
  private static let work: [UInt32] = NormalizationScan(rules: NormalizationRule.standard).work.map { work in
    [NormalizationClass.space, .otherSpace, .spaceMark].reduce(work) { $0 & ~(1 << UInt32($1.rawValue)) }
  }
  private static let noWork = [UInt32](repeating: 0, count: NormalizationClass.allCases.count)
}
