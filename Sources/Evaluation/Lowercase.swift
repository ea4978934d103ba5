/// Lowercase as Python's `str.lower()` makes it: Unicode's full mapping, with the final sigma, in no language's own way.
enum Lowercase {
  /// The lowercase of `text`, in UTF-8.
  static func bytes(of text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    if bytes.allSatisfy({ $0 < 0x80 }) {
      return bytes.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
    }
    var lowercase = [UInt8]()
    lowercase.reserveCapacity(bytes.count)
    let scalars = text.unicodeScalars
    var letterBefore = false  // the last scalar that is not case-ignorable is cased
    for index in scalars.indices {
      let scalar = scalars[index]
      let properties = scalar.properties
      if scalar == "\u{03A3}" {
        let isFinal = letterBefore && !startsWithCased(scalars[scalars.index(after: index)...])
        lowercase += (isFinal ? "\u{03C2}" : "\u{03C3}").utf8
      } else if properties.changesWhenLowercased {
        lowercase += properties.lowercaseMapping.utf8
      } else {
        lowercase += UTF8.encode(scalar)!
      }
      if !properties.isCaseIgnorable { letterBefore = properties.isCased }
    }
    return lowercase
  }

  private static func startsWithCased(_ scalars: Substring.UnicodeScalarView) -> Bool {
    scalars.first { !$0.properties.isCaseIgnorable }?.properties.isCased ?? false
  }
}
