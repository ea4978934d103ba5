import TextProcessing

/// The treatment of a catalogue that does not say the language of its translations, neither in itself nor by its name.
enum UnsaidLanguage {
  /// It is taken to be the one that is wanted, because somebody named the file; its segments are counted.
  case taken
  /// It may be in any language, as one of many in a folder: `languageNotSaid`.
  case refused
}

/// The language that the name of a catalogue tells, or the folder that gettext puts catalogues in: `de.po`, `messages_th.xlf`, `th.messages.xlf`,
/// `th/LC_MESSAGES/a.mo`. Other folders tell nothing: `my` and `is` may be anything.
///
/// A code of three letters counts only where it is one of the languages that are wanted: too many are words.
struct LanguageOfPath {
  private let languages: LanguagePair
  /// Codes that are out of use and words, or endings of names.
  private static let words: Set<String> = ["in", "iw", "ji", "jw", "mo"]

  /// - Returns: the tag, as it stands in the path; nil if there is none.
  static func tag(_ path: String, _ languages: LanguagePair) -> String? {
    let finder = LanguageOfPath(languages: languages)
    let folder = Folder.parent(path)
    if Folder.name(folder).hasPrefix("LC_") {
      let name = Folder.name(Folder.parent(folder))
      if finder.isLanguage(name) { return name }
    }
    return finder.tag(ofName: Folder.name(path))
  }

  private func tag(ofName name: String) -> String? {
    let stem = CorpusFormat.droppingEnding(name)
    if isLanguage(stem) { return stem }
    // The longest part at the end that is a tag: `a-pt_BR` is not in Breton.
    for index in stem.indices where ".-_".contains(stem[index]) {
      let part = String(stem[stem.index(after: index)...])
      if isLanguage(part) { return part }
    }
    let start = String(stem.prefix { $0 != "." })
    return start != stem && isLanguage(start) ? start : nil
  }

  private func isLanguage(_ text: String) -> Bool {
    let tag = LanguageTag(text.utf8)
    let code = String(decoding: tag.language, as: UTF8.self)
    guard !text.contains("."), !Self.words.contains(code),
      LanguageCode.isWellFormed(String(decoding: tag.folded, as: UTF8.self))
    else { return false }
    // Any text may stand behind an `@`; `no-cache` and `my-ui` are no tags, and `pt_BR` and `zh-Hant` are.
    let subtags = text.prefix { $0 != "@" }.split(whereSeparator: { $0 == "-" || $0 == "_" }).dropFirst()
    guard subtags.allSatisfy(Self.isScriptOrRegion) else { return false }
    let isWanted = [languages.source, languages.target].contains { LanguageTag($0.utf8).language == tag.language }
    return isWanted || (code.utf8.count == 2 && ICU.knows(language: code))
  }

  /// Whether it is one with its usual letters: `Hant`, `BR`, `419`.
  private static func isScriptOrRegion(_ subtag: Substring) -> Bool {
    let isCapital = subtag.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    switch isCapital.count {
    case 2: return !isCapital.contains(false)
    case 3: return subtag.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    case 4: return isCapital[0] && !isCapital[1...].contains(true)
    default: return false
    }
  }
}
