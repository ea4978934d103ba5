/// Encodings of two or four bytes a character, which show in the first bytes of a text.
enum WideEncoding {
  /// As many bytes of a text as are looked at.
  static let startCount = 64

  /// The name of the encoding, as iconv knows it; nil if the text may be UTF-8. It shows by a byte order mark, or by a NUL at
  /// every second byte, as in text of Western letters.
  static func name(start: UnsafeRawBufferPointer) -> String? {
    if start.starts(with: [0xff, 0xfe, 0, 0]) || start.starts(with: [0, 0, 0xfe, 0xff]) { return "UTF-32" }
    if start.starts(with: [0xff, 0xfe]) || start.starts(with: [0xfe, 0xff]) { return "UTF-16" }
    let units = start.prefix(startCount).count / 2
    if units < 2 { return nil }
    let high = (0..<units).count { start[2 * $0] == 0 }
    let low = (0..<units).count { start[2 * $0 + 1] == 0 }
    return low == units && high == 0 ? "UTF-16LE" : high == units && low == 0 ? "UTF-16BE" : nil
  }

  /// The characters of a text's first bytes that are ASCII, as far as the text is in such an encoding or in UTF-8; the byte order
  /// mark is left out.
  static func narrowed(_ start: UnsafeRawBufferPointer) -> [UInt8] {
    if name(start: start) != nil { return start.filter { $0 != 0 && $0 != 0xff && $0 != 0xfe } }
    return Array(start.starts(with: LineReader.byteOrderMark) ? start.dropFirst(3) : start[...])
  }
}
