/// A line on its way from bytes to tokens. One buffer serves line after line, so that no memory is asked for in between.
public struct LineBuffer: Sendable {
  /// The line in UTF-16, well-formed.
  public var units: [UInt16] = []
  /// For each position from 0 to `units.count`: 1 where a token begins or ends. Longer than that, if a line before was.
  private var isCut: [UInt8] = []

  public init() {}

  public init(_ line: String) {
    var line = line
    _ = line.withUTF8 { decode($0) }
  }

  /// Takes a line of UTF-8. Each maximal part of an ill-formed sequence becomes one U+FFFD.
  /// - Returns: how many replacements were made.
  public mutating func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    if UTF16Decoding.decode(bytes, into: &units) { return 0 }
    let (text, replacements) = UTF8Repair.decode(bytes)
    units.removeAll(keepingCapacity: true)
    units.append(contentsOf: text.utf16)
    return replacements
  }

  /// Appends the line in UTF-8.
  public func encode(to output: inout [UInt8]) {
    UTF8Writer.append(upTo: 3 * units.count, to: &output) { writer in
      var index = 0
      while index < units.count {
        let (scalar, width) = units.scalar(at: index)
        writer.write(scalar)
        index += width
      }
    }
  }

  public var text: String {
    var bytes: [UInt8] = []
    encode(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Hands out the line with no cut in it but those at its ends.
  mutating func withCuts(_ body: (LineCuts) -> Void) {
    let count = units.count
    if isCut.count > count {
      isCut.withUnsafeMutableBufferPointer { $0[...count].update(repeating: 0) }
    } else {
      isCut = [UInt8](repeating: 0, count: 2 * count + 1)
    }
    units.withUnsafeBufferPointer { units in
      isCut.withUnsafeMutableBufferPointer { body(LineCuts(units: units, isCut: $0)) }
    }
  }
}
