import TextProcessing

/// `icu`: the words that ICU finds in normalized text, by its dictionary for Thai and other scripts without spaces.
///
/// Its words are ICU's own, without the corrections that training uses, so that a score can be reproduced with the same version
/// of ICU and the same normalization. Both versions are in the name, and so in the signature.
public struct ICUWordTokenizer: MetricTokenizer {
  public let name: String
  private let normalizer: Normalizer
  private let boundaries: WordBoundaries

  /// - Parameter language: any code that ICU knows.
  public init(language: String = "th") throws(TextError) {
    normalizer = try Normalizer(language: language)
    boundaries = try WordBoundaries(language: normalizer.language)
    name = "icu-\(ICU.version)-\(normalizer.language)-normalizer-\(Normalizer.version)"
  }

  public func tokenize(_ segment: [UInt8]) -> [UInt8] {
    boundaries.separated(normalizer.normalize(String(decoding: segment, as: UTF8.self)))
  }
}
