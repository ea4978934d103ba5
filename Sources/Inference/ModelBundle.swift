import Basics
import Glibc
import Models
import Subwords
import Tensors
import TextProcessing

/// A model that translates text: weights, vocabularies and configuration, as a folder holds them.
///
/// `config.json` · `model.safetensors` · `shared.model`, or `source.model` and `target.model` (a vocabulary of words or
/// characters is `vocabulary.txt`, or `source.vocabulary.txt` and `target.vocabulary.txt`).
public struct ModelBundle: Sendable {
  public static let configurationFile = "config.json"
  public static let weightsFile = "model.safetensors"

  /// The name of a vocabulary's file.
  /// - Parameter side: `source`, `target` or `shared`.
  public static func vocabularyFile(_ side: VocabularySide, _ form: VocabularyForm) -> String {
    side == .shared && form == .text ? form.fileEnding : side.rawValue + "." + form.fileEnding
  }

  /// Every name that a vocabulary's file may have.
  public static var vocabularyFiles: [String] {
    VocabularySide.allCases.flatMap { side in [.sentencepiece, .text].map { vocabularyFile(side, $0) } }
  }

  public let configuration: BundleConfiguration
  /// Its parameters are packed.
  public let network: EncoderDecoder<Float>
  public let source: SegmentCodec
  public let target: SegmentCodec
  /// The notes in the weights' file: the update that they come from (`update`), and scores.
  public let metadata: [String: String]
  /// The weights are a checkpoint's, and not those that validation chose.
  public let isCheckpoint: Bool

  /// - Parameters:
  ///   - network: may be one in training. After its values changed it must be packed before the next translation.
  ///   - source: of `configuration.languages.source`, with as many pieces as the network's source vocabulary.
  ///   - target: the same of the target.
  public init(
    configuration: BundleConfiguration, network: EncoderDecoder<Float>, source: SegmentCodec, target: SegmentCodec,
    metadata: [String: String] = [:], isCheckpoint: Bool = false
  ) {
    precondition(network.configuration == configuration.model, "the network is another one than the configuration's")
    precondition(
      source.vocabulary.count == configuration.model.sourceVocabularySize
        && target.vocabulary.count == configuration.model.targetVocabularySize,
      "the vocabularies have \(source.vocabulary.count) and \(target.vocabulary.count) pieces")
    self.configuration = configuration
    self.network = network
    self.source = source
    self.target = target
    self.metadata = metadata
    self.isCheckpoint = isCheckpoint
  }

  /// The precision of its products.
  public var precision: TranslationPrecision { TranslationPrecision(network.parameters.precision) }

  /// Reads the model of a folder, or of a checkpoint (`ModelFiles`). Everything is checked, the size of the weights before
  /// memory is asked for.
  /// - Parameter precision: what to compute in; by default what the model is kept in. The bundle has another one where this
  ///   processor has no instructions for it.
  public static func load(
    _ path: String, precision: TranslationPrecision? = nil
  ) throws(InferenceError) -> ModelBundle {
    let files = ModelFiles(path)
    let (configuration, checksums) = try readConfiguration(files)
    let (folder, path) = (files.folder, files.weights)
    let quantized = configuration.quantization != nil
    let inUse = (precision ?? configuration.precision).onThisProcessor
    let needed = (quantized ? 1 : 4) * configuration.model.parameterCount
    let found = size(of: path)
    guard found >= needed else {
      throw .model(
        .notSafetensors(
          path: path, reason: "it has \(found) bytes, and the weights of its config.json take \(needed)"))
    }
    let bytes = ModelMemory.bytes(of: configuration.model, bytesAValue: inUse.bytesAValue)
    guard bytes <= ModelMemory.present else {
      throw .tooLarge(
        path: folder, parameters: configuration.model.parameterCount, bytes: bytes, present: ModelMemory.present)
    }
    // The vocabularies are read beside the weights: it is a third of the time until the first translation.
    let vocabularies = Handover<Result<(source: SegmentCodec, target: SegmentCodec), InferenceError>>()
    let thread = PlainThread {
      vocabularies.value = Result { () throws(InferenceError) in try readVocabularies(folder, configuration, checksums)
      }
    }
    let weights = Result { () throws(ModelError) in
      let network = EncoderDecoder<Float>(forInference: configuration.model, precision: inUse.ofProducts)
      return (
        network: network, metadata: try ModelArchive.load(network.parameters, quantized: quantized, from: path)
      )
    }
    thread.join()
    let (source, target) = try vocabularies.value!.get()
    let (network, metadata): (EncoderDecoder<Float>, [String: String])
    do throws(ModelError) { (network, metadata) = try weights.get() } catch { throw .model(error) }
    return ModelBundle(
      configuration: configuration, network: network, source: source, target: target, metadata: metadata,
      isCheckpoint: files.isCheckpoint)
  }

  /// The configuration of a model, which must have all other files too.
  static func readConfiguration(
    _ files: ModelFiles
  ) throws(InferenceError) -> (BundleConfiguration, BundleChecksums) {
    let folder = files.folder
    guard AtomicFile.exists(folder) else {
      if let target = AtomicFile.linkTarget(folder) {
        throw .model(.file(.brokenLink(path: folder, target: target)))
      }
      throw .noModelFolder(path: folder)
    }
    var status = stat()
    guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { throw .notAFolder(path: folder) }
    guard AtomicFile.exists(folder + "/" + configurationFile) else {
      let found = vocabularyFiles.filter { AtomicFile.exists(folder + "/" + $0) }
      throw .missingFile(
        folder: folder, name: configurationFile, needed: Self.files(vocabularies: found.isEmpty ? separateFiles : found)
      )
    }
    let (configuration, checksums) = try parseConfiguration(folder)
    let needed = Self.files(vocabularies: configuration.vocabularyFiles)
    for name in needed
    where !AtomicFile.exists(name == weightsFile ? files.weights : folder + "/" + name) {
      throw .missingFile(folder: folder, name: name, needed: needed)
    }
    return (configuration, checksums)
  }

