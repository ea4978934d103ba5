import Basics
import Decoding
import FoundationEssentials
import Models
import Subwords
import TextProcessing

/// The contents of `config.json` in a model's folder: all that rebuilds the model, and how to translate with it.
public struct BundleConfiguration: Codable, Equatable, Sendable {
  /// The newest version of the format that this program reads.
  public static let newestFormatVersion = 4

  public struct Languages: Codable, Equatable, Sendable {
    public var source: String
    public var target: String

    public init(source: String, target: String) {
      self.source = source
      self.target = target
    }
  }

  public struct Text: Codable, Equatable, Sendable {
    /// The names of the normalization rules (`NormalizationRule`).
    public var normalization: [String]
    /// The `Normalizer.version` that the model was trained with.
    public var normalizationVersion: Int
    /// A source line of more pieces is translated in parts.
    public var maxSourceTokens: Int
    /// The share of the training's pairs with one sentence on either side; nil, and not there in the file, if it was not
    /// measured.
    public var singleSentenceShare: Double?

    public init(
      normalization: [NormalizationRule] = NormalizationRule.standard, maxSourceTokens: Int,
      singleSentenceShare: Double? = nil
    ) {
      self.normalization = normalization.map(\.rawValue)
      normalizationVersion = Normalizer.version
      self.maxSourceTokens = maxSourceTokens
      self.singleSentenceShare = singleSentenceShare
    }

    /// Version 1 of the format knows one list of rules, by the name `standard`: those that there were then.
    public init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      if let name = try? values.decode(String.self, forKey: .normalization) {
        let rules = NormalizationRule.standard.filter { $0 != .thaiSaraAA }
        normalization = name == "standard" ? rules.map(\.rawValue) : [name]
        normalizationVersion = 1
      } else {
        normalization = try values.decode([String].self, forKey: .normalization)
        normalizationVersion = try values.decode(Int.self, forKey: .normalizationVersion)
      }
      maxSourceTokens = try values.decode(Int.self, forKey: .maxSourceTokens)
      singleSentenceShare = try values.decodeIfPresent(Double.self, forKey: .singleSentenceShare)
    }

