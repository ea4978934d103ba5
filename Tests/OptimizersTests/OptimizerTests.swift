import Basics
import Layers
import Tensors
import Testing

@testable import Optimizers

struct OptimizerTests {
  /// A store of a matrix, a vector and a table, and gradients of each; rows 0 and 2 of the table have none.
  static func store() -> (ParameterStore<Float>, GradientBlock<Float>) {
    let store = ParameterStore<Float>()
    let matrix = store.matrix("a", outputs: 1500, inputs: 3)
    let vector = store.vector("b", count: 20)
    let table = store.table("c", rows: 4, columns: 6)
    store.allocate(training: true)
    Initializer(range: 1, generator: SeededGenerator(seed: 1)).fill(store)
    let workspace = Workspace<Float>()
    func numbers(_ shape: Shape) -> Tensor<Float> {
      let tensor = workspace.tensor(shape)
      tensor.copy(from: (0..<shape.count).map { Float($0 % 7) - 3 })
      return tensor
    }
    let tape = GradientTape(store)
    tape.addOuterProduct(numbers(Shape(2, 1500)), numbers(Shape(2, 3)), to: matrix)
    tape.addColumnSums(of: numbers(Shape(1, 20)), to: vector)
    tape.addRows(of: numbers(Shape(2, 6)), ids: [1, 3], to: table)
    let gradients = GradientBlock(like: store)
    gradients.add(tape)
    return (store, gradients)
  }

  /// Against algorithm 1 of the paper, written out in double precision.
  @Test func adamTakesTheStepsOfThePaper() {
    let store = ParameterStore<Float>()
    let vector = store.vector("x", count: 1)
    store.allocate(training: false)
    store.values.fill(0.5)
    let gradients = GradientBlock(like: store)
    let workspace = Workspace<Float>()
    let dy = workspace.tensor(Shape(1, 1))
    let adam = Adam(store)
    var first = 0.0
    var second = 0.0
    var expected = 0.5
    for (number, gradient) in [1.0, -2.0, 0.5].enumerated() {
      dy.fill(Float(gradient))
      let tape = GradientTape(store)
      tape.addColumnSums(of: dy, to: vector)
      gradients.clear()
      gradients.add(tape)
      adam.update(
        store.values, gradients: gradients, part: 0, learningRate: 0.1, gradientFactor: 1,
        number: number + 1)
      first = 0.9 * first + 0.1 * gradient
      second = 0.999 * second + 0.001 * gradient * gradient
      var beta1 = 1.0
      var beta2 = 1.0
      for _ in 0...number {
        beta1 *= 0.9
        beta2 *= 0.999
      }
      expected -= 0.1 * (first / (1 - beta1)) / ((second / (1 - beta2)).squareRoot() + 1e-8)
      #expect(abs(Double(store.values.base[0]) - expected) < 1e-6)
    }
  }

  /// Whatever the order of the parts, each number moves by its gradient, and what has none by what its moments say: not at all.
  @Test func partsTogetherAreTheWholeUpdate() {
    for kind in 0..<2 {
      let (store, gradients) = Self.store()
      let (backwards, _) = Self.store()
      #expect(gradients.partCount == 4)
      for (store, order) in [(store, Array(0..<4)), (backwards, [3, 1, 0, 2])] {
        let optimizer: any Optimizer = kind == 0 ? SGD(store) : Adam(store)
        for part in order {
          optimizer.update(
            store.values, gradients: gradients, part: part, learningRate: 0.1, gradientFactor: 0.5, number: 1)
        }
      }
      #expect(store.values.array == backwards.values.array)
      let (untouched, _) = Self.store()
      for (parameter, before) in zip(store.parameters, untouched.parameters) {
        let moved = zip(parameter.values.array, before.values.array).map { $0 - $1 }
        let gradient = gradients.array(of: parameter)
        #expect(gradient.contains { $0 != 0 } && gradient.count == moved.count)
        // Adam's first step goes against the gradient's sign; plain descent against the gradient.
        let expected = gradient.map { kind == 0 ? -0.05 * $0 : $0 == 0 ? 0 : $0 > 0 ? -0.1 : 0.1 }
        #expect(zip(moved, expected).allSatisfy { abs($0 - $1) < 1e-5 }, "\(parameter.name)")
      }
    }
  }

