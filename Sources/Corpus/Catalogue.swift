import TextProcessing

/// The code that gettext's two catalogue formats, PO and MO, share: the header, and the pairs of an entry.
///
/// The header, or the file's name, gives the language of the translations. `X-Source-Language` gives the language of
/// the texts; by custom it is English if the header does not say.
struct Catalogue {
  let path: String
  let format: String
  private var tags: LanguageTags
  private var rule: PluralRule?
  /// Whether the translations are in the source language, so that the sides change places.
  private var isTurned = false
  /// The languages that the header names: of the translations, and of the texts.
  private var language: String?
  private var textLanguage: String?
  private var isSettled = false
  private let unsaid: UnsaidLanguage
  /// The finding to count for each pair: that no language was stated, or that it is that of another region.
  private(set) var remark: Finding?

  init(path: String, format: String, languages: LanguagePair, unsaid: UnsaidLanguage) {
    self.path = path
    self.format = format
    self.unsaid = unsaid
    tags = LanguageTags(languages)
  }

  /// Call this before the first pair, when the header has been read if there is one. Throws `languageNotFound` for a
  /// catalogue in a third language, but a name alone does not make one of a file that somebody named.
  mutating func settleLanguage() throws(CorpusError) {
    if isSettled { return }
    isSettled = true
    guard let tag = language ?? LanguageOfPath.tag(path, tags.languages) else { return try noteUnsaid() }
    let fits = tags.fits(tag)
    guard fits.source > .none || fits.target > .none else {
      if language == nil && unsaid == .taken {
        remark = .otherName
        return
      }
      throw .languageNotFound(path: path, language: tags.languages.target, present: tags.present)
    }
    isTurned = fits.source > fits.target
    if max(fits.source, fits.target) == .otherRegion { remark = .otherRegion }
    let other = isTurned ? tags.languages.target : tags.languages.source
    if let textLanguage {
      let fits = tags.fits(textLanguage)
      if (isTurned ? fits.target : fits.source) == .none {
        throw .languageNotFound(path: path, language: other, present: tags.present)
      }
    } else if LanguageTag(other.utf8).language != Array("en".utf8) {
      try noteUnsaid()
    }
  }

  private mutating func noteUnsaid() throws(CorpusError) {
    if unsaid == .refused { throw .languageNotSaid(path: path) }
    remark = .languageUnsaid
  }

  /// Reads the header, which is the translation of the empty text.
  /// - Parameter encoding: what the catalogue is decoded from; nil where the header is to say that.
  /// - Returns: the encoding that the header names, if it names one.
  @discardableResult
  mutating func readHeader(_ header: [UInt8], encoding: TextEncoding?) throws(CorpusError) -> TextEncoding? {
    var declared: TextEncoding?
    for field in header.split(separator: UInt8(ascii: "\n")) {
      guard let colon = field.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let value = String(decoding: field[(colon + 1)...], as: UTF8.self)
      switch String(decoding: field[..<colon], as: UTF8.self).lowercased() {
      case "content-type": declared = try charset(value, encoding)
      case "language": language = value.split(separator: " ").first.map(String.init)
      case "x-source-language": textLanguage = value.split(separator: " ").first.map(String.init)
      case "plural-forms": rule = PluralRule(value)
      default: break
      }
    }
    return declared
  }

  /// The pairs of an entry: its text and its translation; or, if it has a plural, the singular with the form that goes
  /// with 1 and the plural with the one that goes with 100, as the header's rule says. Without a usable rule they are
  /// the first and the last, and if there are more than two forms, the last alone. If all numbers have one form, as in
  /// Thai, that form is the plural's.
  /// - Returns: the pairs that have a translation, and the number of those that have none.
  func pairs(
    text: String, plural: String?, translations: [String]
  ) -> (pairs: [SentencePair], untranslated: Int) {
    var pairs: [SentencePair] = []
    var untranslated = 0
    func add(_ text: String, _ translation: String?) {
      guard let translation, !translation.isEmpty else {
        untranslated += 1
        return
      }
      pairs.append(
        isTurned
          ? SentencePair(source: translation, target: text) : SentencePair(source: text, target: translation))
    }
    guard let plural else {
      add(text, translations.first)
      return (pairs, untranslated)
    }
    if let one = rule?.form(for: 1), let many = rule?.form(for: 100), max(one, many) < translations.count {
      if one != many { add(text, translations[one]) }
      add(plural, translations[many])
    } else {
      if translations.count == 2 { add(text, translations[0]) }
      add(plural, translations.last)
    }
    return (pairs, untranslated)
  }

  /// `CHARSET` is what a template has where nobody has filled it in.
  private func charset(_ contentType: String, _ encoding: TextEncoding?) throws(CorpusError) -> TextEncoding? {
    let parts = contentType.split { $0 == ";" || $0 == " " || $0 == "=" }
    guard let name = parts.firstIndex(where: { $0.lowercased() == "charset" }), name + 1 < parts.count else {
      return nil
    }
    let charset = String(parts[name + 1])
    if charset.uppercased() == "CHARSET" { return nil }
    guard let declared = TextEncoding(charset), encoding == nil || declared.isUTF8 || declared == encoding else {
      throw .charsetNotRead(path: path, format: format, charset: charset)
    }
    return declared
  }
}
