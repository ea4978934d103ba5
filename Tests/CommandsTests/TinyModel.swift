import Basics
import Inference
import Layers
import Models
import Subwords
import TextProcessing

/// The folder of a model that has learned nothing, with random weights that make it say something.
final class TinyModel {
  let folder: ScratchFolder

  /// - Parameter damaged: for a source with this word the model's probabilities are NaN.
  init(
    target: String = "en", update: String = "7", maxSourceTokens: Int = 12, damaged: String? = nil,
    splitSentences: Bool = false
  ) throws {
    folder = try ScratchFolder()
    let text = "The river runs through the old town, and every spring the water rises over the lower streets."
    let tokens = try Tokenizers.make(language: "en").tokenize(text)
    let path = folder.path + "/" + ModelBundle.vocabularyFile(.shared, .sentencepiece)
    let counts = tokens.map { TokenCount(token: Array($0.utf8), count: 5) }
    let vocabulary = try VocabularyTrainer.train(counts, kind: .bpe, size: 320, name: path)
    try vocabulary.write(to: path)
    let size = vocabulary.model.vocabulary.count
    let model = ModelConfiguration(
      layers: 1, hiddenSize: 24, embeddingSize: 16, sourceVocabularySize: size, targetVocabularySize: size)
    let configuration = BundleConfiguration(
      languages: .init(source: "en", target: target), model: model, sharedVocabulary: true,
      text: .init(maxSourceTokens: maxSourceTokens),
      decoding: .init(beamSize: 2, normalize: 1, maxLengthFactor: 0.5, splitSentences: splitSentences))
    let network = EncoderDecoder<Float>(model, training: false)
    Initializer(range: 0.8, generator: SeededGenerator(seed: 3)).fill(network.parameters)
    if let damaged, let embedding = network.encoder.embedding.weight.values {
      let codec = try SegmentCodec(language: "en", model: vocabulary.model)
      for id in codec.encode(damaged) { embedding.rows(Int(id)..<Int(id) + 1).fill(.nan) }
    }
    try ModelBundle.writeConfiguration(configuration, to: folder.path)
    try ModelArchive.save(
      network.parameters, metadata: ["update": update], to: folder.path + "/" + ModelBundle.weightsFile)
  }

  var path: String { folder.path }
}
