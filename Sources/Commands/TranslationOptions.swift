import ArgumentParser
import Basics
import Inference

/// The search options that `mt translate` and `mt evaluate` share.
struct TranslationOptions: ParsableArguments {
  @Option(
    name: .shortAndLong, help: ArgumentHelp("Hypotheses kept for each sentence; 1 is greedy search.", valueName: "n"))
  var beamSize: Int?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Scores are divided by the length to this power; 0 turns it off.", valueName: "alpha"))
  var normalize: Double?

  @Option(help: ArgumentHelp("The longest translation, in target pieces for each source piece.", valueName: "x"))
  var maxLengthFactor: Double?

  @Option(
    help: ArgumentHelp("The most sentences that are decoded together. It does not change the output.", valueName: "n"))
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
    if !(1...65536).contains(batchSize) { throw ValidationError("--batch-size must be from 1 to 65536") }
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
