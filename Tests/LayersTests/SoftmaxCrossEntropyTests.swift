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
    Initializer.uniform(store, range: 1, generator: SeededGenerator(seed: 1))
    store.pack()
    let held = Workspace<Double>()
    let hidden = held.tensor(Shape(5, 4))
    var numbers = SeededGenerator(seed: 2)
    hidden.copy(from: (0..<20).map { _ in numbers.uniform() * 2 - 1 })
    let targets: [TokenID] = [0, 6, 3, 3, 1]
    let workspace = Workspace<Double>()
    func run(_ gradients: ParameterBlock<Double>?) -> (sum: CrossEntropySum, hiddenGradient: Tensor<Double>?) {
      workspace.reset()
      return layer.forwardBackward(
        hidden, targets: targets, smoothing: smoothing, scale: 0.2, gradients: gradients, workspace: workspace)
    }
    let gradients = ParameterBlock(like: store)
    let dHidden = run(gradients).hiddenGradient!.array
    let loss = { run(nil).sum.smoothedLoss * 0.2 }
    for parameter in store.parameters {
      let worst = GradientCheck.worstError(
        parameter.values, analytic: gradients[parameter].array, changed: { store.pack() }, loss: loss)
      #expect(worst < 1e-6, "\(parameter.name)")
    }
    #expect(GradientCheck.worstError(hidden, analytic: dHidden, loss: loss) < 1e-6)
  }

  @Test func partsOfTheRowsGiveTheLossOfAll() {
    // 1 << 22 logits at a time: 70 rows of 65,000 take two parts.
    let store = ParameterStore<Float>()
    let layer = SoftmaxCrossEntropy(output: Linear("output", inputs: 2, outputs: 65_000, in: store))
    store.allocate(training: true)
    Initializer.uniform(store, range: 1, generator: SeededGenerator(seed: 1))
    store.pack()
    let workspace = Workspace<Float>()
    let hidden = workspace.tensor(Shape(70, 2))
    hidden.copy(from: (0..<140).map { Float($0 % 7) / 7 })
    let targets = (0..<70).map { TokenID($0 * 900) }
    let whole = layer.forwardBackward(
      hidden, targets: targets, smoothing: 0.1, scale: 1, gradients: nil, workspace: workspace
    ).sum
    var parts = CrossEntropySum()
    for row in 0..<70 {
      parts +=
        layer.forwardBackward(
          hidden.rows(row..<row + 1), targets: [targets[row]], smoothing: 0.1, scale: 1, gradients: nil,
          workspace: workspace
        ).sum
    }
    #expect(abs(whole.smoothedLoss / parts.smoothedLoss - 1) < 1e-6)
  }
}
