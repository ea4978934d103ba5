import TextProcessing

/// A tag of a language, as files and locales write it: `th`, `zh_TW.UTF-8`, `sr@latin`.
struct LanguageTag {
  /// In lower case, with `-` between subtags and without the name of an encoding.
  let folded: [UInt8]
  /// The first subtag.
  let language: [UInt8]
  private(set) var region: [UInt8]?
  /// The name that ICU gives the script; nil if none is known.
  let script: String?

  /// The names of scripts behind an `@`.
  private static let modifiers = ["latin": "Latn", "cyrillic": "Cyrl", "devanagari": "Deva", "arabic": "Arab"]
  /// No tag is longer.
  private static let byteLimit = 64

  init(_ tag: some Sequence<UInt8>) {
    folded = Self.folded(tag)
    let subtags = folded.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    language = subtags.first.map(Array.init) ?? []
    var named: String?
    for subtag in subtags.dropFirst() {
      let text = String(decoding: subtag, as: UTF8.self)
      if let script = Self.modifiers[text] {
        named = script
      } else if subtag.count == 4, subtag.allSatisfy(Self.isLetter), named == nil, region == nil {
        named = text
      } else if region == nil, Self.isRegion(subtag) {
        region = Array(subtag)
      }
    }
    guard !language.isEmpty, folded.count <= Self.byteLimit else {
      script = nil
      return
    }
    let parts = [String(decoding: language, as: UTF8.self), named, region.map { String(decoding: $0, as: UTF8.self) }]
    script = ICU.likelyScript(of: parts.compactMap(\.self).joined(separator: "-"))
  }

  /// Whether it is the same language in the same script, as far as that is known.
  func isWritten(as other: LanguageTag) -> Bool {
    !language.isEmpty && language == other.language && (script == other.script || script == nil || other.script == nil)
  }

  private static func folded(_ tag: some Sequence<UInt8>) -> [UInt8] {
    var folded: [UInt8] = []
    var isEncoding = false
    for byte in tag {
      switch byte {
      case UInt8(ascii: "."): isEncoding = true
      case UInt8(ascii: "@"):
        isEncoding = false
        folded.append(UInt8(ascii: "-"))
      case _ where isEncoding: break
      case UInt8(ascii: "_"): folded.append(UInt8(ascii: "-"))
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): folded.append(byte | 0x20)
      default: folded.append(byte)
      }
    }
    return folded
  }

  private static func isRegion(_ subtag: ArraySlice<UInt8>) -> Bool {
    subtag.count == 2 && subtag.allSatisfy(isLetter)
      || subtag.count == 3 && subtag.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
}
