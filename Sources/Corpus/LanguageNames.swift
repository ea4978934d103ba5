import TextProcessing

/// The languages that names of columns name: by a code such as `th`, or by a name in English (`Thai`), in the language itself
/// (`ไทย`), or in the other language that is wanted.
struct LanguageNames {
  /// The languages that a name may stand for, as codes.
  private let codes: [String: [String]]
  private let languages: LanguagePair

  /// In English and in the language itself, for all languages with a code of two letters.
  private static let known: [String: [String]] = {
    var known: [String: [String]] = [:]
    for code in ICU.languages {
      for name in Set(["en", code].compactMap { ICU.name(ofLanguage: code, in: $0) }) where name != code {
        known[name, default: []].append(code)
      }
    }
    return known
  }()

  init(_ languages: LanguagePair) {
    self.languages = languages
    var codes = Self.known
    let wanted = [languages.source, languages.target]
    for language in wanted {
      for name in Set((["en"] + wanted).compactMap { ICU.name(ofLanguage: language, in: $0) }) {
        // The language that is wanted, region and script included, comes before others of the same name.
        codes[name] = wanted.filter { other in
          ["en", language].contains { ICU.name(ofLanguage: other, in: $0) == name }
        }
        if codes[name]?.isEmpty != false { codes[name] = [language] }
      }
    }
    self.codes = codes
  }

  /// The codes of the languages that a name stands for, as `German`, `DEUTSCH`, `English (US)` or `ภาษาไทย`; empty if it is
  /// no name of one.
  func codes(ofName name: String) -> [String] {
    let name = Self.trimmed(name)
    guard !name.isEmpty, name.utf8.count <= 64 else { return [] }
    if let codes = codes[name] { return codes }
    let plain = Self.trimmed(String(name.prefix { $0 != "(" }))
    if let codes = codes[plain] { return codes }
    let prefix = "ภาษา"
    return plain.hasPrefix(prefix)
      ? codes[String(plain.unicodeScalars.dropFirst(prefix.unicodeScalars.count))] ?? [] : []
  }

  /// Whether a name is the code of a language, whether or not it is wanted: `de`, `en-US`.
  static func isCode(_ name: String) -> Bool {
    let tag = LanguageTag(name.utf8)
    return tag.language.count == 2 && LanguageCode.isWellFormed(String(decoding: tag.folded, as: UTF8.self))
      && ICU.knows(language: String(decoding: tag.language, as: UTF8.self))
  }

  private static func trimmed(_ name: String) -> String {
    var name = name.lowercased()[...]
    while name.first?.isWhitespace == true { name.removeFirst() }
    while name.last?.isWhitespace == true { name.removeLast() }
    return String(name)
  }
}
