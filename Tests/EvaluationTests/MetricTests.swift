import Evaluation
import Testing

@Suite struct MetricTests {
  static let metrics: [any Metric] = [BLEU(), CHRF(), CHRF(wordOrder: 2), TER()]
  let hypotheses = ["The cat sat on the mat.", "", "A dog, too!", "ฝนตกหนักมาก"]
  let references = [["The cat sits on the mat.", "Nothing.", "A dog, too!", "ฝนตกมาก"]]

  @Test(arguments: metrics)
  func sumOfRowsIsTheStatisticsOfTheCorpus(metric: any Metric) throws {
    let all = try metric.statistics(hypotheses: hypotheses, references: references)
    #expect(all.count == 4)
    var rows = SegmentStatistics(width: all.width)
    for segment in hypotheses.indices {
      let one = try metric.statistics(hypotheses: [hypotheses[segment]], references: [[references[0][segment]]])
      rows.append(one.sum())
    }
    #expect(rows == all)
    let measurement = try metric.measure(hypotheses: hypotheses, references: references)
    #expect(metric.score(of: rows.sum(), signature: measurement.signature) == measurement.score)
  }

  @Test(arguments: metrics)
  func unevenAndMissingReferencesAreRefused(metric: any Metric) {
    #expect(throws: EvaluationError.unevenReference(reference: 2, hypothesisCount: 1, referenceCount: 2)) {
      try metric.corpusScore(hypotheses: ["a"], references: [["a"], ["a", "b"]])
    }
    #expect(throws: EvaluationError.noReferences) { try metric.corpusScore(hypotheses: ["a"], references: []) }
    #expect(throws: EvaluationError.noReference(segment: 2)) {
      try metric.corpusScore(hypotheses: ["a", "b"], references: [["a", nil], [nil, nil]])
    }
    #expect(throws: EvaluationError.noSegments) { try metric.segmentScores(hypotheses: [], references: [[]]) }
  }

  @Test func meaninglessOptionsAreRefused() {
    let metrics: [any Metric] = [
      CHRF(characterOrder: 0), CHRF(characterOrder: .max), CHRF(wordOrder: -1), CHRF(beta: -1),
      BLEU(smoothing: .floor(-0.1)), BLEU(smoothing: .addK(.nan)), BLEU(smoothing: .addK(.infinity)),
    ]
    for metric in metrics {
      #expect(throws: EvaluationError.self) { try metric.corpusScore(hypotheses: ["a"], references: [["a"]]) }
    }
  }

  @Test func errorsSayWhatAndWhatToDo() {
    let uneven = EvaluationError.unevenReference(reference: 1, hypothesisCount: 3, referenceCount: 1)
    #expect(uneven.message == "reference 1 has 1 segment but the hypotheses have 3")
    #expect(uneven.remedy == "give one reference line for each hypothesis line, in the same order")
    let option = EvaluationError.invalidOption(metric: "chrF", option: "beta", value: "-1", allowed: "it is 0 or more")
    #expect(option.message == "chrF cannot be computed with beta -1: it is 0 or more")
    #expect(option.category == .usage)
  }

  /// Quadratic work would take minutes.
  @Test(arguments: ["a", "a b ", ". ", "&amp;", "-\n", "Σ' "])
  func aLongSegmentIsNoTrouble(part: String) throws {
    let text = String(repeating: part, count: 40_000)
    for metric in [BLEU(lowercase: true), CHRF(characterOrder: 2, wordOrder: 1, lowercase: true), TER()] as [any Metric]
    {
      let score = try metric.segmentScores(hypotheses: [text], references: [[text]])[0]
      #expect(score.value == 0 || abs(score.value - 100) < 1e-9)
    }
  }
}
