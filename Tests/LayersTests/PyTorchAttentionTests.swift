import Basics
import FoundationEssentials
import Tensors
import Testing

@testable import Layers

/// Outputs and gradients of attention against PyTorch's, which scripts/goldens/attention.py has recorded.
struct PyTorchAttentionTests {
  private struct Goldens: Decodable {
    struct Case: Decodable {
      var values, gradients: [String: Data]
      var inputs, inputGradients: [Data]
      var output, outputWeight: Data
      var kind: AttentionKind
      var feed: String
      var heads: Int
    }

    var lengths: [Int32]
    var steps, inputs, hidden: Int
    var cases: [String: Case]
  }

  @Test(arguments: [
    "general", "dotWithInputFeeding", "headsWithInputFeeding", "concatWithInputFeeding", "additive",
  ])
  func attentionAgreesWithPyTorch(name: String) throws {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    let goldens = try JSONDecoder().decode(
      Goldens.self, from: Data(AtomicFile.read(root + "/scripts/goldens/attention.json")))
    let golden = try #require(goldens.cases[name])
    let (hidden, count) = (goldens.hidden, goldens.lengths.count)
    let feed: AttentionFeed =
      switch golden.feed {
      case "nothing": .nothing
      case "attentional": .attentional
      default: .context
      }
    let store = ParameterStore<Double>()
    let layer = RecurrentLayer(
      "layer", .lstm, inputSize: goldens.inputs, hiddenSize: hidden, vectorSize: feed == .nothing ? nil : hidden,
      in: store)
    let attention = Attention(
      "attention", golden.kind, queryWidth: hidden, sourceWidth: hidden, heads: golden.heads, in: store)
    let stack = AttentiveStack(
      "combine", stack: RecurrentStack([layer], dropout: Dropout(probability: 0)), attention: attention, feed: feed,
      sourceWidth: hidden, in: store)
    store.allocate(training: true)
    #expect(Set(store.parameters.map(\.name)) == Set(golden.values.keys))
    for (name, values) in golden.values { store[name]?.values.copy(from: numbers(values)) }
    store.pack()

    let workspace = Workspace<Double>()
    let longest = goldens.lengths.reduce(0) { max($0, Int($1)) }
    let shapes = [
      Shape(goldens.steps, count, goldens.inputs), Shape(longest, count, hidden), Shape(count, hidden),
      Shape(count, hidden),
    ]
    let inputs = zip(shapes, golden.inputs).map { shape, data in
      let tensor = workspace.tensor(shape)
      tensor.copy(from: numbers(data))
      return Variable(tensor)
    }
    let tape = GradientTape(store)
    let recording = Recording(workspace: workspace, tape: tape)
    let keys = attention.keys(of: inputs[1], on: recording)
    let output = stack.run(
      inputs[0], initial: Array(inputs[2...]), source: .init(keys: keys, values: inputs[1], lengths: goldens.lengths),
      generator: nil, on: recording)
    expectEqual(output.value.array, golden.output, "output")
    let weight = workspace.tensor(output.value.shape)
    weight.copy(from: numbers(golden.outputWeight))
    output.addGradient(weight)
    recording.back()
    for (input, gradient) in zip(inputs, golden.inputGradients) {
      expectEqual(input.gradient!.array, gradient, "gradient of \(input.value.shape)")
    }
    let gradients = GradientBlock(like: store)
    gradients.add(tape)
    for parameter in store.parameters {
      expectEqual(gradients.array(of: parameter), try #require(golden.gradients[parameter.name]), parameter.name)
    }
    withExtendedLifetime((store, recording)) {}
  }
}
