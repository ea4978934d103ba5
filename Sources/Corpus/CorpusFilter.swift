import TextProcessing

/// The filters that look at one pair alone. It may be used by several threads at once. The time is linear in the text.
public struct CorpusFilter: Sendable {
  private let options: FilterOptions
  private let sourceScript: UnicodeScript
  private let targetScript: UnicodeScript

  /// - Parameter languages: sides in a language that ICU does not know are in no wrong script.
  public init(_ options: FilterOptions, languages: LanguagePair) {
    self.options = options
    sourceScript = UnicodeScript(language: languages.source) ?? .any
    targetScript = UnicodeScript(language: languages.target) ?? .any
  }

  /// Why the pair is not kept: the first reason in the order of `RejectReason`; nil keeps it.
  public func reasonToReject(_ pair: SentencePair) -> RejectReason? {
    var (source, target) = (pair.source, pair.target)
    return source.withUTF8 { source in
      target.withUTF8 { target in reasonToReject(source, target, weight: pair.weight, score: pair.score) }
    }
  }

  private func reasonToReject(
    _ source: UnsafeBufferPointer<UInt8>, _ target: UnsafeBufferPointer<UInt8>, weight: Float, score: Double?
  ) -> RejectReason? {
    let one = SideProfile(source, script: sourceScript, endsWhenVisible: !options.countCharacters)
    let other = SideProfile(target, script: targetScript, endsWhenVisible: !options.countCharacters)
    if !one.isVisible || !other.isVisible { return .empty }
    // NaN is too low.
    if let least = options.minScore, let score, !(score >= least) { return .lowScore }
    if !(weight > 0) { return .noWeight }
    if let most = options.maxCharacters, max(one.characters, other.characters) > most { return .tooLong }
    if let most = options.maxRatio, Self.ratio(one.characters, other.characters) > most { return .lengthRatio }
    if let least = options.minScriptShare, min(one.ownShare, other.ownShare) < least { return .wrongScript }
    if options.identical, one.letters > 0, Self.areIdentical(source, target) { return .identical }
    if options.markup {
      if one.mayHoldMarkup && MarkupLeftovers.areIn(source) { return .markup }
      if other.mayHoldMarkup && MarkupLeftovers.areIn(target) { return .markup }
    }
    if options.repetition {
      if max(one.longestRun, other.longestRun) > Self.longestRun { return .repetition }
      if Repetition.fills(source) || Repetition.fills(target) { return .repetition }
    }
    return nil
  }

  /// The most times that a letter or a mark may stand in a row.
  static let longestRun = 10

  /// The length of the longer side divided by that of the shorter, with ten characters added to both, as
  /// `FilterOptions.maxRatio` says.
  static func ratio(_ one: Int, _ other: Int) -> Double { Double(max(one, other) + 10) / Double(min(one, other) + 10) }

  /// Whether the sides are the same to the byte, but for white space of ASCII at their ends.
  private static func areIdentical(_ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Bool {
    let (one, other) = (trimmed(one), trimmed(other))
    return one.count == other.count && one.elementsEqual(other)
  }

  private static func trimmed(_ text: UnsafeBufferPointer<UInt8>) -> Slice<UnsafeBufferPointer<UInt8>> {
    let start = text.firstIndex { $0 > 0x20 } ?? text.endIndex
    let end = text.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? start
    return text[start..<end]
  }
}

extension FilterOptions {
  /// Whether any filter needs more than to know that there is something to see.
  fileprivate var countCharacters: Bool {
    maxCharacters != nil || maxRatio != nil || minScriptShare != nil || identical || markup || repetition
  }
}
