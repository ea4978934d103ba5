/// `none`: words are what the text's own whitespace separates. For text that is tokenized already.
public struct WhitespaceTokenizer: MetricTokenizer {
  public let name = "none"

  public init() {}

  public func tokenize(_ segment: [UInt8]) -> [UInt8] { segment }
}
