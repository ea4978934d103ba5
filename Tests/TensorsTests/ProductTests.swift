import Testing

@testable import Tensors

/// Products in float32 by each instruction set that this processor has.
struct ProductTests {
  private static let instructions = ProductInstructions.allCases.filter { $0 <= .best }

  /// Around the edges of tiles, panels and blocks.
  private static let sizes = [
    (rows: 1, inputs: 1, outputs: 1), (5, 3, 7), (8, 512, 48), (9, 513, 49), (37, 1037, 131), (1037, 131, 37),
    (513, 49, 9), (193, 24, 16),
    (400, 96, 25), (0, 5, 3),
  ]

  private func close(_ a: [Float], _ b: [Float]) -> Bool {
    zip(a, b).allSatisfy { abs($0 - $1) < 1e-4 * max(1, abs($1)) }
  }

  @Test(arguments: instructions, sizes)
  func theyAreThePlainOnes(_ instructions: ProductInstructions, _ size: (rows: Int, inputs: Int, outputs: Int)) {
    let (rows, inputs, outputs) = size
    let x = KernelTests.random(rows * inputs, seed: 1, range: 1)
    let weight = KernelTests.random(inputs * outputs, seed: 2, range: 1)
    let before = KernelTests.random(rows * outputs, seed: 3, range: 1)
    for transposed in [false, true] {
      let packed = PackedFloats(inputs: inputs, outputs: outputs, precision: .float32, instructions: instructions)
      packed.fill(weight, transposed: transposed)
      for accumulate in [false, true] {
        var (plain, fast, fromPacked) = (before, before, before)
        ReferenceKernels<Float>.multiply(
          rows: rows, inputs: inputs, outputs: outputs, x: x, weight: weight, transposed: transposed, y: &plain,
          accumulate: accumulate)
        FastKernels.multiply(
          rows: rows, inputs: inputs, outputs: outputs, x: x, weight: weight, transposed: transposed, y: &fast,
          accumulate: accumulate, instructions: instructions)
        packed.multiply(rows: rows, x: x, y: &fromPacked, accumulate: accumulate)
        #expect(close(fast, plain))
        #expect(fromPacked == fast)
      }
    }
  }

  @Test(arguments: instructions, sizes)
  func outerProductsAreThePlainOnes(
    _ instructions: ProductInstructions, _ size: (rows: Int, inputs: Int, outputs: Int)
  ) {
    // Some columns of a stay out, on both sides.
    let (rows, n, m) = size
    let columns = m + 5
    let a = KernelTests.random(rows * columns, seed: 1, range: 1)
    let b = KernelTests.random(rows * n, seed: 2, range: 1)
    let before = KernelTests.random(m * n, seed: 3, range: 1)
    for accumulate in [false, true] {
      var (plain, fast) = (before, before)
      a.withUnsafeBufferPointer { a in
        ReferenceKernels<Float>.multiplyOuter(
          rows: rows, m: m, n: n, a: a.baseAddress! + 2, aColumns: columns, b: b, w: &plain, precision: .float32,
          accumulate: accumulate)
        FastKernels.multiplyOuter(
          rows: rows, m: m, n: n, a: a.baseAddress! + 2, aColumns: columns, b: b, w: &fast, accumulate: accumulate,
          instructions: instructions)
      }
      #expect(close(fast, plain))
    }
  }

  /// What the promise of the same bytes rests on: a row's bits depend neither on its place, nor on its neighbours, nor on how
  /// many they are.
  @Test(arguments: instructions)
  func rowsDoNotDependOnOthers(_ instructions: ProductInstructions) {
    let (inputs, outputs) = (1037, 131)
    let packed = PackedFloats(inputs: inputs, outputs: outputs, precision: .float32, instructions: instructions)
    packed.fill(KernelTests.random(inputs * outputs, seed: 1), transposed: true)
    let row = KernelTests.random(inputs, seed: 2)
    var seen: Set<[Float]> = []
    for (rows, place) in [(1, 0), (3, 1), (8, 7), (9, 8), (64, 20), (500, 411)] {
      var x = KernelTests.random(rows * inputs, seed: UInt64(rows))
      x.replaceSubrange(place * inputs..<(place + 1) * inputs, with: row)
      var y = [Float](repeating: 0, count: rows * outputs)
      packed.multiply(rows: rows, x: x, y: &y, accumulate: false)
      seen.insert(Array(y[place * outputs..<(place + 1) * outputs]))
    }
    #expect(seen.count == 1)
  }

  /// Both fuse multiply-adds, and sums run in the same order.
  @Test(.enabled(if: ProductInstructions.best == .avx512))
  func avx2AndAVX512GiveTheSameBits() {
    let (rows, inputs, outputs) = (637, 537, 131)
    let x = KernelTests.random(rows * inputs, seed: 1)
    let weight = KernelTests.random(inputs * outputs, seed: 2)
    let dy = KernelTests.random(rows * outputs, seed: 3)
    func all(_ instructions: ProductInstructions) -> [[Float]] {
      var y = [Float](repeating: 0, count: rows * outputs)
      var dx = [Float](repeating: 0, count: rows * inputs)
      var dw = [Float](repeating: 0, count: outputs * inputs)
      FastKernels.multiply(
        rows: rows, inputs: inputs, outputs: outputs, x: x, weight: weight, transposed: true, y: &y, accumulate: false,
        instructions: instructions)
      FastKernels.multiply(
        rows: rows, inputs: outputs, outputs: inputs, x: dy, weight: weight, transposed: false, y: &dx,
        accumulate: false, instructions: instructions)
      FastKernels.multiplyOuter(
        rows: rows, m: outputs, n: inputs, a: dy, aColumns: outputs, b: x, w: &dw, accumulate: false,
        instructions: instructions)
      return [y, dx, dw]
    }
    #expect(all(.avx2) == all(.avx512))
  }
}
