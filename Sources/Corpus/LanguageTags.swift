/// Which of two languages a tag in a file names.
///
/// Tags are compared without regard to letter case, `_` and `@` as `-`, and without the encoding in a locale's name (`.UTF-8`). A tag fits a language fully if they are equal, and partly if their first subtags are: `en-US` fits `en`, and
/// `pt` fits `pt-BR`. Where both languages have the same first subtag, a tag fits partly only the one that has no more than that.
struct LanguageTags {
  /// How well a tag fits.
  enum Fit: Int, Comparable {
    case none, partly, fully

    static func < (left: Fit, right: Fit) -> Bool { left.rawValue < right.rawValue }
  }

  struct Fits {
    var source: Fit
    var target: Fit
  }

  /// More tags than a sound file has are matched, but not kept.
  private static let keptLimit = 64

  let languages: LanguagePair
  private let source: [UInt8]
  private let target: [UInt8]
  private var seen: [(tag: [UInt8], fits: Fits)] = []

  init(_ languages: LanguagePair) {
    self.languages = languages
    source = Self.folded(languages.source.utf8)
    target = Self.folded(languages.target.utf8)
  }

  /// How well a tag fits each of the languages. It is kept for `missing`.
  mutating func fits(_ tag: UnsafeRawBufferPointer) -> Fits {
    if let known = seen.first(where: { $0.tag.count == tag.count && $0.tag.elementsEqual(tag) }) { return known.fits }
    let plain = Self.folded(tag)
    let fits = Fits(source: fit(plain, source, other: target), target: fit(plain, target, other: source))
    if seen.count < Self.keptLimit { seen.append((Array(tag), fits)) }
    return fits
  }

  /// The tags that have been seen, in the order of their first occurrence.
  var present: [String] { seen.map { String(decoding: $0.tag, as: UTF8.self) } }

  /// The language that no tag has fitted, if tags have been seen.
  var missing: String? {
    if seen.isEmpty || seen.count == Self.keptLimit { return nil }
    if !seen.contains(where: { $0.fits.source > .none }) { return languages.source }
    return seen.contains { $0.fits.target > .none } ? nil : languages.target
  }

  private func fit(_ tag: [UInt8], _ language: [UInt8], other: [UInt8]) -> Fit {
    if tag == language { return .fully }
    let first = Self.firstSubtag(language)
    guard tag != other, !first.isEmpty, Self.firstSubtag(tag) == first else { return .none }
    return Self.firstSubtag(other) != first || first.count == language.count ? .partly : .none
  }

  private static func firstSubtag(_ tag: [UInt8]) -> ArraySlice<UInt8> { tag.prefix { $0 != UInt8(ascii: "-") } }

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
}
