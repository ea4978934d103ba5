import Basics
import FoundationEssentials
import Tensors
import Testing

@testable import Layers

/// Outputs, states and gradients of cells against PyTorch's, which scripts/goldens/recurrent.py has recorded.
struct PyTorchCellTests {
  private struct Goldens: Decodable {
    struct Case: Decodable {
      var values, gradients: [String: Data]
      var input, inputGradient, outputs, outputWeight: Data
      var initial, initialGradients, last, lastWeights: [Data]
    }

    var lengths: [Int32]
    var steps, inputs, hidden: Int
    var cases: [String: Case]
  }

  @Test(arguments: [
    ("tanh", CellDescription(.elman)), ("relu", CellDescription(.elman, activation: .relu)), ("lstm", .lstm),
    ("gru", CellDescription(.gru)),
  ])
  func cellsAgreeWithPyTorch(name: String, cell: CellDescription) throws {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    let goldens = try JSONDecoder().decode(
      Goldens.self, from: Data(AtomicFile.read(root + "/scripts/goldens/recurrent.json")))
    let golden = try #require(goldens.cases[name])
    let count = goldens.lengths.count
    let store = ParameterStore<Double>()
    let layer = RecurrentLayer("layer", cell, inputSize: goldens.inputs, hiddenSize: goldens.hidden, in: store)
    store.allocate(training: true)
    #expect(Set(store.parameters.map(\.name)) == Set(golden.values.keys.map { "layer." + $0 }))
    for (name, values) in golden.values { store["layer." + name]?.values.copy(from: numbers(values)) }
    store.pack()
    let workspace = Workspace<Double>()
    func tensor(_ shape: Shape, _ data: Data) -> Tensor<Double> {
      let tensor = workspace.tensor(shape)
      tensor.copy(from: numbers(data))
      return tensor
    }
    let stateShape = Shape(count, goldens.hidden)
    let input = Variable(tensor(Shape(goldens.steps, count, goldens.inputs), golden.input))
    let initial = golden.initial.map { Variable(tensor(stateShape, $0)) }
    let tape = GradientTape(store)
    let recording = Recording(workspace: workspace, tape: tape)
    let result = layer.run(input, initial: initial, lengths: goldens.lengths, on: recording)
    var outputs = result.output.value.array
    for (row, length) in goldens.lengths.enumerated() {  // PyTorch has zeros there
      for t in Int(length)..<goldens.steps {
        let first = (t * count + row) * goldens.hidden
        outputs.replaceSubrange(first..<first + goldens.hidden, with: repeatElement(0, count: goldens.hidden))
      }
    }
    expectEqual(outputs, golden.outputs, "outputs")
    for (slot, last) in zip(result.last, golden.last) { expectEqual(slot.value.array, last, "last state") }
    // Past its length the output is the last state, and gets no gradient here.
    let outputGradient = tensor(result.output.value.shape, golden.outputWeight)
    for (row, length) in goldens.lengths.enumerated() {
      for t in Int(length)..<goldens.steps { outputGradient.step(t).rows(row..<row + 1).fill(0) }
    }
    result.output.addGradient(outputGradient)
    for (slot, weight) in zip(result.last, golden.lastWeights) { slot.addGradient(tensor(stateShape, weight)) }
    recording.back()
    expectEqual(input.gradient!.array, golden.inputGradient, "gradient of the input")
    for (slot, gradient) in zip(initial, golden.initialGradients) {
      expectEqual(slot.gradient!.array, gradient, "gradient of the first state")
    }
    let gradients = GradientBlock(like: store)
    gradients.add(tape)
    for parameter in store.parameters {
      let gradient = try #require(golden.gradients[String(parameter.name.dropFirst("layer.".count))])
      expectEqual(gradients.array(of: parameter), gradient, parameter.name)
    }
    withExtendedLifetime((store, recording)) {}
  }
}
