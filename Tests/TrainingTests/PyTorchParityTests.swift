import Basics
import FoundationEssentials
import Glibc
import Layers
import Models
import Optimizers
import Tensors
import Testing

@testable import Training

/// Log-probabilities, gradients and updates against PyTorch's, which scripts/goldens/parity.py has recorded.
struct PyTorchParityTests {
  private static let goldens = Result { try ParityGoldens.read() }

  @Test func doubleAgrees() throws {
    let goldens = try Self.goldens.get()
    for golden in goldens.cases {
      let network: EncoderDecoder<Double> = golden.network()
      try Self.compare(network, golden, golden.float64, goldens, Double.self, tolerance: 1e-12)

      // The optimizer is made for Float: here are its formulas around the same function.
      let (first, second) = (ParameterBlock(like: network.parameters), ParameterBlock(like: network.parameters))
      let gradients = GradientBlock(like: network.parameters)
      for number in 1...goldens.updates {
        _ = Self.loss(network, golden.pairs, goldens, gradients)
        let step = AdamStep<Double>(
          gradientFactor: 1, beta1: 0.9, beta2: 0.999,
          stepSize: goldens.learningRate / (1 - pow(0.9, Double(number))), epsilon: 1e-8,
          secondCorrection: 1 / (1 - pow(0.999, Double(number))))
        for part in 0..<gradients.partCount {
          gradients.forEachRun(part: part) { offset, gradient in
            let range = offset..<offset + gradient.count
            network.parameters.values.slice(range).descend(
              gradient, first: first.values.slice(range), second: second.values.slice(range), step: step)
          }
        }
        network.parameters.pack()
      }
      for parameter in network.parameters.parameters {
        let expected: [Double] = try #require(golden.float64.updated[parameter.name]).numbers()
        #expect(Self.worst(parameter.values.array, expected) < 1e-9, "\(parameter.name)")
      }
    }
  }

  @Test func floatAgrees() throws {
    let goldens = try Self.goldens.get()
    for golden in goldens.cases {
      let network: EncoderDecoder<Float> = golden.network()
      try Self.compare(network, golden, golden.float32, goldens, Float.self, tolerance: 1e-5)

      // Slices and workers: PyTorch has seen the batch in one piece.
      let step = TrainingStep(
        network: network, optimizer: Adam(network.parameters), slices: 2, communicator: Communicator(workers: 2))
      for number in 1...goldens.updates {
        _ = step.run(
          golden.pairs, smoothing: goldens.smoothing, clipNorm: 0, learningRate: goldens.learningRate,
          generator: nil, number: number)
      }
      for parameter in network.parameters.parameters {
        let expected: [Float] = try #require(golden.float32.updated[parameter.name]).numbers()
        #expect(Self.worst(parameter.values.array, expected) < 1e-5, "\(parameter.name)")
      }
    }
  }

  /// Log-probabilities, loss and gradients: those by their differences, these relative to the largest of their tensor.
  private static func compare<Element: Scalar, Number: BinaryFloatingPoint>(
    _ network: EncoderDecoder<Element>, _ golden: ParityGoldens.Case, _ results: ParityGoldens.Results,
    _ goldens: ParityGoldens, _ number: Number.Type, tolerance: Double
  ) throws {
    let found = zip(golden.sources, golden.targets).flatMap { logProbabilities(network, $0, $1) }
    let expected: [Number] = results.logProbabilities.numbers()
    #expect(worst(found, expected) < tolerance, "log-probabilities of \(golden.configuration)")
    let gradients = GradientBlock(like: network.parameters)
    let loss = loss(network, golden.pairs, goldens, gradients)
    #expect(abs(loss - results.loss) < tolerance, "loss of \(golden.configuration)")
    for parameter in network.parameters.parameters {
      let expected: [Number] = try #require(results.gradients[parameter.name]).numbers()
      let largest = expected.reduce(0) { max($0, abs(Double($1))) }
      #expect(worst(gradients.array(of: parameter), expected) < tolerance * largest, "gradient of \(parameter.name)")
    }
  }

  /// The mean over the target tokens, with its gradient.
  private static func loss<Element>(
    _ network: EncoderDecoder<Element>, _ pairs: IDPairs, _ goldens: ParityGoldens,
    _ gradients: GradientBlock<Element>
  ) -> Double {
    let tape = GradientTape(network.parameters)
    let workspace = Workspace<Element>()
    let scale = 1 / Double(pairs.targetTokens)
    let sum = network.forwardBackward(
      pairs, smoothing: goldens.smoothing, scale: scale, generator: nil, tape: tape, workspace: workspace)
    gradients.clear()
    gradients.add(tape)
    return sum.smoothedLoss * scale
  }

