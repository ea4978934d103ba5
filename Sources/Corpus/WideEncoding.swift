/// Encodings of two or four bytes a character, which show in the first bytes of a text.
enum WideEncoding {
  /// As many bytes of a text as are looked at.
  static let startCount = 1024

  /// The name of the encoding, as iconv knows it; nil if the text may be UTF-8. It shows by a byte order mark; or by every second
  /// byte, which in most scripts is one of control characters: the upper half of U+0020, U+0E01 and all else below U+2000.
  static func name(start: UnsafeRawBufferPointer) -> String? {
    if start.starts(with: [0xff, 0xfe, 0, 0]) || start.starts(with: [0, 0, 0xfe, 0xff]) { return "UTF-32" }
    if start.starts(with: [0xff, 0xfe]) || start.starts(with: [0xfe, 0xff]) { return "UTF-16" }
    let units = start.prefix(startCount).count / 2
    if units < 2 { return nil }
    let first = Controls(of: start, units, from: 0)
    let second = Controls(of: start, units, from: 1)
    if second.mayBeUpperHalves, second.rank > first.rank { return "UTF-16LE" }
    if first.mayBeUpperHalves, first.rank > second.rank { return "UTF-16BE" }
    return nil
  }

  /// Control characters among every second byte.
  private struct Controls {
    let units: Int
    private var nulls = 0
    private var others = 0
    private var spaces = 0

    init(of start: UnsafeRawBufferPointer, _ units: Int, from first: Int) {
      self.units = units
      for index in 0..<units {
        switch start[2 * index + first] {
        case 0: nulls += 1
        case 0x09...0x0d: spaces += 1
        case ..<0x20: others += 1
        default: break
        }
      }
    }

    /// Tabs and line feeds may be every second byte of a table, but other controls are not among them.
    var mayBeUpperHalves: Bool { 4 * (nulls + others + spaces) >= 3 * units && 16 * (nulls + others) >= units }

    var rank: (Int, Int) { (nulls, others + spaces) }
  }

  /// The characters of a text's first bytes that are ASCII, as far as the text is in such an encoding or in UTF-8; the byte order
  /// mark is left out.
  static func narrowed(_ start: UnsafeRawBufferPointer) -> [UInt8] {
    if name(start: start) != nil { return start.filter { $0 != 0 && $0 != 0xff && $0 != 0xfe } }
    return Array(start.starts(with: LineReader.byteOrderMark) ? start.dropFirst(3) : start[...])
  }
}
