import Evaluation
import FoundationEssentials
import Testing

/// Every number against sacreBLEU's, recorded by scripts/goldens/evaluation.py.
@Suite struct GoldenTests {
  static let goldens = Result { try Goldens.read() }

  @Test func everyBLEUIsSacreBLEUs() throws {
    for corpus in try Self.goldens.get().corpora {
      for golden in corpus.bleu {
        let metric = golden.options.bleu
        let score = try metric.corpusScore(hypotheses: corpus.hypotheses, references: corpus.references)
        let place = Comment(rawValue: "\(corpus.name): \(golden.line)")
        expectScore(score, golden, place)
        guard case .bleu(let details) = score.details else {
          Issue.record(place)
          continue
        }
        for (precision, expected) in zip(details.precisions, try #require(golden.precisions)) {
          #expect(isNear(precision, expected), place)
        }
        #expect(isNear(details.brevityPenalty, try #require(golden.brevityPenalty)), place)
        #expect([details.hypothesisLength, details.referenceLength] == golden.lengths, place)
        try expectSegments(metric, corpus, golden, place)
      }
    }
  }

  @Test func everyChrFIsSacreBLEUs() throws {
    for corpus in try Self.goldens.get().corpora {
      for golden in corpus.chrf {
        let metric = golden.options.chrF
        let score = try metric.corpusScore(hypotheses: corpus.hypotheses, references: corpus.references)
        let place = Comment(rawValue: "\(corpus.name): \(golden.line)")
        expectScore(score, golden, place)
        try expectSegments(metric, corpus, golden, place)
      }
    }
  }

  @Test(arguments: MetricTokenizerName.allCases)
  func wordsAreSacreBLEUs(name: MetricTokenizerName) throws {
    for golden in try Self.goldens.get().tokenizations {
      let text = String(decoding: name.tokenizer.tokenize(Array(golden.text.utf8)), as: UTF8.self)
      let words = text.unicodeScalars.split { $0 == " " || $0 == "\n" || $0 == "\u{2003}" }.map(String.init)
      #expect(words.map { Array($0.utf8) } == golden.words(name).map { Array($0.utf8) }, "\(name) of \(golden.text)")
    }
  }

  private func expectScore(_ score: Score, _ golden: Goldens.Result, _ place: Comment) {
    #expect(isNear(score.value, golden.score), "\(place): \(score.value) is not \(golden.score)")
    #expect(score.formatted == golden.line.replacing("VERSION", with: Signature.version))
    if let shortSignature = golden.shortSignature {
      let expected = shortSignature.replacing("VERSION", with: Signature.version)
      #expect(score.signature.formatted(short: true) == expected)
    }
  }

  private func expectSegments(
    _ metric: some Metric, _ corpus: Goldens.Corpus, _ golden: Goldens.Result, _ place: Comment
  ) throws {
    guard let segments = golden.segments else { return }
    let scores = try metric.segmentScores(hypotheses: corpus.hypotheses, references: corpus.references)
    #expect(scores.count == segments.count, place)
    for (score, expected) in zip(scores, segments) {
      #expect(isNear(score.value, expected), place)
    }
  }

  private func isNear(_ value: Double, _ expected: Double) -> Bool {
    abs(value - expected) <= 1e-9 * max(abs(expected), 1e-9)
  }
}
