import Basics
import Testing

@testable import Tensors

struct MatrixMultiplyTests {
  /// In bfloat16 a product is that of the operands rounded to nearest; sums are of float32 in any case.
  @Test(
    arguments: [(1, 1, 1), (5, 7, 3), (16, 32, 48), (33, 100, 20), (64, 17, 129), (1030, 9, 4)],
    [
      (ProductPrecision.float32, WeightLayout.training), (.float32, .trainingManyRows), (.bfloat16, .training),
      (.bfloat16, .trainingManyRows),
    ])
  func fastProductsAreThePlainOnes(
    _ sizes: (rows: Int, outputs: Int, inputs: Int), _ kind: (precision: ProductPrecision, layout: WeightLayout)
  ) {
    let (rows, outputs, inputs) = sizes
    let (precision, layout) = kind
    // Older processors have no such products, and nobody asks for them there.
    if precision == .bfloat16 && !NumericLibrary.hasBFloat16 { return }
    let workspace = Workspace<Float>()
    let plainWorkspace = Workspace<Double>()
    func random(_ shape: Shape, _ seed: UInt64) -> (Tensor<Float>, Tensor<Double>) {
      let values = KernelTests.random(shape.count, seed: seed, range: 1)
      let fast = workspace.tensor(shape)
      let plain = plainWorkspace.tensor(shape)
      fast.copy(from: values)
      plain.copy(from: values.map { Double(precision == .bfloat16 ? Self.rounded($0) : $0) })
      return (fast, plain)
    }
    func agree(_ fast: Tensor<Float>, _ plain: Tensor<Double>) -> Bool {
      zip(fast.array, plain.array).allSatisfy { abs(Double($0) - $1) < 1e-4 * max(1, abs($1)) }
    }
    let (w, wPlain) = random(Shape(outputs, inputs), 1)
    let (x, xPlain) = random(Shape(rows, inputs), 2)
    let (dy, dyPlain) = random(Shape(rows, outputs), 3)
    let packed = PackedWeight<Float>(outputs: outputs, inputs: inputs, layout: layout, precision: precision)
    let packedPlain = PackedWeight<Double>(outputs: outputs, inputs: inputs, layout: .training)
    packed.fillForward(w)
    packed.fillBackward(w)
    packedPlain.fillForward(wPlain)
    packedPlain.fillBackward(wPlain)
    let (y, yPlain) = random(dy.shape, 4)
    let (dx, dxPlain) = random(x.shape, 5)
    // A part of the rows of the weight's gradient.
    let part = outputs / 3..<outputs
    let (dw, dwPlain) = random(Shape(part.count, inputs), 6)
    // First what stands there is overwritten, then it is added to.
    for accumulate in [false, true] {
      packed.multiply(x, into: y, accumulate: accumulate)
      packedPlain.multiply(xPlain, into: yPlain, accumulate: accumulate)
      #expect(agree(y, yPlain))
      packed.multiplyTransposed(dy, into: dx, accumulate: accumulate)
      packedPlain.multiplyTransposed(dyPlain, into: dxPlain, accumulate: accumulate)
      #expect(agree(dx, dxPlain))
      packed.outerProduct(dy, x, outputs: part, into: dw, accumulate: accumulate)
      packedPlain.outerProduct(dyPlain, xPlain, outputs: part, into: dwPlain, accumulate: accumulate)
      #expect(agree(dw, dwPlain))
    }
  }

  /// To the nearest number of bfloat16, ties to even.
  private static func rounded(_ x: Float) -> Float {
    Float(bitPattern: (x.bitPattern + 0x7fff + (x.bitPattern >> 16) & 1) & 0xffff_0000)
  }

  /// What translation's promise rests on: in row blocks, a row's bits depend neither on its place nor on its neighbours.
  @Test(arguments: [(512, 96), (2048, 512), (1000, 33)], [ProductPrecision.float32, .bfloat16])
  func rowsInBlocksDoNotDependOnOthers(_ size: (outputs: Int, inputs: Int), precision: ProductPrecision) {
    if precision == .bfloat16 && !NumericLibrary.hasBFloat16 { return }
    let (outputs, inputs) = size
    let workspace = Workspace<Float>()
    let w = workspace.tensor(Shape(outputs, inputs))
    w.copy(from: KernelTests.random(outputs * inputs, seed: 1))
    let packed = PackedWeight<Float>(outputs: outputs, inputs: inputs, layout: .inference, precision: precision)
    packed.fillForward(w)
    let row = KernelTests.random(inputs, seed: 2)
    var seen: Set<[Float]> = []
    for (rows, place) in [(16, 0), (16, 7), (16, 15), (32, 20), (64, 63)] {
      let x = workspace.tensor(Shape(rows, inputs))
      x.copy(from: KernelTests.random(rows * inputs, seed: UInt64(rows + place)))
      for (i, value) in row.enumerated() { x.base[place * inputs + i] = value }
      let y = workspace.tensor(Shape(rows, outputs))
      packed.multiply(x, into: y, rows: .blocks)
      seen.insert(y.rows(place..<place + 1).array)
    }
    #expect(seen.count == 1)
  }
}
