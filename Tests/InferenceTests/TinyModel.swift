import Basics
import Glibc
import Layers
import Models
import Subwords
import TextProcessing

@testable import Inference

/// A model that has learned nothing: its weights are random, and large enough for it to say something.
enum TinyModel {
  static let text = """
    The river runs through the old town, and every spring the water rises over the lower streets. People carry their \
    chairs upstairs and wait. It always goes down again, they say, and it always does; in the winter it did not! Did \
    the water stay for eleven days, and freeze? Children skated from door to door.
    """

  static let subwords: SentencePieceModel = {
    let folder = ScratchFolder()
    return load { try writeSubwords(to: folder.path + "/x.model") }
  }()

  static func writeSubwords(to path: String) throws -> SentencePieceModel {
    let tokens = try Tokenizers.make(language: "en").tokenize(text)
    let counts = tokens.map { TokenCount(token: Array($0.utf8), count: 5) }
    let file = try VocabularyTrainer.train(counts, kind: .bpe, size: 380, name: path)
    try file.write(to: path)
    return try SentencePieceModel(bytes: file.bytes, name: path)
  }

  static func configuration(maxSourceTokens: Int = 60) -> BundleConfiguration {
    let size = subwords.vocabulary.count
    return BundleConfiguration(
      languages: .init(source: "en", target: "en"),
      model: ModelConfiguration(
        layers: 2, hiddenSize: 24, embeddingSize: 20, sourceVocabularySize: size, targetVocabularySize: size),
      sharedVocabulary: true, text: .init(maxSourceTokens: maxSourceTokens),
      decoding: .init(beamSize: 3, normalize: 1, maxLengthFactor: 1))
  }

  static func bundle(maxSourceTokens: Int = 60) throws -> ModelBundle {
    let configuration = configuration(maxSourceTokens: maxSourceTokens)
    let codec = try SegmentCodec(language: "en", model: subwords)
    return ModelBundle(
      configuration: configuration, network: network(configuration.model), source: codec, target: codec,
      metadata: ["update": "7"])
  }

  static func network(_ configuration: ModelConfiguration) -> EncoderDecoder<Float> {
    let network = EncoderDecoder<Float>(configuration, training: false)
    Initializer(range: 0.8, generator: SeededGenerator(seed: 3)).fill(network.parameters)
    network.parameters.pack()
    return network
  }

  /// Writes the bundle's folder: `config.json`, weights and shared vocabulary.
  static func write(_ bundle: ModelBundle, to folder: String) throws {
    _ = try writeSubwords(to: folder + "/" + ModelBundle.vocabularyFile(.shared, .sentencepiece))
    try ModelBundle.writeConfiguration(bundle.configuration, to: folder)
    try ModelArchive.save(
      bundle.network.parameters, metadata: bundle.metadata, to: folder + "/" + ModelBundle.weightsFile)
  }

  private static func load(_ body: () throws -> SentencePieceModel) -> SentencePieceModel {
    do { return try body() } catch { preconditionFailure("\(error)") }
  }
}

/// A folder without folders in it, which lasts as long as this object.
final class ScratchFolder {
  let path: String

  init() {
    var template = Array("/tmp/inference-tests-XXXXXX".utf8CString)
    precondition(mkdtemp(&template) != nil, "no folder can be made in /tmp")
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit { Self.remove(path) }

  var names: [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      names.append(withUnsafePointer(to: &entry.pointee.d_name.0) { String(cString: $0) })
    }
    return names
  }

  private static func remove(_ path: String) {
    if unlink(path) == 0 { return }
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name.0) { String(cString: $0) }
      if name != "." && name != ".." { remove(path + "/" + name) }
    }
    closedir(folder)
    rmdir(path)
  }
}
