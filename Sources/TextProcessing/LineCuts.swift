/// A line, and where it is cut. Rules correct the cuts; whatever they do, the tokens add up to the line.
///
/// It points into a `LineBuffer`, and is valid only while that hands it out. Positions outside of the line are safe: they
/// hold spaces, and cannot be cut.
struct LineCuts {
  let count: Int
  private let units: UnsafeBufferPointer<UInt16>
  private let isCut: UnsafeMutableBufferPointer<UInt8>

  /// - Parameter isCut: of at least one element more than `units`.
  init(units: UnsafeBufferPointer<UInt16>, isCut: UnsafeMutableBufferPointer<UInt8>) {
    precondition(isCut.count > units.count)
    count = units.count
    self.units = units
    self.isCut = isCut
  }

  @inline(__always) subscript(position: Int) -> UInt16 {
    UInt(bitPattern: position) < UInt(bitPattern: count) ? units[position] : .space
  }

  /// The scalar that begins at a position, and how many units it takes.
  @inline(__always) func scalar(at position: Int) -> (value: UInt32, width: Int) {
    let unit = self[position]
    guard unit & 0xFC00 == 0xD800, self[position + 1] & 0xFC00 == 0xDC00 else { return (UInt32(unit), 1) }
    return (0x10000 + (UInt32(unit) & 0x3FF) << 10 + UInt32(self[position + 1]) & 0x3FF, 2)
  }

  @inline(__always) func isCut(at position: Int) -> Bool {
    UInt(bitPattern: position) > UInt(bitPattern: count) || isCut[position] != 0
  }

  @inline(__always) func cut(at position: Int) { set(1, at: position) }
  @inline(__always) func join(at position: Int) { set(0, at: position) }

  /// Makes one token of a range.
  func keepWhole(_ range: Range<Int>) {
    for position in range.dropFirst() { join(at: position) }
    cut(at: range.lowerBound)
    cut(at: range.upperBound)
  }

  @inline(__always) private func set(_ flag: UInt8, at position: Int) {
    if UInt(bitPattern: position) <= UInt(bitPattern: count) { isCut[position] = flag }
  }

  /// The part of the line for ICU to cut.
  func withUnsafePart(_ range: Range<Int>, _ body: (UnsafePointer<UInt16>, UnsafeMutablePointer<UInt8>) -> Void) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    guard let units = units.baseAddress, let isCut = isCut.baseAddress else { return }
    body(units + range.lowerBound, isCut + range.lowerBound)
  }
}
