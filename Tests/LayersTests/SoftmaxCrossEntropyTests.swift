import Basics
import GradientCheck
import Tensors
import Testing

@testable import Layers

struct SoftmaxCrossEntropyTests {
  @Test(arguments: [0.0, 0.1])
  func gradientsAgreeWithCentralDifferences(smoothing: Double) {
    let store = ParameterStore<Double>()
    let layer = SoftmaxCrossEntropy(output: Linear("output", inputs: 4, outputs: 7, in: store))
    store.allocate(training: true)
    Initializer(range: 1, generator: SeededGenerator(seed: 1)).fill(store)
    store.pack()
    let held = Workspace<Double>()
    let hidden = held.tensor(Shape(5, 4))
    var numbers = SeededGenerator(seed: 2)
    hidden.copy(from: (0..<20).map { _ in numbers.uniform() * 2 - 1 })
    let targets: [TokenID] = [0, 6, 3, 3, 1]
    let workspace = Workspace<Double>()
    func run(_ hiddenGradient: Tensor<Double>?) -> (sum: CrossEntropySum, logits: Tensor<Double>) {
      workspace.reset()
      let logits = workspace.tensor(Shape(5, 7))
      let sum = layer.run(
        hidden, targets: targets[...], smoothing: smoothing, scale: 0.2, logits: logits, hiddenGradient: hiddenGradient)
      return (sum, logits)
    }
    let hiddenGradient = held.tensor(hidden.shape)
    let tape = GradientTape(store)
    layer.output.record(run(hiddenGradient).logits, input: hidden, on: tape)
    let gradients = GradientBlock(like: store)
    gradients.add(tape)
    let dHidden = hiddenGradient.array
    let loss = { run(nil).sum.smoothedLoss * 0.2 }
    for parameter in store.parameters {
      let worst = GradientCheck.worstError(
        parameter.values, analytic: gradients.array(of: parameter), changed: { store.pack() }, loss: loss)
      #expect(worst < 1e-6, "\(parameter.name)")
    }
    #expect(GradientCheck.worstError(hidden, analytic: dHidden, loss: loss) < 1e-6)
  }

  @Test func blocksAreAllRowsOnce() {
    for count in [0, 1, 2, 127, 128, 129, 256, 257, 511, 512, 513, 5000] {
      let blocks = SoftmaxCrossEntropy<Float>.blocks(of: count)
      #expect(blocks.flatMap { Array($0) } == Array(0..<count))
      #expect(blocks.allSatisfy { $0.count <= 256 && !$0.isEmpty })
      #expect(count <= 128 || blocks.count % 2 == 0)
    }
  }
}