    /// The rules; those of a configuration without a fault are all known.
    var rules: [NormalizationRule] { normalization.compactMap(NormalizationRule.init(rawValue:)) }
  }

  /// In which form the vocabulary of each side is kept.
  public struct VocabularyForms: Codable, Equatable, Sendable {
    public var source: VocabularyForm
    public var target: VocabularyForm

    public init(source: VocabularyForm = .sentencepiece, target: VocabularyForm = .sentencepiece) {
      self.source = source
      self.target = target
    }
  }

  /// In which form the weights are kept, where that is not float32.
  public enum Quantization: String, Codable, Sendable {
    /// Matrices and tables, a scale for each row.
    case int8
  }

  /// The values of `DecodingOptions` and `LineOptions` that apply unless the user chooses others.
  public struct Decoding: Codable, Equatable, Sendable {
    public var beamSize: Int
    public var normalize: Double
    public var maxLengthFactor: Double
    public var passThrough: Bool
    public var splitSentences: Bool

    public init(
      beamSize: Int, normalize: Double, maxLengthFactor: Double, passThrough: Bool = true, splitSentences: Bool = false
    ) {
      self.beamSize = beamSize
      self.normalize = normalize
      self.maxLengthFactor = maxLengthFactor
      self.passThrough = passThrough
      self.splitSentences = splitSentences
    }

    /// Models of before do not say what becomes of lines. They pass lines through; whether the lines that they learned from
    /// were single sentences is not known, so that they part none.
    public init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      beamSize = try values.decode(Int.self, forKey: .beamSize)
      normalize = try values.decode(Double.self, forKey: .normalize)
      maxLengthFactor = try values.decode(Double.self, forKey: .maxLengthFactor)
      passThrough = try values.decodeIfPresent(Bool.self, forKey: .passThrough) ?? true
      splitSentences = try values.decodeIfPresent(Bool.self, forKey: .splitSentences) ?? false
    }
  }

  /// 2; 3 where the weights are quantized; 4 where the layers are ones that version 3 has no words for.
  public private(set) var formatVersion: Int
  public var languages: Languages
  public var model: ModelConfiguration
  /// One vocabulary serves both sides.
  public var sharedVocabulary: Bool
  /// Version 1 of the format has sentencepiece models only, and does not say so.
  public var vocabularyForms: VocabularyForms
  public var text: Text
  public var decoding: Decoding
  /// Nil, and not there in the file, for weights in float32.
  public private(set) var quantization: Quantization?

  public init(
    languages: Languages, model: ModelConfiguration, sharedVocabulary: Bool,
    vocabularyForms: VocabularyForms = VocabularyForms(), text: Text, decoding: Decoding
  ) {
    formatVersion = model.needsFormat4 ? 4 : 2
    self.languages = languages
    self.model = model
    self.sharedVocabulary = sharedVocabulary
    self.vocabularyForms = vocabularyForms
    self.text = text
    self.decoding = decoding
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    formatVersion = try values.decode(Int.self, forKey: .formatVersion)
    languages = try values.decode(Languages.self, forKey: .languages)
    model = try values.decode(ModelConfiguration.self, forKey: .model)
    sharedVocabulary = try values.decode(Bool.self, forKey: .sharedVocabulary)
    vocabularyForms =
      formatVersion < 2 ? VocabularyForms() : try values.decode(VocabularyForms.self, forKey: .vocabularyForms)
    text = try values.decode(Text.self, forKey: .text)
    decoding = try values.decode(Decoding.self, forKey: .decoding)
    quantization = formatVersion < 3 ? nil : try values.decodeIfPresent(Quantization.self, forKey: .quantization)
  }

  /// The configuration of the same model with its weights in int8.
  var inInt8: BundleConfiguration {
    var configuration = self
    configuration.formatVersion = max(3, formatVersion)
    configuration.quantization = .int8
    return configuration
  }

  /// Parses and checks a `config.json`.
  static func parse(_ bytes: [UInt8], path: String) throws(ModelError) -> BundleConfiguration {
    // The version first: a newer format may differ in anything else.
    let version = try decode(Version.self, bytes, path).formatVersion
    guard version <= newestFormatVersion else {
      throw .newerFormat(path: path, found: version, known: newestFormatVersion)
    }
    guard version >= 1 else {
      throw .invalidConfiguration(path: path, key: "formatVersion", reason: "there is no format version \(version)")
    }
    let configuration = try decode(BundleConfiguration.self, bytes, path)
    if let fault = configuration.fault {
      throw .invalidConfiguration(path: path, key: fault.key, reason: fault.reason)
    }
    return configuration
  }

  private static let mostSourceTokens = 1_000_000

  /// Why nothing can be translated with it, or nil.
  var fault: (key: String, reason: String)? {
    if let fault = model.fault { return ("model." + fault.key, fault.reason) }
    for (key, code) in [("languages.source", languages.source), ("languages.target", languages.target)] {
      do throws(TextError) { _ = try Normalizer(language: code) } catch { return (key, error.summary) }
    }
    if sharedVocabulary && model.sourceVocabularySize != model.targetVocabularySize {
      return ("sharedVocabulary", "the vocabulary is shared, but the model has one of another size on each side")
    }
    if sharedVocabulary && vocabularyForms.source != vocabularyForms.target {
      return ("vocabularyForms", "the vocabulary is shared, but has another form on each side")
    }
    if let unknown = text.normalization.first(where: { NormalizationRule(rawValue: $0) == nil }) {
      return ("text.normalization", "the normalization rule '\(unknown)' is not known")
    }
    if !(1...Self.mostSourceTokens).contains(text.maxSourceTokens) {
      return (
        "text.maxSourceTokens",
        "maxSourceTokens is \(text.maxSourceTokens), outside of 1 to \(Self.mostSourceTokens)"
      )
    }
    do throws(DecodingError) { _ = try decodingOptions(beamSize: decoding.beamSize) } catch {
      return ("decoding", error.summary)
    }
    return nil
  }

  /// The search that the model asks for, changed where an argument is given.
  /// - Parameter nBest: a smaller beam is widened to it, unless `beamSize` is given.
  public func decodingOptions(
    beamSize: Int? = nil, normalize: Double? = nil, maxLengthFactor: Double? = nil, nBest: Int = 1
  ) throws(DecodingError) -> DecodingOptions {
    try DecodingOptions(
      beamSize: beamSize ?? max(decoding.beamSize, min(nBest, DecodingOptions.largestBeamSize)),
      normalize: normalize ?? decoding.normalize, maxLengthFactor: maxLengthFactor ?? decoding.maxLengthFactor,
      nBest: nBest)
  }

  /// The model's own treatment of lines, changed where an argument is given.
  public func lineOptions(passThrough: Bool? = nil, splitSentences: Bool? = nil) -> LineOptions {
    LineOptions(
      passThrough: passThrough ?? decoding.passThrough, splitSentences: splitSentences ?? decoding.splitSentences)
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type, _ bytes: [UInt8], _ path: String
  ) throws(ModelError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch DecodingFailure.keyNotFound(let key, let context) {
      throw .invalidConfiguration(
        path: path, key: dotted(context.codingPath + [key]), reason: "the key is missing")
    } catch DecodingFailure.typeMismatch(_, let context), DecodingFailure.valueNotFound(_, let context) {
      throw .invalidConfiguration(
        path: path, key: dotted(context.codingPath), reason: "the value is of the wrong kind")
    } catch DecodingFailure.dataCorrupted(let context) where !context.codingPath.isEmpty {
      throw .invalidConfiguration(path: path, key: dotted(context.codingPath), reason: "the value is not known")
    } catch {
      throw .invalidConfiguration(path: path, key: nil, reason: "it is not JSON of a model's configuration")
    }
  }

  private static func dotted(_ keys: [any CodingKey]) -> String? {
    keys.isEmpty ? nil : keys.map(\.stringValue).joined(separator: ".")
  }
}

/// Swift's own `DecodingError`, which the search's error hides.
private typealias DecodingFailure = Swift.DecodingError

private struct Version: Decodable {
  var formatVersion: Int
}
