import Basics
import Testing

@testable import Tensors

/// Every fast kernel against its plain twin, on sizes around the vector widths.
struct KernelTests {
  static let widths = [1, 3, 15, 16, 17, 31, 64, 100]

  static func random(_ count: Int, seed: UInt64, range: Float = 3) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Float(generator.uniform() * 2 - 1) * range }
  }

  static func close(_ a: [Float], _ b: [Float], _ tolerance: Float = 2e-6) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || abs($0 - $1) <= tolerance * max(1, abs($1)) }
  }

  @Test(arguments: widths, [Float(0), 0.1])
  func softmaxCrossEntropy(columns: Int, smoothing: Float) {
    let rows = 4
    let bias = Self.random(columns, seed: 1)
    let targets = (0..<rows).map { Int32($0 * 7 % columns) }
    func run<K: KernelSet>(_: K.Type) -> ([Float], CrossEntropySum) where K.Element == Float {
      var logits = Self.random(rows * columns, seed: 2, range: 8)
      let sum = K.softmaxCrossEntropy(
        rows: rows, columns: columns, logits: &logits, bias: bias, targets: targets, smoothing: smoothing, scale: 0.25)
      return (logits, sum)
    }
    let (fast, fastSum) = run(FastKernels.self)
    let (plain, plainSum) = run(ReferenceKernels<Float>.self)
    #expect(Self.close(fast, plain))
    #expect(abs(fastSum.negativeLogLikelihood - plainSum.negativeLogLikelihood) < 1e-4)
    #expect(abs(fastSum.smoothedLoss - plainSum.smoothedLoss) < 1e-4)
  }

  @Test(arguments: widths)
  func topCandidates(columns: Int) {
    let rows = 3
    let count = 5
    var bias = Self.random(columns, seed: 1)
    if columns > 2 { bias[1] = -.infinity }
    func run<K: KernelSet>(_: K.Type) -> ([Int32], [Float]) where K.Element == Float {
      var logits = Self.random(rows * columns, seed: 2).map { ($0 * 2).rounded() / 2 }  // halves: ties
      bias = bias.map { ($0 * 2).rounded() / 2 }
      var ids = [Int32](repeating: 7, count: rows * count)
      var values = [Float](repeating: 7, count: rows * count)
      K.topCandidates(
        rows: rows, columns: columns, logits: &logits, bias: bias, count: count, ids: &ids, logProbabilities: &values)
      return (ids, values)
    }
    let fast = run(FastKernels.self)
    let plain = run(ReferenceKernels<Float>.self)
    #expect(fast.0 == plain.0)
    #expect(Self.close(fast.1, plain.1))
  }

  @Test(arguments: widths)
  func elementwise(count: Int) {
    let x = Self.random(count * 3, seed: 1)
    let table = Self.random(count * 5, seed: 2)
    let ids: [Int32] = [4, 0, 4]
    func run<K: KernelSet>(_: K.Type) -> [[Float]] where K.Element == Float {
      var added = Self.random(count * 3, seed: 3)
      K.add(count: count * 3, x: x, y: &added)
      var sums = [Float](repeating: 1, count: count)
      K.addColumnSums(rows: 3, columns: count, x: x, sums: &sums)
      var dropped = x
      K.dropout(first: 0, count: count * 3, x: x, y: &dropped, key: 0x1234_5678_9abc_def0, probability: 0.3)
      var gathered = x
      K.gather(rows: 3, columns: count, table: table, ids: ids, y: &gathered)
      var scattered = table
      K.scatterAdd(rows: 3, columns: count, x: x, ids: ids, table: &scattered)
      var descended = x
      K.sgd(count: count, values: &descended, gradients: table, factor: 0.7, shrink: 0.01)
      var first = Self.random(count, seed: 8)
      var second = Self.random(count, seed: 9).map(abs)
      var values = x
      let step = AdamStep<Float>(
        gradientFactor: 0.5, beta1: 0.9, beta2: 0.999, stepSize: 0.01, epsilon: 1e-8, secondCorrection: 3, l2: 0.1,
        shrink: 0.01)
      K.adam(count: count, values: &values, gradients: table, first: &first, second: &second, step: step)
      var (velocity, squares) = (Self.random(count, seed: 10), Self.random(count, seed: 11).map(abs))
      var (pushed, scaled) = (x, x)
      let descent = DescentStep<Float>(gradientFactor: 0.5, learningRate: 0.01, l2: 0.1)
      K.momentum(
        count: count, values: &pushed, gradients: table, velocity: &velocity, momentum: 0.9, step: descent)
      K.scaledDescent(
        count: count, values: &scaled, gradients: table, squares: &squares, keep: 0.9, add: 0.1, epsilon: 1e-8,
        step: descent)
      var (cut, bent) = (x, x)
      K.clamp(count: count, x: &cut, limit: 1.25)
      K.tanh(count: count, x: &bent)
      var bentBack = table
      K.tanhBackward(count: count, y: bent, d: &bentBack)
      return [
        added, sums, dropped, gathered, scattered, descended, first, second, values, pushed, velocity, scaled, squares,
        cut, bent, bentBack,
      ]
    }
    for (fast, plain) in zip(run(FastKernels.self), run(ReferenceKernels<Float>.self)) {
      #expect(Self.close(fast, plain))
    }
    let squares = FastKernels.sumOfSquares(count: count * 3, x: x)
    #expect(abs(squares / ReferenceKernels<Float>.sumOfSquares(count: count * 3, x: x) - 1) < 1e-5)
  }

  @Test func dropoutKeepsTheExpectedShare() {
    let x = [Float](repeating: 1, count: 100_000)
    var y = x
    FastKernels.dropout(first: 0, count: x.count, x: x, y: &y, key: 42, probability: 0.3)
    let kept = y.filter { $0 != 0 }.count
    #expect(abs(Double(kept) / 100_000 - 0.7) < 0.01)
    var other = x
    FastKernels.dropout(first: 0, count: x.count, x: x, y: &other, key: 43, probability: 0.3)
    #expect(y != other)
  }
}
