import TextProcessing

/// The encoding that a file says itself that it is in.
enum DeclaredEncoding {
  /// The encoding that an XML declaration names: `<?xml version="1.0" encoding="windows-874"?>`. nil if there is none,
  /// and if it is one of two or four bytes a character, which shows in the bytes themselves.
  static func xml(_ start: UnsafeRawBufferPointer) -> String? {
    let text = WideEncoding.narrowed(start)
    guard text.starts(with: "<?xml".utf8), let end = text.firstIndex(of: UInt8(ascii: ">")) else { return nil }
    let name = value(of: "encoding", in: text[..<end], endingAt: ["\"", "'"])
    return ["UTF-16", "UTF-32", "UCS-"].contains { name?.uppercased().hasPrefix($0) == true } ? nil : name
  }

  /// The encoding that the header of a PO file names: `Content-Type: text/plain; charset=TIS-620`. nil if there is
  /// none, and if nobody has filled it in.
  static func po(_ start: UnsafeRawBufferPointer) -> String? {
    let name = value(of: "charset", in: start[...], endingAt: ["\\", "\"", " ", ";", "\n"])
    return name == "CHARSET" ? nil : name
  }

  /// The encoding of a text that may declare one. The declaration comes before the caller's choice; but a text that
  /// declares UTF-8 and is not UTF-8 declares nothing.
  /// - Parameter given: what the caller says.
  static func choose(
    _ declared: String?, given: TextEncoding?, start: UnsafeRawBufferPointer, path: String, format: String
  ) throws(CorpusError) -> TextEncoding? {
    guard let declared else { return given }
    guard let encoding = TextEncoding(declared) else {
      throw .charsetNotRead(path: path, format: format, charset: declared)
    }
    return encoding.isUTF8 && EncodingGuess.isNotUTF8(start) ? given : encoding
  }

  /// The value after `name`, an equals sign and perhaps a quotation mark.
  private static func value(
    of name: String, in text: some RandomAccessCollection<UInt8>, endingAt ends: [Unicode.Scalar]
  ) -> String? {
    let name = Array((name + "=").utf8)
    let text = Array(text.prefix(4096))
    guard let place = text.indices.first(where: { text[$0...].starts(with: name) }) else { return nil }
    let ends = ends.map { UInt8($0.value) }
    let value = text[(place + name.count)...].drop { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
      .prefix { !ends.contains($0) }
    return value.isEmpty || value.count > 60 ? nil : String(decoding: value, as: UTF8.self)
  }
}
