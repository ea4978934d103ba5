/// Lowercase as Python's `str.lower()` makes it: Unicode's full mapping, with the final sigma, in no language's own way.
enum Lowercase {
  /// The lowercase of `text`, in UTF-8.
  static func bytes(of text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    if bytes.allSatisfy({ $0 < 0x80 }) {
      return bytes.map(ascii)
    }
    var lowercase = [UInt8]()
    lowercase.reserveCapacity(bytes.count)
    let scalars = text.unicodeScalars
    var position = 0  // of the scalar in `bytes`
    for index in scalars.indices {
      let scalar = scalars[index]
      let width = UTF8.width(scalar)
      if scalar.isASCII {
        lowercase.append(ascii(bytes[position]))
      } else if scalar == "\u{03A3}" {
        let isFinal = isFirstCased(scalars[..<index].reversed()) && !isFirstCased(scalars[index...].dropFirst())
        lowercase += (isFinal ? "\u{03C2}" : "\u{03C3}").utf8
      } else if scalar.properties.changesWhenLowercased {
        lowercase += scalar.properties.lowercaseMapping.utf8
      } else {
        lowercase += bytes[position..<position + width]
      }
      position += width
    }
    return lowercase
  }

  private static func ascii(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }

  /// Whether the first scalar that is not case-ignorable is cased. A sigma is not ignorable, so that the sigmas of a text
  /// do not look at a scalar more than twice.
  private static func isFirstCased(_ scalars: some Collection<Unicode.Scalar>) -> Bool {
    scalars.first { !$0.properties.isCaseIgnorable }?.properties.isCased ?? false
  }
}
