import Glibc

extension CorpusTallies {
  /// The text of some bytes of an entry, with those that are not UTF-8 repaired. What is odd in it is counted.
  mutating func text(of bytes: UnsafeRawBufferPointer, path: String, line: Int) -> String {
    if bytes.holds(0, where: { _ in true }) { note(.null, path: path, line: line) }
    if bytes.holds(0xc2, where: { $0.count > 1 && $0[1] == 0x85 })
      || bytes.holds(0xe2, where: { $0.count > 2 && $0[1] == 0x80 && ($0[2] == 0xa8 || $0[2] == 0xa9) })
    {
      note(.lineSeparator, path: path, line: line)
    }
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
  /// Whether the bytes from some `lead` on are such as are looked for.
  fileprivate func holds(_ lead: Int32, where matches: (UnsafeRawBufferPointer) -> Bool) -> Bool {
    var rest = self
    while let start = rest.baseAddress, let found = memchr(start, lead, rest.count) {
      rest = UnsafeRawBufferPointer(rebasing: rest[(UnsafeRawPointer(found) - start)...])
      if matches(rest) { return true }
      rest = UnsafeRawBufferPointer(rebasing: rest[1...])
    }
    return false
  }
}
