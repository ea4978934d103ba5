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

  @OptionGroup var workers: WorkerOptions

  func validate() throws {
    if !(1...65536).contains(batchSize) { throw ValidationError("--batch-size is 1 to 65536") }
  }

  /// - Parameter nBest: translations of each line.
  func translator(_ bundle: ModelBundle, nBest: Int = 1) throws -> Translator {
    let options = try bundle.configuration.decodingOptions(
      beamSize: beamSize, normalize: normalize, maxLengthFactor: maxLengthFactor, nBest: nBest)
    return Translator(bundle, options: options, batchSize: batchSize, workers: workers.count)
  }

  func warn(ofSplitLines splitLines: Int, _ bundle: ModelBundle) {
    if splitLines == 0 { return }
    let lines = "\(splitLines) \(plural("line", splitLines)) \(splitLines == 1 ? "was" : "were")"
    let limit = bundle.configuration.text.maxSourceTokens
    Console.standard.warn("\(lines) longer than \(limit) \(plural("piece", limit)) and translated in parts")
  }
}

extension TranslationPrecision: ExpressibleByArgument {}
