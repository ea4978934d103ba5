import Basics
import GradientCheck
import Tensors
import Testing

@testable import Layers

struct LSTMCellTests {
  /// Shapes that all differ, uneven lengths, one of them the whole sequence and one shorter than all the others.
  @Test(arguments: [false, true])
  func gradientsAgreeWithCentralDifferences(withVector: Bool) {
    let steps = 5
    let count = 3
    let inputs = 4
    let hiddenSize = 6
    let vectorSize = 2
    let lengths: [Int32] = [5, 1, 3]
    let store = ParameterStore<Double>()
    let cell = LSTMCell(
      "cell", inputSize: inputs, hiddenSize: hiddenSize, vectorSize: withVector ? vectorSize : nil, in: store)
    store.allocate(training: true)
    Initializer(range: 0.8, generator: SeededGenerator(seed: 1)).fill(store)
    store.pack()
    let held = Workspace<Double>()
    func random(_ shape: Shape, _ seed: UInt64) -> Tensor<Double> {
      var generator = SeededGenerator(seed: seed)
      let tensor = held.tensor(shape)
      tensor.copy(from: (0..<shape.count).map { _ in generator.uniform() * 2 - 1 })
      return tensor
    }
    let input = random(Shape(steps, count, inputs), 2)
    let vector = random(Shape(count, vectorSize), 3)
    let initial = LSTMState(hidden: random(Shape(count, hiddenSize), 4), cell: random(Shape(count, hiddenSize), 5))
    let outputWeight = random(Shape(steps, count, hiddenSize), 6)
    let hiddenWeight = random(Shape(count, hiddenSize), 7)
    let cellWeight = random(Shape(count, hiddenSize), 8)
    let workspace = Workspace<Double>()
    func forward() -> (output: Tensor<Double>, state: LSTMState<Double>, cache: LSTMCell<Double>.Cache) {
      workspace.reset()
      let projection = withVector ? cell.project(vector, rows: .exact, workspace: workspace) : nil
      return cell.forward(
        input, projection: projection, initial: initial, lengths: lengths, rows: .exact, workspace: workspace)
    }
    func dot(_ a: Tensor<Double>, _ b: Tensor<Double>) -> Double {
      zip(a.array, b.array).reduce(0) { $0 + $1.0 * $1.1 }
    }
    func loss() -> Double {
      let result = forward()
      return dot(result.output, outputWeight) + dot(result.state.hidden, hiddenWeight)
        + dot(result.state.cell, cellWeight)
    }

    let tape = GradientTape(store)
    let result = forward()
    let back = cell.backward(
      outputWeight, stateGradient: LSTMState(hidden: hiddenWeight, cell: cellWeight), cache: result.cache,
      tape: tape, workspace: workspace)
    #expect((back.projection != nil) == withVector)
    let dVector = back.projection.map {
      cell.backwardProjection($0, vector: vector, tape: tape, workspace: workspace).array
    }
    let dInput = back.input.array
    let dHidden = back.initial.hidden.array
    let dCell = back.initial.cell.array

    let gradients = GradientBlock(like: store)
    gradients.add(tape)
    for parameter in store.parameters {
      let worst = GradientCheck.worstError(
        parameter.values, analytic: gradients.array(of: parameter), changed: { store.pack() }, loss: loss)
      #expect(worst < 1e-6, "\(parameter.name)")
    }
    #expect(GradientCheck.worstError(input, analytic: dInput, loss: loss) < 1e-6)
    #expect(GradientCheck.worstError(initial.hidden, analytic: dHidden, loss: loss) < 1e-6)
    #expect(GradientCheck.worstError(initial.cell, analytic: dCell, loss: loss) < 1e-6)
    if let dVector { #expect(GradientCheck.worstError(vector, analytic: dVector, loss: loss) < 1e-6) }
  }

  @Test func aSequenceKeepsItsStatePastItsLength() {
    let store = ParameterStore<Float>()
    let cell = LSTMCell("cell", inputSize: 3, hiddenSize: 5, in: store)
    store.allocate(training: false)
    Initializer(range: 0.5, generator: SeededGenerator(seed: 1)).fill(store)
    store.pack()
    let workspace = Workspace<Float>()
    let input = workspace.tensor(Shape(4, 2, 3))
    input.copy(from: (0..<24).map { Float($0) / 24 })
    let short = cell.forward(
      input, projection: nil, initial: nil, lengths: [2, 4], rows: .exact, workspace: workspace)
    let cut = cell.forward(
      input.steps(0..<2), projection: nil, initial: nil, lengths: nil, rows: .exact, workspace: workspace)
    #expect(short.state.hidden.rows(0..<1).array == cut.state.hidden.rows(0..<1).array)
    #expect(short.state.cell.rows(0..<1).array == cut.state.cell.rows(0..<1).array)
    #expect(short.state.cell.rows(1..<2).array != cut.state.cell.rows(1..<2).array)
  }
}
