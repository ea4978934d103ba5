/// How a metric cuts a segment into words. It has no part in training or translation.
public protocol MetricTokenizer: Sendable {
  /// As after `tok:` in a signature.
  var name: String { get }

  /// The segment in UTF-8 with spaces put in where words end; words are what whitespace then separates.
  func tokenize(_ segment: [UInt8]) -> [UInt8]
}