  /// One number through gradients 1, -2, 0.5, each optimizer written out in double precision, with weight decay 0.1.
  @Test(arguments: ["momentum", "adagrad", "rmsprop", "adamw", "adam", "sgd"])
  func stepsAreThoseOfTheEquations(name: String) {
    let store = ParameterStore<Float>()
    let vector = store.vector("x", count: 1)
    store.allocate(training: false)
    store.values.fill(0.5)
    let gradients = GradientBlock(like: store)
    let workspace = Workspace<Float>()
    let dy = workspace.tensor(Shape(1, 1))
    let (rate, decay) = (0.1, 0.1)
    let optimizer: any Optimizer =
      switch name {
      case "momentum": SGD(store, momentum: 0.9, weightDecay: decay)
      case "adagrad": ScaledDescent(store, .adagrad, weightDecay: decay)
      case "rmsprop": ScaledDescent(store, .rmsprop(decay: 0.99), weightDecay: decay)
      case "sgd": SGD(store, weightDecay: decay)
      default: Adam(store, beta1: 0.8, beta2: 0.9, weightDecay: decay, isDecoupled: name == "adamw")
      }
    var (x, first, second) = (0.5, 0.0, 0.0)
    for (number, raw) in [1.0, -2.0, 0.5].enumerated() {
      dy.fill(Float(raw))
      let tape = GradientTape(store)
      tape.addColumnSums(of: dy, to: vector)
      gradients.clear()
      gradients.add(tape)
      optimizer.update(
        store.values, gradients: gradients, part: 0, learningRate: rate, gradientFactor: 0.5, number: number + 1)
      let gradient = raw * 0.5 + (name == "adamw" ? 0 : decay * x)
      switch name {
      case "momentum":
        first = 0.9 * first + gradient
        x -= rate * first
      case "adagrad":
        second += gradient * gradient
        x -= rate * gradient / (second.squareRoot() + 1e-8)
      case "rmsprop":
        second = 0.99 * second + 0.01 * gradient * gradient
        x -= rate * gradient / (second.squareRoot() + 1e-8)
      case "sgd": x -= rate * gradient
      default:
        first = 0.8 * first + 0.2 * gradient
        second = 0.9 * second + 0.1 * gradient * gradient
        var (beta1, beta2) = (1.0, 1.0)
        for _ in 0...number { (beta1, beta2) = (beta1 * 0.8, beta2 * 0.9) }
        if name == "adamw" { x -= rate * decay * x }
        x -= rate * (first / (1 - beta1)) / ((second / (1 - beta2)).squareRoot() + 1e-8)
      }
      #expect(abs(Double(store.values.base[0]) - x) < 1e-6, "update \(number)")
    }
  }

  @Test func clippingByValueCutsEveryNumber() {
    let (_, gradients) = Self.store()
    let before = (0..<gradients.partCount).map { gradients.sumOfSquares(part: $0) }
    for part in 0..<gradients.partCount { gradients.clamp(part: part, to: 1.5) }
    var largest: Float = 0
    for part in 0..<gradients.partCount {
      gradients.forEachRun(part: part) { largest = max(largest, $1.array.map { abs($0) }.max() ?? 0) }
    }
    let after = (0..<gradients.partCount).map { gradients.sumOfSquares(part: $0) }
    #expect(largest == 1.5)
    #expect(zip(after, before).allSatisfy { $0 <= $1 } && after != before)
  }

  @Test func schedulesFallAsTheyShould() {
    func factors(_ schedule: LearningRateSchedule, _ updates: [Int]) -> [Double] {
      updates.map { schedule.factor(TrainingProgress(updates: $0, epochs: Double($0) / 10)) }
    }
    #expect(factors(.inverseSquareRoot(length: 100, measure: .updates), [0, 100, 400, 10_000]) == [1, 1, 0.5, 0.1])
    #expect(factors(.inverseSquareRoot(length: 0, measure: .updates), [0, 1, 4]) == [1, 1, 0.5])
    let ends = [LearningRateSchedule.End(at: 100, measure: .updates), .init(at: 20, measure: .epochs)]
    #expect(factors(.linear(ends: ends), [0, 25, 100, 150]) == [1, 0.75, 0, 0])
    let wave = factors(.cosine(ends: ends), [0, 50, 100])
    #expect(zip(wave, [1, 0.5, 0]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func clippingBringsTheNormToTheLimit() {
    #expect(GradientClipping.factor(norm: 10, limit: 5) == 0.5)
    #expect(GradientClipping.factor(norm: 4, limit: 5) == 1)
    #expect(GradientClipping.factor(norm: 4, limit: 0) == 1)
  }

  @Test func halvingIsThePapersSchedule() {
    let schedule = LearningRateSchedule.halving(after: 5, every: 0.5, measure: .epochs)
    let factors = [0, 4.99, 5, 5.4, 5.5, 6.9, 7.5].map { schedule.factor(TrainingProgress(epochs: $0)) }
    #expect(factors == [1, 1, 0.5, 0.5, 0.25, 0.0625, 0.015625])
    #expect(LearningRateSchedule.warmup(done: 1, length: 4) == 0.25)
    #expect(LearningRateSchedule.warmup(done: 9, length: 4) == 1)
    #expect(LearningRateSchedule.warmup(done: 0, length: 0) == 1)
  }
}
