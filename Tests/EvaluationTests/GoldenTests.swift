import FoundationEssentials
import Testing

@testable import Evaluation

/// Every number against sacreBLEU's, recorded by scripts/goldens/evaluation.py.
@Suite struct GoldenTests {
  static let goldens = Result { try Goldens.read() }

  @Test func everyBLEUIsSacreBLEUs() throws {
    for corpus in try Self.goldens.get().corpora {
      for golden in corpus.bleu {
        let metric = try golden.options.bleu()
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

  @Test func everyTERIsSacreBLEUs() throws {
    for corpus in try Self.goldens.get().corpora {
      for golden in corpus.ter {
        let metric = golden.options.ter
        let score = try metric.corpusScore(hypotheses: corpus.hypotheses, references: corpus.references)
        let place = Comment(rawValue: "\(corpus.name): \(golden.line)")
        expectScore(score, golden, place)
        try expectSegments(metric, corpus, golden, place)
      }
    }
  }

  @Test func wordsAreSacreBLEUs() throws {
    for golden in try Self.goldens.get().tokenizations {
      for (name, words) in golden.words {
        var bytes = Array(golden.text.utf8)
        Whitespace.trimEnd(&bytes)
        let text = try tokenizer(name).tokenize(bytes)
        let ours = Whitespace.words(in: text).map { Array(text[$0]) }
        #expect(ours == words.map { Array($0.utf8) }, "\(name) of \(golden.text)")
      }
    }
  }

  private func tokenizer(_ name: String) throws -> any MetricTokenizer {
    if let name = MetricTokenizerName(rawValue: name) { return try name.tokenizer() }
    let marks = name.dropFirst("tercom".count)
    return TercomTokenizer(
      isNormalized: marks.contains("N"), removesPunctuation: marks.contains("P"), supportsAsian: marks.contains("A"))
  }

  private func expectScore(_ score: Score, _ golden: Goldens.Result, _ place: Comment) {
    #expect(isNear(score.value, golden.score), "\(place): \(score.value) is not \(golden.score)")
    #expect(score.formatted == golden.line.replacing("VERSION", with: Signature.version))
    #expect(
      score.signature.formatted(short: true) == golden.shortSignature.replacing("VERSION", with: Signature.version))
  }

  private func expectSegments(
    _ metric: some Metric, _ corpus: Goldens.Corpus, _ golden: Goldens.Result, _ place: Comment
  ) throws {
    guard let segments = golden.segments else { return }
    let scores = try metric.segmentScores(hypotheses: corpus.hypotheses, references: corpus.references)
    #expect(scores.count == segments.count, place)
    for (score, expected) in zip(scores, segments) {
      #expect(isNear(score.value, expected), "\(place): \(score.value) is not \(expected)")
    }
  }
}

func isNear(_ value: Double, _ expected: Double) -> Bool {
  abs(value - expected) <= 1e-9 * max(abs(expected), 1e-9)
}
