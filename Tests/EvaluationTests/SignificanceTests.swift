import Evaluation
import Testing

/// Intervals and p-values are sacreBLEU's own: the same resamples are drawn, with the same arithmetic.
@Suite struct SignificanceTests {
  static let goldens = Result { try Goldens.read().significance }

  private func metrics(_ golden: Goldens.Significance) -> [any Metric] {
    let tokenizer: any MetricTokenizer = golden.name.hasSuffix("th") ? CharacterTokenizer() : Tokenizer13a()
    return [BLEU(tokenizer: tokenizer), CHRF(wordOrder: 2), TER()]
  }

  @Test func confidenceIntervals() throws {
    for golden in try Self.goldens.get() {
      for (metric, expected) in zip(metrics(golden), golden.confidence) {
        let score = try metric.measure(hypotheses: golden.systems[0], references: golden.references)
          .score(resamples: golden.trials)
        let interval = try #require(score.interval)
        let place = Comment(rawValue: "\(golden.name): \(expected.line), \(interval)")
        #expect(isNear(interval.mean, expected.mean), place)
        #expect(isNear(interval.halfWidth, expected.ci), place)
        #expect(score.formatted(digits: 4) == expected.line.replacing("VERSION", with: Signature.version))
        #expect(
          score.signature.formatted(short: true)
            == expected.shortSignature.replacing("VERSION", with: Signature.version))
      }
    }
  }

  @Test(arguments: ["bs", "ar"])
  func pairedTests(kind: String) throws {
    for golden in try Self.goldens.get() {
      let metrics = metrics(golden)
      let systems = try golden.systems.map { system in
        try metrics.map { try $0.measure(hypotheses: system, references: golden.references) }
      }
      let test = PairedTest(method: kind == "bs" ? .bootstrap : .approximateRandomization, count: golden.trials)
      let results = try test.compare(systems)
      for (metric, expected) in try #require(golden.paired[kind]).enumerated() {
        for (system, expectedResult) in expected.results.enumerated() {
          let result = results[system][metric]
          let place = Comment(rawValue: "\(golden.name), \(kind), \(expected.signature), system \(system): \(result)")
          #expect(isNear(result.score.value, expectedResult.score), place)
          #expect(result.pValue == expectedResult.p, place)
          #expect(result.score.interval.map { isNear($0.mean, expectedResult.mean ?? -1) } ?? (kind == "ar"), place)
          #expect(result.score.interval.map { isNear($0.halfWidth, expectedResult.ci ?? -1) } ?? true, place)
          #expect(
            result.score.signature.formatted() == expected.signature.replacing("VERSION", with: Signature.version))
        }
      }
    }
  }

  @Test func unevenSystemsAreRefused() throws {
    let one = try BLEU().measure(hypotheses: ["a"], references: [["a"]])
    let two = try BLEU().measure(hypotheses: ["a", "b"], references: [["a", "b"]])
    #expect(throws: EvaluationError.unevenSystems(baselineCount: 1, systemCount: 2)) {
      try PairedTest(method: .bootstrap, count: 10).compare([[one], [two]])
    }
  }
}
