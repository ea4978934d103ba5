import Basics
import GradientCheck
import Tensors
import Testing

@testable import Layers

struct RecurrentStackTests {
  /// Dropout's mask is a function of its key, so central differences see the same mask at every evaluation.
  @Test func gradientsAgreeWithCentralDifferencesUnderDropout() {
    let store = ParameterStore<Double>()
    let cells = [
      LSTMCell("0", inputSize: 4, hiddenSize: 5, in: store), LSTMCell("1", inputSize: 5, hiddenSize: 5, in: store),
    ]
    let stack = RecurrentStack(cells, dropout: Dropout(probability: 0.4))
    store.allocate(training: true)
    Initializer(range: 0.8, generator: SeededGenerator(seed: 1)).fill(store)
    store.pack()
    let held = Workspace<Double>()
    let input = held.tensor(Shape(3, 2, 4))
    var numbers = SeededGenerator(seed: 2)
    input.copy(from: (0..<24).map { _ in numbers.uniform() * 2 - 1 })
    let outputWeight = held.tensor(Shape(3, 2, 5))
    outputWeight.copy(from: (0..<30).map { _ in numbers.uniform() * 2 - 1 })
    let generator = SeededGenerator(seed: 3)
    let workspace = Workspace<Double>()
    func loss() -> Double {
      workspace.reset()
      let result = stack.forward(input, lengths: [3, 2], generator: generator, workspace: workspace)
      return zip(result.output.array, outputWeight.array).reduce(0) { $0 + $1.0 * $1.1 }
    }
    _ = loss()
    workspace.reset()
    let tape = GradientTape(store)
    let outputGradient = workspace.tensor(outputWeight.shape)
    outputGradient.copy(from: outputWeight)
    let result = stack.forward(input, lengths: [3, 2], generator: generator, workspace: workspace)
    let back = stack.backward(
      outputGradient, stateGradients: nil, cache: result.cache, generator: generator, tape: tape,
      workspace: workspace)
    let dInput = back.input.array
    let gradients = GradientBlock(like: store)
    gradients.add(tape)
    for parameter in store.parameters {
      let worst = GradientCheck.worstError(
        parameter.values, analytic: gradients.array(of: parameter), changed: { store.pack() }, loss: loss)
      #expect(worst < 1e-6, "\(parameter.name)")
    }
    #expect(GradientCheck.worstError(input, analytic: dInput, loss: loss) < 1e-6)
  }
}
