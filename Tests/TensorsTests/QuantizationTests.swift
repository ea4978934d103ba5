import Testing

@testable import Tensors

/// Quantization and products of int8: integers are exact, so that the fast form equals the plain one to the bit.
struct QuantizationTests {
  private static let odd: [Float] = [0, -0.0, 1e-38, -0x1p-140, 1, -1, 0.5, -2.5, 127, 300, -3e38]

  @Test(arguments: KernelTests.widths + [1000])
  func rowsAreQuantizedAsThePlainOnesAre(columns: Int) {
    let rows = 5
    var x = KernelTests.random(rows * columns, seed: 1)
    for c in 0..<columns {
      x[columns + c] = 0
      x[2 * columns + c] = Self.odd[c % Self.odd.count]
      x[3 * columns + c] *= 1e-36
    }
    func run<K: KernelSet>(_: K.Type) -> ([Int8], [Float]) where K.Element == Float {
      var y = [Int8](repeating: 9, count: rows * columns)
      var scales = [Float](repeating: 9, count: rows)
      K.quantizeRows(rows: rows, columns: columns, x: x, y: &y, scales: &scales)
      return (y, scales)
    }
    let fast = run(FastKernels.self)
    #expect(fast == run(ReferenceKernels<Float>.self))
    #expect(fast.1[1] == 0 && fast.1[3] == 0)
    for r in [0, 2, 4] {
      let largest = x[r * columns..<(r + 1) * columns].reduce(0) { max($0, abs($1)) }
      #expect(largest < 1e-30 || fast.0[r * columns..<(r + 1) * columns].contains { abs($0) == 127 })
      for c in 0..<columns {
        #expect(abs(Float(fast.0[r * columns + c]) * fast.1[r] - x[r * columns + c]) <= 0.5001 * fast.1[r] + 1e-30)
      }
    }
  }

  @Test func halvesGoToTheEvenNumber() {
    var y = [Int8](repeating: 0, count: 7)
    var scale: Float = 0
    FastKernels.quantizeRows(rows: 1, columns: 7, x: [127, 0.5, 1.5, 2.5, -0.5, -1.5, -2.5], y: &y, scales: &scale)
    #expect(y == [127, 0, 2, 2, 0, -2, -2])
    #expect(scale == 1)
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity], [3, 40])
  func whatIsNotFiniteShowsInTheScale(_ value: Float, columns: Int) {
    for place in 0..<columns {
      var x = KernelTests.random(columns, seed: 1)
      x[place] = value
      let rows = QuantizedRows<Float>(rows: 1, columns: columns)
      x.withUnsafeMutableBufferPointer {
        rows.quantize(Tensor(base: $0.baseAddress!, shape: Shape(1, columns)), at: 0)
      }
      #expect(!rows.scales.base[0].isFinite)
    }
  }

  @Test(arguments: KernelTests.widths)
  func rowsAreGathered(columns: Int) {
    let ids: [Int32] = [2, 0, 2, 1]
    let workspace = Workspace<Float>()
    let x = workspace.tensor(Shape(3, columns))
    x.copy(from: KernelTests.random(x.count, seed: 1))
    let rows = QuantizedRows<Float>(rows: 3, columns: columns)
    rows.quantize(x.rows(0..<1), at: 0)
    rows.quantize(x.rows(1..<3), at: 1)
    let y = workspace.tensor(Shape(4, columns))
    ids.withUnsafeBufferPointer { rows.gather($0, into: y) }
    var plain = [Float](repeating: 9, count: 4 * columns)
    ReferenceKernels<Float>.gatherQuantized(
      rows: 4, columns: columns, table: rows.values.baseAddress!, scales: rows.scales.base, ids: ids, y: &plain)
    #expect(y.array == plain)
    let all = workspace.tensor(x.shape)
    rows.dequantize(into: all)
    #expect(all.rows(2..<3).array == y.rows(0..<1).array)
    // What is quantized once is quantized to itself.
    let again = QuantizedRows<Float>(rows: 3, columns: columns)
    again.quantize(all, at: 0)
    #expect(Array(again.values) == Array(rows.values))
  }

  /// On processors that multiply int8 without saturating; on others it is not used.
  @Test(
    .enabled(if: NumericLibrary.hasInt8),
    arguments: [
      (1, 1, 1), (5, 7, 3), (16, 32, 48), (33, 100, 20), (64, 17, 129), (100, 65, 4), (129, 40, 515),
    ])
  func productsAreThePlainOnesToTheBit(_ sizes: (rows: Int, outputs: Int, inputs: Int)) {
    let (rows, outputs, inputs) = sizes
    var w = KernelTests.random(outputs * inputs, seed: 1)
    var x = KernelTests.random(rows * inputs, seed: 2)
    // The largest products there are, and a row and a column of zeros.
    for i in 0..<inputs { w[i] = i % 2 == 0 ? 1 : -1 }
    for i in 0..<inputs { x[i] = i % 2 == 0 ? -3 : 3 }
    if rows > 1 { for i in 0..<inputs { x[inputs + i] = 0 } }
    if outputs > 1 { for i in 0..<inputs { w[inputs + i] = 0 } }
    func run<P: PackedStorage>(_: P.Type, quantizedBefore: Bool) -> [Float] where P.Element == Float {
      let packed = P(inputs: inputs, outputs: outputs, precision: .int8)
      if quantizedBefore {
        var values = [Int8](repeating: 0, count: w.count)
        var scales = [Float](repeating: 0, count: outputs)
        ReferenceKernels<Float>.quantizeRows(rows: outputs, columns: inputs, x: w, y: &values, scales: &scales)
        packed.fill(values, scales: scales)
      } else {
        packed.fill(w, transposed: true)
      }
      var y = KernelTests.random(rows * outputs, seed: 3)
      packed.multiply(rows: rows, x: x, y: &y, accumulate: false)
      packed.multiply(rows: rows, x: x, y: &y, accumulate: true)
      return y
    }
    let plain = run(PlainPacked<Float>.self, quantizedBefore: false)
    #expect(run(PackedFloats.self, quantizedBefore: false) == plain)
    #expect(run(PackedFloats.self, quantizedBefore: true) == plain)
  }

  /// Quantized by halves of a 127th, a product is near that of the numbers themselves.
  @Test(.enabled(if: NumericLibrary.hasInt8)) func productsAreNearThoseOfFloat32() {
    let (rows, outputs, inputs) = (16, 64, 512)
    let workspace = Workspace<Float>()
    let (w, x) = (workspace.tensor(Shape(outputs, inputs)), workspace.tensor(Shape(rows, inputs)))
    w.copy(from: KernelTests.random(w.count, seed: 1, range: 0.1))
    x.copy(from: KernelTests.random(x.count, seed: 2, range: 1))
    let results = [ProductPrecision.float32, .int8].map { precision in
      let packed = PackedWeight<Float>(outputs: outputs, inputs: inputs, layout: .inference, precision: precision)
      packed.fillForward(w)
      let y = workspace.tensor(Shape(rows, outputs))
      packed.multiply(x, into: y, rows: .blocks)
      return y.array
    }
    let error = zip(results[0], results[1]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let total = results[0].reduce(0) { $0 + $1 * $1 }
    #expect(error > 0 && error < 1e-4 * total)
  }
}
