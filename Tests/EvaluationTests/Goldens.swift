import Basics
import Evaluation
import FoundationEssentials
import Glibc

/// What scripts/goldens/evaluation.py wrote.
struct Goldens: Decodable {
  struct Corpus: Decodable {
    var name: String
    var hypotheses: [String]
    var references: [[String?]]
    var bleu: [Result]
    var chrf: [Result]
    var ter: [Result]
  }

  struct Result: Decodable {
    var options: Options
    var score: Double
    var line: String
    var shortSignature: String
    var precisions: [Double]?
    var brevityPenalty: Double?
    var lengths: [Int]?
    var segments: [Double]?
  }

  /// sacreBLEU's own names in camel case; what is off is left out.
  struct Options: Decodable {
    var smoothMethod: String?
    var smoothValue: Double?
    var tokenize: String?
    var lowercase: Bool?
    var effectiveOrder: Bool?
    var charOrder: Int?
    var wordOrder: Int?
    var beta: Int?
    var whitespace: Bool?
    var epsSmoothing: Bool?
    var normalized: Bool?
    var noPunct: Bool?
    var asianSupport: Bool?
    var caseSensitive: Bool?

    func bleu() throws -> BLEU {
      let smoothing: BLEU.Smoothing =
        switch smoothMethod {
        case "floor": smoothValue.map { .floor($0) } ?? .floor()
        case "add-k": smoothValue.map { .addK($0) } ?? .addK()
        case "none": .none
        default: .exponential
        }
      let name = tokenize.flatMap(MetricTokenizerName.init) ?? .mteval13a
      return BLEU(
        tokenizer: try name.tokenizer(), smoothing: smoothing,
        lowercase: lowercase ?? false, effectiveOrder: effectiveOrder ?? false)
    }

    var chrF: CHRF {
      CHRF(
        characterOrder: charOrder ?? 0, wordOrder: wordOrder ?? 0, beta: beta ?? 0, lowercase: lowercase ?? false,
        whitespace: whitespace ?? false, epsilonSmoothing: epsSmoothing ?? false)
    }

    var ter: TER {
      TER(
        tokenizer: TercomTokenizer(
          isNormalized: normalized ?? false, removesPunctuation: noPunct ?? false, supportsAsian: asianSupport ?? false),
        isCaseSensitive: caseSensitive ?? false)
    }
  }

  struct Tokenization: Decodable {
    var text: String
    /// By the tokenizer's name; for `tercom` with N if normalized, P if without punctuation, A if for Asian text.
    var words: [String: [String]]
  }

  struct Significance: Decodable {
    struct Confidence: Decodable {
      var line: String
      var shortSignature: String
      var mean: Double
      var ci: Double
    }

    struct Paired: Decodable {
      struct Result: Decodable {
        var score: Double
        var p: Double?
        var mean: Double?
        var ci: Double?
      }

      var signature: String
      var results: [Result]
    }

    var name: String
    var references: [[String]]
    /// The first is the baseline.
    var systems: [[String]]
    var trials: Int
    /// Of the baseline, for BLEU, chrF++ and TER.
    var confidence: [Confidence]
    /// `bs` and `ar`, for the same metrics.
    var paired: [String: [Paired]]
  }

  var corpora: [Corpus]
  var tokenizations: [Tokenization]
  var significance: [Significance]

  /// Another file is read if the variable MT_EVALUATION_GOLDENS names one.
  static func read() throws -> Goldens {
    let other = getenv("MT_EVALUATION_GOLDENS").map { String(cString: $0) }
    let path = other ?? Goldens.root + "/scripts/goldens/evaluation.json"
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Goldens.self, from: Data(AtomicFile.read(path)))
  }

  /// The repository: three folders above this file.
  static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
}
