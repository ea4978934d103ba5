import Layers
import Subwords
import TextProcessing

/// The contents of a recipe file, every key with its default: everything that decides the result of a training.
///
/// `RecipeReader` reads it from a file; `RecipeKeys` describes each key and defines its values.
public struct Recipe: Codable, Sendable, Equatable {
  public var languages: Languages
  public var corpora: Corpora
  public var text = TextSection()
  public var vocabulary = VocabularySection()
  public var model = ModelSection()
  public var training = TrainingSection()
  public var decoding = DecodingSection()

  public init(languages: Languages, corpora: Corpora) {
    self.languages = languages
    self.corpora = corpora
  }

  /// Language codes, as in `th` and `en`.
  public struct Languages: Codable, Sendable, Equatable {
    public var source: String
    public var target: String

    public init(source: String, target: String) {
      self.source = source
      self.target = target
    }
  }

  public struct TextSection: Codable, Sendable, Equatable {
    public var normalization = NormalizationRule.standard
    public var casing = Casing.keep
    public var maxSourceTokens = 100

    public enum Casing: String, Codable, Sendable, CaseIterable { case keep }
  }

  public struct VocabularySection: Codable, Sendable, Equatable {
    public var model = VocabularyKind.unigram
    public var size = 8000
    public var shared = false
    public var symbols: [String] = []
    public var path: VocabularyPath?
    public var maxUnknown = 0.2
  }

  public struct ModelSection: Codable, Sendable, Equatable {
    public typealias Cell = CellKind

    public var cell = Cell.lstm
    public var activation = CellDescription.Activation.tanh
    public var peepholes = CellDescription.Peepholes.none
    public var coupledGates = false
    public var forgetGate = true
    public var gruReset = CellDescription.ResetPlace.after
    public var layerNorm = false
    public var layers = 2
    public var hiddenSize = 512
    public var embeddingSize = 512
    public var bidirectional = false
    public var attention = Attention.none
    public var attentionHeads = 1
    public var inputFeeding = false
    public var memory: Int?
    public var reverseSource = true
    public var feedVector = true
    public var dropout = 0.2
    public var initialRange = 0.08
    public var forgetBias = 1.0

    public init() {}

    public enum Attention: String, Codable, Sendable, CaseIterable { case none, additive, dot, general, concat }
  }

  public struct TrainingSection: Codable, Sendable, Equatable {
    public var optimizer = Optimizer.adam
    public var learningRate = 0.001
    public var warmup = TrainingLength.updates(0)
    public var schedule = Schedule.constant
    public var halveAfter = TrainingLength.epochs(5)
    public var halveEvery = TrainingLength.epochs(0.5)
    public var momentum = 0.0
    public var beta1 = 0.9
    public var beta2 = 0.999
    public var epsilon = 1e-8
    public var weightDecay = 0.0
    public var clipNorm = 5.0
    public var clipValue = 0.0
    public var labelSmoothing = 0.1
    public var batchTokens = 2000
    public var slices = 4
    public var maxUpdates: TrainingLength?
    public var maxEpochs: TrainingLength?
    public var maxTime: TrainingLength?
    public var validateEvery = TrainingLength.updates(500)
    public var checkpointEvery = TrainingLength.updates(500)
    public var keepCheckpoints = 2
    public var patience = 10
    public var validationMetric = ValidationMetric.perplexity
    public var seed = 1
    public var precision = Precision.float32
    public var workers: Int?

    public enum Optimizer: String, Codable, Sendable, CaseIterable {
      case adam, adamw, sgd, adagrad, rmsprop
    }
    public enum Schedule: String, Codable, Sendable, CaseIterable {
      case constant, halving, plateau, inverseSquareRoot, linear, cosine
    }
    public enum ValidationMetric: String, Codable, Sendable, CaseIterable { case perplexity, bleu, chrf }
    public enum Precision: String, Codable, Sendable, CaseIterable { case float32, bfloat16 }
  }

  public struct DecodingSection: Codable, Sendable, Equatable {
    public var beamSize = 5
    public var normalize = 1.0
    public var maxLengthFactor = 2.0
    public var passThrough: Bool?
    public var splitSentences: Bool?
  }
}
