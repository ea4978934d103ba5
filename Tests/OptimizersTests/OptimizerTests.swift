import Basics
import Layers
import Tensors
import Testing

@testable import Optimizers

struct OptimizerTests {
  static func store() -> (ParameterStore<Float>, ParameterBlock<Float>) {
    let store = ParameterStore<Float>()
    _ = store.matrix("a", outputs: 3, inputs: 5)
    _ = store.vector("b", count: 20)
    store.allocate(training: false)
    Initializer.uniform(store, range: 1, generator: SeededGenerator(seed: 1))
    let gradients = ParameterBlock(like: store)
    for i in 0..<gradients.values.count { gradients.values.base[i] = Float(i % 7) - 3 }
    return (store, gradients)
  }

  /// Against algorithm 1 of the paper, written out in double precision.
  @Test func adamTakesTheStepsOfThePaper() {
    let store = ParameterStore<Float>()
    _ = store.vector("x", count: 1)
    store.allocate(training: false)
    store.values.fill(0.5)
    let gradients = ParameterBlock(like: store)
    let adam = Adam(store)
    var first = 0.0
    var second = 0.0
    var expected = 0.5
    for (number, gradient) in [1.0, -2.0, 0.5].enumerated() {
      gradients.values.fill(Float(gradient))
      adam.update(
        store.values, gradients: gradients.values, range: 0..<1, learningRate: 0.1, gradientFactor: 1,
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

  @Test func rangesTogetherAreTheWholeUpdate() {
    for kind in 0..<2 {
      let (whole, gradients) = Self.store()
      let (parts, _) = Self.store()
      let first: any Optimizer = kind == 0 ? SGD() : Adam(whole)
      let second: any Optimizer = kind == 0 ? SGD() : Adam(parts)
      let count = whole.count
      first.update(
        whole.values, gradients: gradients.values, range: 0..<count, learningRate: 0.1, gradientFactor: 0.5, number: 1)
      for range in [0..<11, 11..<count] {
        second.update(
          parts.values, gradients: gradients.values, range: range, learningRate: 0.1, gradientFactor: 0.5, number: 1)
      }
      #expect(whole.values.array == parts.values.array)
    }
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
