import Basics
import Evaluation
import FoundationEssentials

/// What scripts/goldens/evaluation.py wrote.
struct Goldens: Decodable {
  struct Corpus: Decodable {
    var name: String
    var hypotheses: [String]
    var references: [[String]]
    var bleu: [Result]
    var chrf: [Result]
  }

  struct Result: Decodable {
    var options: Options
    var score: Double
    var line: String
    var shortSignature: String?
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
    var epsSmoothing: Bool?

    var bleu: BLEU {
      let smoothing: BLEU.Smoothing =
        switch smoothMethod {
        case "floor": smoothValue.map { .floor($0) } ?? .floor()
        case "add-k": smoothValue.map { .addK($0) } ?? .addK()
        case "none": .none
        default: .exponential
        }
      return BLEU(
        tokenizer: MetricTokenizerName(rawValue: tokenize!)!.tokenizer, smoothing: smoothing,
        lowercase: lowercase ?? false, effectiveOrder: effectiveOrder ?? false)
    }

    var chrF: CHRF {
      CHRF(
        characterOrder: charOrder!, wordOrder: wordOrder!, beta: beta!, lowercase: lowercase ?? false,
        epsilonSmoothing: epsSmoothing ?? false)
    }
  }

  struct Tokenization: Decodable {
    enum CodingKeys: String, CodingKey {
      case text
      case mteval13a = "13a"
      case character = "char"
      case none
    }

    var text: String
    var mteval13a: [String]
    var character: [String]
    var none: [String]

    func words(_ name: MetricTokenizerName) -> [String] {
      switch name {
      case .mteval13a: mteval13a
      case .character: character
      case .none: none
      }
    }
  }

  var corpora: [Corpus]
  var tokenizations: [Tokenization]

  static func read(_ path: String = Goldens.root + "/scripts/goldens/evaluation.json") throws -> Goldens {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Goldens.self, from: Data(AtomicFile.read(path)))
  }

  /// The repository: three folders above this file.
  static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
}
