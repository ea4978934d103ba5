/// `13a`: the tokenization of NIST's mteval-v13a.pl, by which BLEU is usually reported. Made for Western languages.
public struct Tokenizer13a: MetricTokenizer {
  public let name = "13a"

  public init() {}

  public func tokenize(_ segment: [UInt8]) -> [UInt8] {
    var text = segment
    if text.contains(UInt8(ascii: "<")) { text = text.replacing("<skipped>", with: "") }
    if text.contains(UInt8(ascii: "\n")) { text = text.replacing("-\n", with: "").replacing("\n", with: " ") }
    return WesternPunctuation.separated(WesternPunctuation.unescaped(text), isPadded: true)
  }
}
