import ArgumentParser
import Basics
import Inference

/// How a model is searched: what `mt translate` and `mt evaluate` have in common.
struct TranslationOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: ArgumentHelp("Live hypotheses a sentence; 1 searches greedily.", valueName: "n"))
  var beamSize: Int?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Exponent of the length that scores are divided by; 0 for none.", valueName: "alpha"))
  var normalize: Double?

  @Option(help: ArgumentHelp("Pieces that a translation may have for each one of the source.", valueName: "x"))
  var maxLengthFactor: Double?

  @Option(
    help: ArgumentHelp("Sentences decoded together, at most. The output does not depend on it.", valueName: "n"))
  var batchSize = 64

  @Option(
    help: ArgumentHelp(
      "What products are computed in: float32, bfloat16 or int8; by default what the model is kept in. Where the processor "
        + "lacks instructions for it, float32.",
      valueName: "name"))
  var precision: TranslationPrecision?

  @Flag(
    inversion: .prefixedNo,
    help: "Copy lines that have no letter to translate. By default as the model says: decoding.passThrough.")
  var passThrough: Bool?

  @Flag(
    inversion: .prefixedNo,
    help: "Translate the sentences of a line one by one. By default as the model says: decoding.splitSentences.")
  var splitSentences: Bool?

  @OptionGroup var workers: WorkerOptions

  func validate() throws {
    if !(1...65536).contains(batchSize) { throw ValidationError("--batch-size is 1 to 65536") }
  }

  /// - Parameter nBest: translations of each line.
  func translator(_ bundle: ModelBundle, nBest: Int = 1) throws -> Translator {
    let options = try bundle.configuration.decodingOptions(
      beamSize: beamSize, normalize: normalize, maxLengthFactor: maxLengthFactor, nBest: nBest)
    try Translator.check(options, for: bundle, batchSize: batchSize, workers: workers.count)
    let lineOptions = bundle.configuration.lineOptions(passThrough: passThrough, splitSentences: splitSentences)
    return Translator(
      bundle, options: options, lineOptions: lineOptions, batchSize: batchSize, workers: workers.count)
  }
}

extension TranslationPrecision: ExpressibleByArgument {}
