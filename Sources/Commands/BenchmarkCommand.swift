import ArgumentParser
import Training

/// `mt benchmark`.
struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Measure how fast this machine trains and translates.",
    discussion: """
      Examples:
        mt benchmark train --layers 2 --hidden-size 512 --vocabulary-size 8000
        mt benchmark translate --beam-size 5 --precision bfloat16
      """,
    subcommands: [Train.self, Translate.self])

  struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Time training updates on random ids.",
      discussion: """
        Writes one line of JSON to standard output. An update is complete: forward, loss, backward, the sum over slices, \
        norm, clipping and Adam. The peak is the speed of a loop that stays in registers, on the same workers in the same run.

        Example:
          mt benchmark train --layers 4 --hidden-size 1000 --embedding-size 1000 --batch-size 128
        """)

    @OptionGroup var size: ModelSizeOptions
    @Option(help: "Sentences in an update.") var batchSize = 64
    @Option(help: "Tokens in a sentence.") var length = 25
    @Option(
      help: "What the operands of products are rounded to: float32 or bfloat16; float32 where the processor lacks it.")
    var precision = Recipe.TrainingSection.Precision.float32
    @Option(help: "Number of updates to time.") var steps = 10
    @Option(help: "Parts of a batch, as training.slices: fewer are quicker, more take less memory.")
    var slices = TrainingBenchmark().slices
    @OptionGroup var workers: WorkerOptions

    func validate() throws {
      try check(
        ("batch-size", batchSize, 1...100_000), ("length", length, 1...10_000), ("steps", steps, 1...100_000),
        ("slices", slices, 1...256))
    }

    func run() throws {
      var benchmark = TrainingBenchmark()
      benchmark.model = size.model
      benchmark.batchSize = batchSize
      benchmark.length = length
      benchmark.precision = precision
      benchmark.steps = steps
      benchmark.slices = slices
      benchmark.workers = workers.count
      try StandardOutput.write(benchmark.run().json + "\n")
    }
  }
  struct Translate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Time beam search on random ids.",
      discussion: """
        Writes one line of JSON to standard output. Weights and sources are random, and no translation ends before it has as \
        many tokens as its source. A batch is what one worker decodes together; all workers translate one at the same \
        time. The peak is the speed of a loop that stays in registers, on the same workers in the same run.

        Example:
          mt benchmark translate --beam-size 1 --batch-size 1 --workers 1
        """)

    @OptionGroup var size: ModelSizeOptions
    @Option(help: "Sentences that a worker decodes together.") var batchSize = 64
    @Option(help: "Hypotheses kept for each sentence.") var beamSize = 5
    @Option(help: "Tokens in a source and in its translation.") var length = 25
    @Option(
      help:
        "What the operands of products are rounded to: \(TranslationBenchmark.Precision.list); float32 where the processor lacks it."
    )
    var precision = TranslationBenchmark.Precision.float32
    @Option(help: "Number of batches to time.") var steps = 10
    @OptionGroup var workers: WorkerOptions

    func validate() throws {
      try check(
        ("batch-size", batchSize, 1...65536), ("beam-size", beamSize, 1...1000),
        ("length", length, TranslationBenchmark.smallestLength...10_000), ("steps", steps, 1...100_000))
    }

    func run() throws {
      var benchmark = TranslationBenchmark()
      benchmark.model = size.model
      benchmark.batchSize = batchSize
      benchmark.beamSize = beamSize
      benchmark.length = length
      benchmark.precision = precision
      benchmark.steps = steps
      benchmark.workers = workers.count
      try StandardOutput.write(benchmark.run().json + "\n")
    }
  }
}

/// The model that a benchmark makes up.
struct ModelSizeOptions: ParsableArguments {
  @Option(help: "Layers in the encoder and in the decoder.") var layers = 2
  @Option(help: "Width of a layer.") var hiddenSize = 512
  @Option(help: "Width of an embedding.") var embeddingSize = 512
  @Option(help: "Pieces on each side.") var vocabularySize = 8000

  @Option(help: "As model.cell of a recipe.") var cell = Recipe.ModelSection().cell
  @Flag(help: "Each layer of the encoder reads both ways.") var bidirectional = false
  @Option(help: "As model.attention of a recipe.") var attention = Recipe.ModelSection.Attention.none
  @Option(help: "As model.attentionHeads of a recipe.") var attentionHeads = 1
  @Flag(help: "As model.inputFeeding of a recipe.") var inputFeeding = false

  var model: BenchmarkModel {
    var section = Recipe.ModelSection()
    (section.layers, section.hiddenSize, section.embeddingSize) = (layers, hiddenSize, embeddingSize)
    section.cell = cell
    (section.bidirectional, section.attention) = (bidirectional, attention)
    (section.attentionHeads, section.inputFeeding) = (attentionHeads, inputFeeding)
    (section.reverseSource, section.feedVector, section.dropout) = (false, false, 0)
    return BenchmarkModel(section, vocabularySize: vocabularySize)
  }

  func validate() throws {
    try check(
      ("layers", layers, 1...64), ("hidden-size", hiddenSize, 1...16384), ("embedding-size", embeddingSize, 1...16384),
      ("vocabulary-size", vocabularySize, 8...1_000_000), ("attention-heads", attentionHeads, 1...64))
    if let fault = model.configuration.fault { throw ValidationError(fault.reason) }
  }
}

private func check(_ options: (name: String, value: Int, range: ClosedRange<Int>)...) throws {
  for (name, value, range) in options where !range.contains(value) {
    throw ValidationError("--\(name) must be from \(range.lowerBound) to \(range.upperBound)")
  }
}

extension Recipe.TrainingSection.Precision: ExpressibleByArgument {}
extension Recipe.ModelSection.Attention: ExpressibleByArgument {}
extension Recipe.ModelSection.Cell: ExpressibleByArgument {}

extension TranslationBenchmark.Precision: ExpressibleByArgument {
  static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
