/// Unicode scalars in valid UTF-8, for text that is handled as bytes.
extension [UInt8] {
  /// The scalar that begins at `position`, and how many bytes it takes.
  @inline(__always)
  func scalar(at position: Int) -> (value: UInt32, width: Int) {
    let byte = self[position]
    switch byte {
    case ..<0x80: return (UInt32(byte), 1)
    case ..<0xE0: return (UInt32(byte & 0x1F) << 6 | rest(position, 1), 2)
    case ..<0xF0: return (UInt32(byte & 0x0F) << 12 | rest(position, 1) << 6 | rest(position, 2), 3)
    default:
      let high = UInt32(byte & 0x07) << 18 | rest(position, 1) << 12
      return (high | rest(position, 2) << 6 | rest(position, 3), 4)
    }
  }

  private func rest(_ position: Int, _ offset: Int) -> UInt32 { UInt32(self[position + offset] & 0x3F) }

  /// The bytes with every occurrence of `pattern`, from the left, replaced.
  func replacing(_ pattern: StaticString, with replacement: StaticString) -> [UInt8] {
    let pattern = UnsafeBufferPointer(start: pattern.utf8Start, count: pattern.utf8CodeUnitCount)
    let replacement = UnsafeBufferPointer(start: replacement.utf8Start, count: replacement.utf8CodeUnitCount)
    var result = [UInt8]()
    result.reserveCapacity(count)
    var position = 0
    while position < count {
      if self[position] == pattern[0] && self[position...].starts(with: pattern) {
        result += replacement
        position += pattern.count
      } else {
        result.append(self[position])
        position += 1
      }
    }
    return result
  }
}
