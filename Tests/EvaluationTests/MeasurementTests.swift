import Evaluation
import Testing

@Suite struct MeasurementTests {
  private let hypotheses = ["the cat sat", "a dog ran far away", "it rained all night long"]
  private let references = [["the cat sat", "a dog ran away", "all night long it rained"]]

  @Test func partsAreScoredAsTestSetsOfTheirOwn() throws {
    for metric in [BLEU(), CHRF(), TER()] as [any Metric] {
      let measurement = try metric.measure(hypotheses: hypotheses, references: references)
      let part = try metric.corpusScore(
        hypotheses: [hypotheses[0], hypotheses[2]], references: [[references[0][0], references[0][2]]])
      #expect(measurement.score(of: [2, 0]) == part)
      #expect(measurement.score(of: 0..<3) == measurement.score)
      let buckets = measurement.scores(byLength: [3, 9, 5], in: [0..<6, 6..<9, 9..<100])
      #expect(buckets[0] == part)
      #expect(buckets[1] == nil)
      #expect(buckets[2]?.value == measurement.score(of: [1]).value)
    }
  }

  @Test func segmentsOfBLEUHaveTheirEffectiveOrder() throws {
    let measurement = try BLEU().measure(hypotheses: hypotheses, references: references)
    #expect(measurement.segmentValues[0] > 99.99)
    #expect(measurement.score(of: [0]).value == 0)
  }
}
