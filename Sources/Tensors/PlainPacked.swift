/// The plain twin of packing: a copy as `[inputs, outputs]`. It rounds nothing in float32 and bfloat16; in int8 it keeps the
/// quantized rows `[outputs, inputs]` and multiplies by the same equations as the fast form.
public final class PlainPacked<Element: Scalar>: PackedStorage {
  private let inputs: Int
  private let outputs: Int
  private var weight: [Element] = []
  private var quantized: [Int8] = []
  private var scales: [Element] = []

  public init(inputs: Int, outputs: Int, precision: ProductPrecision) {
    self.inputs = inputs
    self.outputs = outputs
    if precision == .int8 {
      quantized = [Int8](repeating: 0, count: inputs * outputs)
      scales = [Element](repeating: 0, count: outputs)
    } else {
      weight = [Element](repeating: 0, count: inputs * outputs)
    }
  }

  public func fill(_ source: UnsafePointer<Element>, transposed: Bool) {
    if !scales.isEmpty {
      precondition(transposed, "weights are quantized by output")
      ReferenceKernels<Element>.quantizeRows(rows: outputs, columns: inputs, x: source, y: &quantized, scales: &scales)
      return
    }
    for i in 0..<inputs {
      for o in 0..<outputs { weight[i * outputs + o] = transposed ? source[o * inputs + i] : source[i * outputs + o] }
    }
  }

  public func fill(_ weight: UnsafePointer<Int8>, scales: UnsafePointer<Element>) {
    quantized = Array(UnsafeBufferPointer(start: weight, count: inputs * outputs))
    self.scales = Array(UnsafeBufferPointer(start: scales, count: outputs))
  }

  public func prefault() {}

  public func multiply(rows: Int, x: UnsafePointer<Element>, y: UnsafeMutablePointer<Element>, accumulate: Bool) {
    if !scales.isEmpty {
      ReferenceKernels<Element>.multiplyQuantized(
        rows: rows, inputs: inputs, outputs: outputs, x: x, weight: quantized, scales: scales, y: y,
        accumulate: accumulate)
      return
    }
    weight.withUnsafeBufferPointer { weight in
      for r in 0..<rows {
        if !accumulate { (y + r * outputs).update(repeating: 0, count: outputs) }
        for i in 0..<inputs {
          let factor = x[r * inputs + i]
          for o in 0..<outputs { y[r * outputs + o] += factor * weight[i * outputs + o] }
        }
      }
    }
  }
}
