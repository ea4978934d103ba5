/// The filters that look at one pair alone. It may be used by several threads at once.
public struct CorpusFilter: Sendable {
  private let options: FilterOptions
  private let languages: LanguagePair

  public init(_ options: FilterOptions, languages: LanguagePair) {
    self.options = options
    self.languages = languages
  }

  /// Why the pair is not kept; nil keeps it.
  public func reasonToReject(_ pair: SentencePair) -> RejectReason? {
    Self.hasText(pair.source) && Self.hasText(pair.target) ? nil : .empty
  }

  private static func hasText(_ side: String) -> Bool {
    side.unicodeScalars.contains { !$0.properties.isWhitespace }
  }
}
