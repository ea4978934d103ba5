import Basics
import Testing

@testable import Tensors

struct MatrixMultiplyTests {
  /// In bfloat16 a product is that of the operands rounded to nearest; sums are of float32 in any case.
  @Test(
    arguments: [(1, 1, 1), (5, 7, 3), (16, 32, 48), (33, 100, 20), (64, 17, 129)],
    [ProductPrecision.float32, .bfloat16])
  func fastProductsAreThePlainOnes(_ sizes: (rows: Int, outputs: Int, inputs: Int), precision: ProductPrecision) {
    let (rows, outputs, inputs) = sizes
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
    func zeros(_ shape: Shape) -> (Tensor<Float>, Tensor<Double>) {
      (workspace.zeros(shape), plainWorkspace.zeros(shape))
    }
    func agree(_ fast: Tensor<Float>, _ plain: Tensor<Double>) -> Bool {
      zip(fast.array, plain.array).allSatisfy { abs(Double($0) - $1) < 1e-4 }
    }
    let (w, wPlain) = random(Shape(outputs, inputs), 1)
    let (x, xPlain) = random(Shape(rows, inputs), 2)
    let (dy, dyPlain) = random(Shape(rows, outputs), 3)
    let packed = PackedWeight<Float>(outputs: outputs, inputs: inputs, training: true, precision: precision)
    let packedPlain = PackedWeight<Double>(outputs: outputs, inputs: inputs, training: true)
    packed.fillForward(w)
    packed.fillBackward(w)
    packedPlain.fillForward(wPlain)
    packedPlain.fillBackward(wPlain)
    let (y, yPlain) = random(dy.shape, 4)
    let (dx, dxPlain) = random(x.shape, 5)
    let (dw, dwPlain) = zeros(w.shape)
    // First what stands there is overwritten, then it is added to.
    for accumulate in [false, true] {
      packed.multiply(x, into: y, accumulate: accumulate)
      packedPlain.multiply(xPlain, into: yPlain, accumulate: accumulate)
      #expect(agree(y, yPlain))
      packed.multiplyTransposed(dy, into: dx, accumulate: accumulate)
      packedPlain.multiplyTransposed(dyPlain, into: dxPlain, accumulate: accumulate)
      #expect(agree(dx, dxPlain))
      packed.addOuterProduct(dy, x, into: dw)
      packedPlain.addOuterProduct(dyPlain, xPlain, into: dwPlain)
      #expect(agree(dw, dwPlain))
    }
  }

  /// To the nearest number of bfloat16, ties to even.
  private static func rounded(_ x: Float) -> Float {
    Float(bitPattern: (x.bitPattern + 0x7fff + (x.bitPattern >> 16) & 1) & 0xffff_0000)
  }

  /// What translation's promise rests on: in row blocks, a row's bits depend neither on its place nor on its neighbours.
  @Test(arguments: [(512, 96), (2048, 512), (1000, 33)])
  func rowsInBlocksDoNotDependOnOthers(outputs: Int, inputs: Int) {
    let workspace = Workspace<Float>()
    let packed = PackedWeight<Float>(outputs: outputs, inputs: inputs, training: false)
    let w = workspace.tensor(Shape(outputs, inputs))
    w.copy(from: KernelTests.random(outputs * inputs, seed: 1))
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
