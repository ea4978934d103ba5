import Basics
import GradientCheck
import Tensors
import Testing

@testable import Layers

struct RecurrentStackTests {
  /// Dropout's mask is a function of its key, so central differences see the same mask at every evaluation.
  @Test func gradientsAgreeWithCentralDifferencesUnderDropout() {
    let store = ParameterStore<Double>()
    let layers = [4, 5].enumerated().map { number, inputs in
      RecurrentLayer("\(number)", .lstm, inputSize: inputs, hiddenSize: 5, in: store)
    }
    let stack = RecurrentStack(layers, dropout: Dropout(probability: 0.4))
    store.allocate(training: true)
    Initializer(range: 0.8, generator: SeededGenerator(seed: 1)).fill(store)
    store.pack()
    let numbers = Numbers<Double>(seed: 2)
    let input = numbers.tensor(Shape(3, 2, 4))
    let outputWeight = numbers.tensor(Shape(3, 2, 5))
    let generator = SeededGenerator(seed: 3)
    let workspace = Workspace<Double>()
    func loss() -> Double {
      workspace.reset()
      let recording = Recording(workspace: workspace)
      let result = stack.run(Variable(input), lengths: [3, 2], generator: generator, on: recording)
      return dot(result.output.value, outputWeight)
    }
    _ = loss()
    workspace.reset()
    let tape = GradientTape(store)
    let recording = Recording(workspace: workspace, tape: tape)
    let x = Variable(input)
    let result = stack.run(x, lengths: [3, 2], generator: generator, on: recording)
    result.output.addGradient(copyOf: outputWeight, in: workspace)
    recording.back()
    let dInput = x.gradient!.array
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
