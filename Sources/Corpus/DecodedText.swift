extension CorpusTallies {
  /// The text of a segment, or of a part of it, with bytes that are not UTF-8 repaired. Oddities in it are counted.
  mutating func text(of bytes: UnsafeRawBufferPointer, path: String, line: Int) -> String {
    if bytes.offset(of: 0) != nil { note(.null, path: path, line: line) }
    if bytes.holdsLineSeparator { note(.lineSeparator, path: path, line: line) }
    let units = bytes.bindMemory(to: UInt8.self)
    if let text = String(validating: units, as: UTF8.self) { return text }
    note(.invalidUTF8, path: path, line: line)
    return String(decoding: units, as: UTF8.self)
  }

  mutating func text(of bytes: some RandomAccessCollection<UInt8>, path: String, line: Int) -> String {
    let bytes = Array(bytes)
    return bytes.withUnsafeBytes { text(of: $0, path: path, line: line) }
  }
}

extension UnsafeRawBufferPointer {
  /// Whether VT, FF, CR, U+0085, U+2028 or U+2029 is in the text, in UTF-8.
  fileprivate var holdsLineSeparator: Bool {
    offset(of: 0x0b) != nil || offset(of: 0x0c) != nil || offset(of: 0x0d) != nil
      || holds(0xc2) { $0.count > 1 && $0[1] == 0x85 }
      || holds(0xe2) { $0.count > 2 && $0[1] == 0x80 && ($0[2] == 0xa8 || $0[2] == 0xa9) }
  }

  /// Whether the bytes from a `lead` on are such as are looked for.
  @inline(__always)
  private func holds(_ lead: UInt8, where matches: (UnsafeRawBufferPointer) -> Bool) -> Bool {
    var rest = self
    while let offset = rest.offset(of: lead) {
      rest = UnsafeRawBufferPointer(rebasing: rest[offset...])
      if matches(rest) { return true }
      rest = UnsafeRawBufferPointer(rebasing: rest[1...])
    }
    return false
  }
}
