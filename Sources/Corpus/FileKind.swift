/// Recognizes files that are not text, by their first bytes.
enum FileKind {
  /// NULs are looked for in this many bytes of a file; fewer than `leastCount` show nothing.
  private static let startCount = 1024
  private static let leastCount = 64

  private static let signatures: [(name: String, start: [UInt8], offset: Int)] = [
    ("a PDF document", Array("%PDF-1.".utf8), 0), ("a PDF document", Array("%PDF-2.".utf8), 0),
    ("an RTF document", Array("{\\rtf1".utf8), 0),
    ("a document of an office program", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 0),
    ("a PNG picture", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a], 0), ("a JPEG picture", [0xff, 0xd8, 0xff], 0),
    ("a GIF picture", Array("GIF87a".utf8), 0), ("a GIF picture", Array("GIF89a".utf8), 0),
    ("a TIFF picture", [0x49, 0x49, 0x2a, 0], 0),
    ("a TIFF picture", [0x4d, 0x4d, 0, 0x2a], 0), ("a program", [0x7f, 0x45, 0x4c, 0x46], 0),
    ("sound or video", Array("OggS\0".utf8), 0), ("a compiled catalogue of gettext", [0xde, 0x12, 0x04, 0x95], 0),
    ("a compiled catalogue of gettext", [0x95, 0x04, 0x12, 0xde], 0),
    ("an SQLite database", Array("SQLite format 3\0".utf8), 0),
    ("a NumPy array", [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], 0),
    ("a tar archive", Array("ustar".utf8), 257),
  ]

  /// The kind of the file; nil if it may be text. Beside the signatures, many NULs beside bytes that are not UTF-8 show
  /// that it is not text; damaged text may hold a few.
  static func notText(start: UnsafeRawBufferPointer) -> String? {
    let found = signatures.first { start.dropFirst($0.offset).starts(with: $0.start) }
    if let found, !isInText(found.start) || start.contains(where: isControl) { return found.name }
    let start = start.prefix(startCount)
    if start.count < leastCount || 8 * start.count(where: { $0 == 0 }) < start.count { return nil }
    // A character may be cut at the end.
    let isUTF8 = (0...3).contains { String(validating: start.dropLast($0), as: UTF8.self) != nil }
    return isUTF8 ? nil : "binary data"
  }

  /// Whether a line of text may begin with a signature: a file that it is of has control characters too.
  private static func isInText(_ signature: [UInt8]) -> Bool {
    signature.starts(with: "GIF".utf8) || signature.starts(with: "ustar".utf8)
  }

  private static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 && !(0x09...0x0d).contains(byte) }

  /// Whether a text that begins like this may turn out to be none, or to have a byte order mark, once more of it is there. A
  /// line that is complete is not waited for.
  static func isUndecided(start: UnsafeRawBufferPointer) -> Bool {
    let signatures = signatures.filter { $0.offset == 0 }.map(\.start) + WideEncoding.marks
    return start.offset(of: 0x0a) == nil && signatures.contains { $0.count > start.count && $0.starts(with: start) }
  }
}
