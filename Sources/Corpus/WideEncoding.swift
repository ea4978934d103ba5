import TextProcessing

/// Encodings that show in the first bytes of a text: by a byte order mark, or by their two bytes a character.
enum WideEncoding {
  /// A byte order mark.
  enum Mark {
    case utf8, utf16LittleEndian, utf16BigEndian, utf32

    var encoding: TextEncoding {
      switch self {
      case .utf8: .utf8
      case .utf16LittleEndian: .utf16LittleEndian
      case .utf16BigEndian: .utf16BigEndian
      case .utf32: .utf32
      }
    }

    var byteCount: Int {
      switch self {
      case .utf8: 3
      case .utf16LittleEndian, .utf16BigEndian: 2
      case .utf32: 4
      }
    }
  }

  /// All of them.
  static let marks: [[UInt8]] = [
    LineReader.byteOrderMark, [0xff, 0xfe], [0xfe, 0xff], [0xff, 0xfe, 0, 0], [0, 0, 0xfe, 0xff],
  ]

  /// The byte order mark that a text begins with; nil if there is none.
  static func mark(start: UnsafeRawBufferPointer) -> Mark? {
    if start.starts(with: [0xff, 0xfe, 0, 0]) || start.starts(with: [0, 0, 0xfe, 0xff]) { return .utf32 }
    if start.starts(with: [0xff, 0xfe]) { return .utf16LittleEndian }
    if start.starts(with: [0xfe, 0xff]) { return .utf16BigEndian }
    return start.starts(with: LineReader.byteOrderMark) ? .utf8 : nil
  }

  /// The number of bytes of a text that are looked at.
  static let startCount = 1024

  /// The name of the encoding of a text without a byte order mark; nil if the text may be UTF-8. It shows by every second
  /// byte, which in most alphabets is that of a control character: the upper half of U+0020 and U+0E01.
  static func name(start: UnsafeRawBufferPointer) -> String? {
    let units = start.prefix(startCount).count / 2
    if units < 2 { return nil }
    // Nothing but control characters is no text of two bytes a character either.
    if start.prefix(2 * units).allSatisfy({ 0x01...0x1f ~= $0 }) { return nil }
    let first = controls(of: start, units, from: 0)
    let second = controls(of: start, units, from: 1)
    if 4 * second.all >= 3 * units && second > first { return "UTF-16LE" }
    if 4 * first.all >= 3 * units && first > second { return "UTF-16BE" }
    return nil
  }

  /// The number of control characters among every second byte, and of NULs among them. White space is not counted,
  /// since it may well stand in text.
  private static func controls(
    of start: UnsafeRawBufferPointer, _ units: Int, from first: Int
  ) -> (nulls: Int, all: Int) {
    var (nulls, all) = (0, 0)
    for index in 0..<units {
      let byte = start[2 * index + first]
      if byte == 0 { nulls += 1 }
      if byte < 0x20 && !(0x09...0x0d).contains(byte) { all += 1 }
    }
    return (nulls, all)
  }

  /// The characters of a text's first bytes that are ASCII, as far as the text is in such an encoding or in UTF-8; the byte order
  /// mark is left out.
  static func narrowed(_ start: UnsafeRawBufferPointer) -> [UInt8] {
    let mark = mark(start: start)
    if mark == nil ? name(start: start) != nil : mark != .utf8 {
      return start.filter { $0 != 0 && $0 != 0xff && $0 != 0xfe }
    }
    return Array(start.starts(with: LineReader.byteOrderMark) ? start.dropFirst(3) : start[...])
  }
}
