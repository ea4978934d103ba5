/// Writes characters as UTF-8 to the end of an array.
struct UTF8Writer {
  private var next: UnsafeMutablePointer<UInt8>

  /// - Parameters:
  ///   - size: no fewer bytes than `body` writes.
  static func append(upTo size: Int, to output: inout [UInt8], _ body: (inout UTF8Writer) -> Void) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: size) { bytes in
      guard let start = bytes.baseAddress else { return }
      var writer = UTF8Writer(next: start)
      body(&writer)
      output.append(contentsOf: UnsafeBufferPointer(start: start, count: writer.next - start))
    }
  }

  @inline(__always) mutating func write(_ scalar: UInt32) {
    if scalar < 0x80 {
      put(scalar)
    } else if scalar < 0x800 {
      put(0xC0 | scalar >> 6)
      put(0x80 | scalar & 0x3F)
    } else if scalar < 0x10000 {
      put(0xE0 | scalar >> 12)
      put(0x80 | scalar >> 6 & 0x3F)
      put(0x80 | scalar & 0x3F)
    } else {
      put(0xF0 | scalar >> 18)
      put(0x80 | scalar >> 12 & 0x3F)
      put(0x80 | scalar >> 6 & 0x3F)
      put(0x80 | scalar & 0x3F)
    }
  }

  @inline(__always) private mutating func put(_ byte: UInt32) {
    next.initialize(to: UInt8(truncatingIfNeeded: byte))
    next += 1
  }
}
