/// The number of rows in one product.
public enum ProductRows: Sendable {
  /// All at once: training, where the slices of a batch are the same for any number of workers.
  case exact
  /// Translation: in bfloat16 blocks of exactly `rowBlock` rows, so that a row's bits do not depend on how many others
  /// there are. In float32 and int8 they do not anyway.
  case blocks
}

/// Rows in a block. Callers that multiply in blocks of bfloat16 pad their rows to a multiple of it.
public let rowBlock = 16

/// The precision that the two operands of a product are rounded to. Sums, inputs and outputs are always float32.
public enum ProductPrecision: String, Sendable, Codable, CaseIterable {
  case float32
  /// 8 bits of precision and the range of float32: twice as fast on processors that have it.
  case bfloat16
  /// Whole numbers from -127 to 127 with a scale for each row of x and of W; their products are summed exactly. For inference.
  case int8
}

/// The product that a weight matrix is laid out for.
public enum WeightLayout: Sendable {
  /// Translation: packed for the forward product.
  case inference
  /// Training, few rows at a time: packed for both passes.
  case training
  /// Training, many rows at a time: products in float32 pack W panel by panel on the way, which is as fast
  /// there, and keep no packed copy.
  case trainingManyRows
}

/// A weight matrix W `[outputs, inputs]`, laid out for the products that a layer needs. It is filled again after each update
/// of W; any number of threads may then multiply with it.
public final class PackedWeight<Element: Scalar> {
  public let outputs: Int
  public let inputs: Int
  public let precision: ProductPrecision
  /// W itself, where it is not packed.
  private var plain: Tensor<Element>?
  private let forward: Element.Kernels.Packed?
  private let backward: Element.Kernels.Packed?

  public init(outputs: Int, inputs: Int, layout: WeightLayout, precision: ProductPrecision = .float32) {
    precondition(layout == .inference || precision != .int8, "int8 is for inference")
    self.outputs = outputs
    self.inputs = inputs
    self.precision = precision
    let isPacked = layout != .trainingManyRows || precision != .float32
    forward = isPacked ? .init(inputs: inputs, outputs: outputs, precision: precision) : nil
    backward =
      isPacked && layout != .inference ? .init(inputs: outputs, outputs: inputs, precision: precision) : nil
  }

  /// - Parameter weight: `[outputs, inputs]`; it must stay where it is.
  public func fillForward(_ weight: Tensor<Element>) {
    precondition(weight.shape == Shape(outputs, inputs), "\(weight.shape) packed as [\(outputs), \(inputs)]")
    if let forward { forward.fill(weight.base, transposed: true) } else { plain = weight }
  }

  /// Packs rows that are already quantized to int8.
  public func fillForward(_ weight: QuantizedRows<Element>) {
    precondition(
      weight.rows == outputs && weight.columns == inputs && precision == .int8,
      "[\(weight.rows), \(weight.columns)] of int8 packed as [\(outputs), \(inputs)] of \(precision)")
    forward?.fill(weight.values.baseAddress!, scales: weight.scales.base)
  }

  /// See `Prefault`. Another thread may fill it meanwhile.
  public func prefault() { forward?.prefault() }

  public func fillBackward(_ weight: Tensor<Element>) {
    precondition(weight.shape == Shape(outputs, inputs), "\(weight.shape) packed as [\(outputs), \(inputs)]")
    backward?.fill(weight.base, transposed: false)
  }

  /// y `[M, outputs]` = x `[M, inputs]` · Wᵀ, added to y where `accumulate`. With `.blocks` M is a multiple of `rowBlock`
  /// in bfloat16.
  public func multiply(
    _ x: Tensor<Element>, into y: Tensor<Element>, accumulate: Bool = false, rows: ProductRows = .exact
  ) {
    check(x, inputs, y, outputs)
    let count = x.shape.allRows
    let block = rows == .blocks && precision == .bfloat16 ? rowBlock : count
    precondition(count == 0 || count % block == 0, "\(count) rows are not whole blocks of \(block)")
    for row in stride(from: 0, to: count, by: max(1, block)) {
      let (x, y) = (x.base + row * inputs, y.base + row * outputs)
      if let forward {
        forward.multiply(rows: block, x: x, y: y, accumulate: accumulate)
      } else {
        Element.Kernels.multiply(
          rows: block, inputs: inputs, outputs: outputs, x: x, weight: filled.base, transposed: true, y: y,
          accumulate: accumulate)
      }
    }
  }

  /// dx `[M, inputs]` = dy `[M, outputs]` · W, added to dx where `accumulate`.
  public func multiplyTransposed(_ dy: Tensor<Element>, into dx: Tensor<Element>, accumulate: Bool = false) {
    check(dy, outputs, dx, inputs)
    if let backward {
      backward.multiply(rows: dy.shape.allRows, x: dy.base, y: dx.base, accumulate: accumulate)
    } else {
      Element.Kernels.multiply(
        rows: dy.shape.allRows, inputs: outputs, outputs: inputs, x: dy.base, weight: filled.base, transposed: false,
        y: dx.base, accumulate: accumulate)
    }
  }

  /// dw `[range, inputs]` = rows `range` of dyᵀ · x, for dy `[M, outputs]` and x `[M, inputs]`: part of the gradient of W,
  /// added to dw where `accumulate`.
  public func outerProduct(
    _ dy: Tensor<Element>, _ x: Tensor<Element>, outputs range: Range<Int>, into dw: Tensor<Element>, accumulate: Bool
  ) {
    precondition(
      dy.shape.allRows == x.shape.allRows && dw.shape == Shape(range.count, inputs)
        && dy.columns == outputs && x.columns == inputs && range.lowerBound >= 0 && range.upperBound <= outputs,
      "rows \(range) of the outer product of \(dy.shape) and \(x.shape) into \(dw.shape)")
    Element.Kernels.multiplyOuter(
      rows: dy.shape.allRows, m: range.count, n: inputs, a: dy.base + range.lowerBound, aColumns: outputs, b: x.base,
      w: dw.base, precision: precision, accumulate: accumulate)
  }

  private var filled: Tensor<Element> {
    guard let plain else { preconditionFailure("this weight is packed for inference, or was never filled") }
    return plain
  }

  private func check(_ x: Tensor<Element>, _ xColumns: Int, _ y: Tensor<Element>, _ yColumns: Int) {
    precondition(
      x.columns == xColumns && y.columns == yColumns && x.shape.allRows == y.shape.allRows,
      "product of \(x.shape) into \(y.shape) with weights [\(outputs), \(inputs)]")
  }
}
