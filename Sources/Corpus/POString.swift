/// A quoted string of a PO file, its escapes resolved as in C.
struct POString {
  private(set) var bytes: [UInt8] = []
  /// The bytes after the closing quotation mark.
  private(set) var rest: Slice<UnsafeRawBufferPointer>

  /// Reads a string from after its opening quotation mark; nil if the line ends before it does.
  init?(_ line: Slice<UnsafeRawBufferPointer>) {
    rest = line
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return
      case UInt8(ascii: "\\"): resolveEscape()
      default: bytes.append(byte)
      }
    }
    return nil
  }

  /// Resolves the escape after a backslash. An escape that C does not know stands for itself.
  private mutating func resolveEscape() {
    guard let letter = rest.popFirst() else { return }
    switch letter {
    case UInt8(ascii: "n"): bytes.append(0x0a)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "r"): bytes.append(0x0d)
    case UInt8(ascii: "a"): bytes.append(0x07)
    case UInt8(ascii: "b"): bytes.append(0x08)
    case UInt8(ascii: "f"): bytes.append(0x0c)
    case UInt8(ascii: "v"): bytes.append(0x0b)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(letter)
    case UInt8(ascii: "0")...UInt8(ascii: "7"): appendNumber(digit(letter), radix: 8, digits: 2)
    case UInt8(ascii: "x"):
      if let first = rest.first, digit(first) < 16 {
        rest.removeFirst()
        appendNumber(digit(first), radix: 16, digits: 1)
      } else {
        bytes += [UInt8(ascii: "\\"), letter]
      }
    default: bytes += [UInt8(ascii: "\\"), letter]
    }
  }

  /// Reads up to so many more digits of a number, and adds the byte that it names.
  private mutating func appendNumber(_ first: Int, radix: Int, digits: Int) {
    var number = first
    for _ in 0..<digits {
      guard let next = rest.first, digit(next) < radix else { break }
      number = number * radix + digit(next)
      rest.removeFirst()
    }
    bytes.append(UInt8(truncatingIfNeeded: number))
  }

  /// The value of a digit; 16 for any other byte.
  private func digit(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte - UInt8(ascii: "A")) + 10
    default: 16
    }
  }
}