  /// The largest difference; infinite where the counts differ.
  private static func worst<A: BinaryFloatingPoint, B: BinaryFloatingPoint>(_ a: [A], _ b: [B]) -> Double {
    a.count == b.count && !a.isEmpty ? zip(a, b).reduce(0) { max($0, abs(Double($1.0) - Double($1.1))) } : .infinity
  }

  /// Of each id of a target, and of its end.
  static func logProbabilities<Element>(
    _ network: EncoderDecoder<Element>, _ source: [TokenID], _ target: [TokenID]
  ) -> [Double] {
    let workspace = Workspace<Element>()
    let recording = Recording(workspace: workspace)
    let states = network.encoder.run(
      PaddedSequences([network.readingOrder(source)], padding: MarkID.padding), generator: nil, on: recording)
    let decoded = network.decoder.run(
      PaddedSequences([[MarkID.begin] + target], padding: MarkID.padding), source: states, generator: nil, on: recording
    )
    let output = network.decoder.output
    let logits = workspace.tensor(Shape(target.count + 1, output.weight.shape.rows))
    output.multiply(decoded.value.flattened, into: logits)
    return (target + [MarkID.end]).enumerated().map { row, id in
      let sum = withUnsafePointer(to: id) { id in
        logits.rows(row..<row + 1).softmaxCrossEntropy(
          bias: output.bias.values, targets: UnsafeBufferPointer(start: id, count: 1), smoothing: 0, scale: 1)
      }
      return -sum.negativeLogLikelihood
    }
  }
}

/// For Benchmarks/pytorch/parity.py, which names a folder in MT_PARITY: what mt makes of a real model and real sentences is
/// written there, and the script compares.
struct PyTorchParityNumbers {
  private struct Case: Decodable {
    var configuration: ModelConfiguration
    var weights: String
    var sources: [[TokenID]]
    var targets: [[TokenID]]
    var smoothing: Double
    var learningRate: Double
    /// The first pairs make the batch of the gradients.
    var batchSize: Int
  }

  private static let folder = getenv("MT_PARITY").map { String(cString: $0) }

  @Test(.enabled(if: folder != nil)) func areWritten() throws {
    let folder = try #require(Self.folder)
    let given = try JSONDecoder().decode(Case.self, from: Data(AtomicFile.read(folder + "/case.json")))
    let network = EncoderDecoder<Float>(given.configuration, training: true)
    _ = try ModelArchive.load(network.parameters, from: given.weights)
    let logProbabilities = zip(given.sources, given.targets).map {
      PyTorchParityTests.logProbabilities(network, $0, $1)
    }
    try AtomicFile.write(Array(JSONEncoder().encode(logProbabilities)), to: folder + "/log-probabilities.json")

    let batch = IDPairs(
      sources: Array(given.sources.prefix(given.batchSize)), targets: Array(given.targets.prefix(given.batchSize)))
    let tape = GradientTape(network.parameters)
    let workspace = Workspace<Float>()
    _ = network.forwardBackward(
      batch, smoothing: given.smoothing, scale: 1 / Double(batch.targetTokens), generator: nil, tape: tape,
      workspace: workspace)
    let gradients = GradientBlock(like: network.parameters)
    gradients.add(tape)
    let tensors = network.parameters.parameters.map { parameter in
      let shape = [parameter.shape.rows, parameter.shape.columns]
      let values = workspace.tensor(parameter.shape)
      values.copy(from: gradients.array(of: parameter))
      return SafetensorsTensor(
        name: parameter.name, shape: parameter.role == .vector ? [parameter.shape.count] : shape,
        values: UnsafeBufferPointer(values.buffer))
    }
    try SafetensorsWriter.write(tensors, to: folder + "/gradients.safetensors")

    let adam = Adam(network.parameters)
    for part in 0..<gradients.partCount {
      adam.update(
        network.parameters.values, gradients: gradients, part: part, learningRate: given.learningRate,
        gradientFactor: 1, number: 1)
    }
    try ModelArchive.save(network.parameters, metadata: [:], to: folder + "/updated.safetensors")
  }
}
