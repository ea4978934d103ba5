/// Splits a segment into words for a metric. It is not used in training or translation.
public protocol MetricTokenizer: Sendable {
  /// The name after `tok:` in a signature.
  var name: String { get }

  /// The segment in UTF-8 with spaces put in where words end; words are what whitespace then separates.
  func tokenize(_ segment: [UInt8]) -> [UInt8]
}
