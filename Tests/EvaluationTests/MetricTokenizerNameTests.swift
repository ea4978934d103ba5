import Testing

@testable import Evaluation

@Suite struct MetricTokenizerNameTests {
  @Test(arguments: [
    ("en", MetricTokenizerName.mteval13a), ("th", .character), ("th-TH", .character), ("TH_th", .character),
    ("lo", .character), ("km", .character), ("my", .character), ("ja", .character), ("zh-Hant", .chinese),
    ("thx", .mteval13a), ("", .mteval13a),
  ])
  func languagesHaveTheirUsualTokenizer(_ language: String, _ tokenizer: MetricTokenizerName) {
    #expect(MetricTokenizerName.usual(for: language) == tokenizer)
  }

  @Test func everyNameIsInItsSignature() throws {
    for name in MetricTokenizerName.allCases {
      let signature = try name.tokenizer().name
      #expect(name == .icu ? signature.hasPrefix("icu-") : signature == name.rawValue)
    }
  }
}
