import Basics
import Corpus
import Decoding
import Evaluation
import Inference
import Models
import Subwords
import Tensors

/// Measures the network on the validation corpora: perplexity, and BLEU and chrF of real translations.
struct Validator {
  struct CorpusSet {
    let name: String
    let pairs: [SentencePair]
    let batches: [IDPairs]
  }

  let sets: [CorpusSet]
  /// A hash of all text, so that a resumed run can tell whether it is the same.
  let hash: UInt64
  private let bundle: ModelBundle
  private let options: DecodingOptions
  private let communicator: Communicator

  init(
    _ corpora: [(name: String, pairs: [SentencePair])], bundle: ModelBundle, options: DecodingOptions,
    batchTokens: Int, communicator: Communicator
  ) throws(TrainingError) {
    self.bundle = bundle
    self.options = options
    self.communicator = communicator
    var hash = PairHash()
    var sets: [CorpusSet] = []
    for (name, pairs) in corpora {
      hash.add(pairs)
      let encoded = pairs.map {
        EncodedPair(source: bundle.source.encode($0.source), target: bundle.target.encode($0.target))
      }
      let batches = LengthBuckets.batches(
        of: encoded.filter { !$0.source.isEmpty && !$0.target.isEmpty }, batchTokens: batchTokens)
      if batches.isEmpty { throw .nothingToValidate(name: name) }
      sets.append(CorpusSet(name: name, pairs: pairs, batches: batches.map { IDPairs($0) }))
    }
    self.sets = sets
    self.hash = hash.value
  }

  /// - Returns: the scores of each set, and the translations of the first.
  func run() throws(TrainingError) -> (scores: [ValidationScores], translations: [String]) {
    let target = bundle.configuration.languages.target
    let tokenizer = try asTrainingError { try MetricTokenizerName.usual(for: target).tokenizer(language: target) }
    let evaluator = ModelEvaluator(
      Translator(bundle, options: options, batchSize: 64, workers: communicator.workers),
      metrics: [BLEU(tokenizer: tokenizer), CHRF()])
    var scores: [ValidationScores] = []
    var first: [String] = []
    for set in sets {
      let perplexity = perplexity(of: set.batches)
      // A network that diverges has no translations: that is for the next updates to notice.
      let sources = perplexity.isFinite ? set.pairs.map(\.source) : set.pairs.map { _ in "" }
      let evaluation = try evaluator.evaluate(sources: sources, references: [set.pairs.map(\.target)])
      let (bleu, chrf) = (evaluation.measurements[0].score, evaluation.measurements[1].score)
      scores.append(
        ValidationScores(
          name: set.name, perplexity: perplexity, bleu: bleu.value,
          bleuSignature: bleu.signature.formatted(short: false),
          chrf: chrf.value, segments: set.pairs.count))
      if scores.count == 1 { first = evaluation.hypotheses }
    }
    return (scores, first)
  }

  private func perplexity(of batches: [IDPairs]) -> Double {
    let sums = SharedValues(count: batches.count, 0.0)
    let (network, communicator) = (bundle.network, communicator)
    communicator.run { worker in
      let workspace = Workspace<Float>()
      for number in stride(from: worker, to: batches.count, by: communicator.workers) {
        workspace.reset()
        sums[number] =
          network.forwardBackward(
            batches[number], smoothing: 0, scale: 1, generator: nil, tape: nil, workspace: workspace
          ).negativeLogLikelihood
      }
    }
    let tokens = batches.reduce(0) { $0 + $1.targetTokens }
    return Double.exponential(batches.indices.reduce(0) { $0 + sums[$1] } / Double(max(1, tokens)))
  }
}