  /// Reads a folder's `config.json`.
  static func parseConfiguration(
    _ folder: String
  ) throws(InferenceError) -> (BundleConfiguration, BundleChecksums) {
    let path = folder + "/" + configurationFile
    let bytes = try read(path)
    let configuration: BundleConfiguration
    do throws(ModelError) { configuration = try BundleConfiguration.parse(bytes, path: path) } catch {
      throw .model(error)
    }
    return (configuration, try BundleChecksums(ofConfiguration: bytes, path: path))
  }

  private static func read(_ path: String) throws(InferenceError) -> [UInt8] {
    do throws(FileError) { return try AtomicFile.read(path) } catch { throw .model(.file(error)) }
  }

  /// Compares the vocabularies of a folder with the checksums in its `config.json`. It may be without weights still.
  public static func checkVocabularies(_ folder: String) throws(InferenceError) {
    let (configuration, checksums) = try parseConfiguration(folder)
    for name in configuration.vocabularyFiles {
      try checksums.check(try read(folder + "/" + name), of: name, path: folder + "/" + name)
    }
  }

  /// The files of a folder without any record by which damage would show. All others are checked.
  public static func uncheckedFiles(_ path: String) throws(InferenceError) -> [String] {
    let files = ModelFiles(path)
    let (configuration, checksums) = try parseConfiguration(files.folder)
    var unchecked = ([configurationFile] + configuration.vocabularyFiles).filter { !checksums.has($0) }
    do throws(ModelError) {
      if try !SafetensorsReader(path: files.weights).hasChecksum { unchecked.append(weightsFile) }
    } catch {
      throw .model(error)
    }
    return unchecked
  }

  /// Writes the `config.json` of a folder, with the checksums of the vocabularies that are there.
  public static func writeConfiguration(
    _ configuration: BundleConfiguration, to folder: String
  ) throws(FileError) {
    var vocabularies: [String: [UInt8]] = [:]
    for name in configuration.vocabularyFiles where AtomicFile.exists(folder + "/" + name) {
      vocabularies[name] = try AtomicFile.read(folder + "/" + name)
    }
    let json = BundleChecksums.json(of: configuration, vocabularies: vocabularies)
    try AtomicFile.write(json, to: folder + "/" + configurationFile)
  }

  /// The files that a model's folder has.
  private static func files(vocabularies: [String]) -> [String] {
    [configurationFile, weightsFile] + vocabularies
  }

  private static let separateFiles = [
    vocabularyFile(.source, .sentencepiece), vocabularyFile(.target, .sentencepiece),
  ]

  private static func readVocabularies(
    _ folder: String, _ configuration: BundleConfiguration, _ checksums: BundleChecksums
  ) throws(InferenceError) -> (source: SegmentCodec, target: SegmentCodec) {
    let (languages, model, rules) = (configuration.languages, configuration.model, configuration.text.rules)
    var models: [VocabularyModel] = []
    for (side, form) in configuration.vocabularies {
      models.append(
        try readVocabulary(
          folder, vocabularyFile(side, form), form, checksums,
          size: side == .target ? model.targetVocabularySize : model.sourceVocabularySize))
    }
    do throws(TextError) {
      return (
        try SegmentCodec(language: languages.source, model: models[0], rules: rules),
        try SegmentCodec(language: languages.target, model: models[models.count - 1], rules: rules)
      )
    } catch {
      throw .model(
        .invalidConfiguration(
          path: folder + "/" + configurationFile, key: "languages", reason: error.summary))
    }
  }

  private static func readVocabulary(
    _ folder: String, _ name: String, _ form: VocabularyForm, _ checksums: BundleChecksums, size: Int
  ) throws(InferenceError) -> VocabularyModel {
    let path = folder + "/" + name
    let bytes = try read(path)
    try checksums.check(bytes, of: name, path: path)
    let model: VocabularyModel
    do throws(SubwordError) { model = try VocabularyFile(bytes: bytes, name: path, form: form).model } catch {
      throw .subwords(error)
    }
    guard model.vocabulary.count == size else {
      throw .wrongVocabularySize(path: path, expected: size, found: model.vocabulary.count)
    }
    return model
  }

  static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}

/// Which side a vocabulary serves.
public enum VocabularySide: String, Sendable, CaseIterable {
  case source
  case target
  /// Both.
  case shared
}

extension BundleConfiguration {
  /// The precision that a model is translated with unless the user chooses.
  public var precision: TranslationPrecision { quantization == nil ? .float32 : .int8 }

  /// The vocabularies that there are: one that is shared, or the source's and the target's.
  var vocabularies: [(side: VocabularySide, form: VocabularyForm)] {
    sharedVocabulary
      ? [(.shared, vocabularyForms.source)] : [(.source, vocabularyForms.source), (.target, vocabularyForms.target)]
  }

  var vocabularyFiles: [String] { vocabularies.map { ModelBundle.vocabularyFile($0.side, $0.form) } }
}

/// A value that a thread leaves for the one that joins it.
private final class Handover<Value>: @unchecked Sendable {
  var value: Value?
}
