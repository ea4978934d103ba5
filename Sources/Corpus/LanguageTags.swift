/// Which of two languages a tag in a file names.
///
/// Tags are compared without regard to letter case, `_` and `@` as `-`, and without the encoding in a locale's name
/// (`.UTF-8`). A tag fits a language fully if they are equal. It fits partly if language and script agree, the script
/// being the one that the tag names or most likely means: `en-US` fits `en`, and `pt` fits `pt-BR`, but `zh-Hans` does
/// not fit `zh-TW`. `pt-PT` fits `pt-BR` less well, as another region's. If both languages have a tag's language and
/// script, it fits partly only the one that has no more than a first subtag.
struct LanguageTags {
  /// The degree to which a tag fits.
  enum Fit: Int, Comparable {
    case none, otherRegion, partly, fully

    static func < (left: Fit, right: Fit) -> Bool { left.rawValue < right.rawValue }
  }

  struct Fits: Equatable {
    var source: Fit
    var target: Fit

    static let none = Fits(source: .none, target: .none)
  }

  /// More tags than a sound file has are matched, but not kept.
  private static let keptLimit = 64

  let languages: LanguagePair
  private let source: LanguageTag
  private let target: LanguageTag
  private var seen: [(tag: [UInt8], fits: Fits)] = []

  init(_ languages: LanguagePair) {
    self.languages = languages
    source = LanguageTag(languages.source.utf8)
    target = LanguageTag(languages.target.utf8)
  }

  /// The fit of a tag for each of the languages. The tag is kept for `missing`.
  mutating func fits(_ tag: UnsafeRawBufferPointer) -> Fits {
    if let known = seen.first(where: { $0.tag.count == tag.count && $0.tag.elementsEqual(tag) }) { return known.fits }
    let parsed = LanguageTag(tag)
    let fits = Fits(
      source: Self.fit(parsed, source, other: target), target: Self.fit(parsed, target, other: source))
    if seen.count < Self.keptLimit { seen.append((Array(tag), fits)) }
    return fits
  }

  mutating func fits(_ tag: String) -> Fits { Array(tag.utf8).withUnsafeBytes { fits($0) } }

  /// The tags that have been seen, in the order of their first occurrence.
  var present: [String] { seen.map { String(decoding: $0.tag, as: UTF8.self) } }

  /// The language that no tag has fitted, if tags have been seen.
  var missing: String? {
    if seen.isEmpty || seen.count == Self.keptLimit { return nil }
    if !seen.contains(where: { $0.fits.source > .none }) { return languages.source }
    return seen.contains { $0.fits.target > .none } ? nil : languages.target
  }

  private static func fit(_ tag: LanguageTag, _ language: LanguageTag, other: LanguageTag) -> Fit {
    if tag.folded == language.folded { return .fully }
    guard tag.folded != other.folded, tag.isWritten(as: language) else { return .none }
    if tag.isWritten(as: other) && language.folded != language.language { return .none }
    if let region = language.region, let own = tag.region, region != own { return .otherRegion }
    return .partly
  }
}
