import ArgumentParser
import Training

/// `mt benchmark`.
struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmark",
    abstract: "Measure how fast this machine trains.",
    discussion: """
      Example:
        mt benchmark train --layers 2 --hidden-size 512 --vocabulary-size 8000
      """,
    subcommands: [Train.self])

  struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Time whole updates on random ids.",
      discussion: """
        One line of JSON goes to standard output. An update is a whole one: forward, loss, backward, the sum over slices, \
        norm, clipping and Adam. The peak is that of a loop that lives in registers, on the same workers in the same run.

        Example:
          mt benchmark train --layers 4 --hidden-size 1000 --embedding-size 1000 --batch-size 128
        """)

    @Option(help: "Layers of the encoder, and of the decoder.") var layers = 2
    @Option(help: "Width of a layer.") var hiddenSize = 512
    @Option(help: "Width of an embedding.") var embeddingSize = 512
    @Option(help: "Pieces of each side.") var vocabularySize = 8000
    @Option(help: "Sentences of an update.") var batchSize = 64
    @Option(help: "Tokens of a sentence.") var length = 25
    @Option(help: "What the operands of products are rounded to: float32 or bfloat16.")
    var precision = Recipe.TrainingSection.Precision.float32
    @Option(help: "Updates that are timed.") var steps = 10
    @Option(help: "Threads; as many as there are cores by default.") var workers: Int?

    func validate() throws {
      for (name, value, range) in [
        ("layers", layers, 1...64), ("hidden-size", hiddenSize, 1...16384),
        ("embedding-size", embeddingSize, 1...16384),
        ("vocabulary-size", vocabularySize, 8...1_000_000), ("batch-size", batchSize, 1...100_000),
        ("length", length, 1...10_000), ("steps", steps, 1...100_000), ("workers", workers ?? 1, 1...1024),
      ] where !range.contains(value) {
        throw ValidationError("--\(name) is \(range.lowerBound) to \(range.upperBound)")
      }
    }

    func run() throws {
      var benchmark = TrainingBenchmark()
      benchmark.layers = layers
      benchmark.hiddenSize = hiddenSize
      benchmark.embeddingSize = embeddingSize
      benchmark.vocabularySize = vocabularySize
      benchmark.batchSize = batchSize
      benchmark.length = length
      benchmark.precision = precision
      benchmark.steps = steps
      if let workers { benchmark.workers = workers }
      try StandardOutput.write(benchmark.run().json + "\n")
    }
  }
}

extension Recipe.TrainingSection.Precision: ExpressibleByArgument {}
