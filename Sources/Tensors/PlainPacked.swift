/// The plain twin of packing: a copy as `[inputs, outputs]`. It rounds nothing, whatever the precision.
public final class PlainPacked<Element: Scalar>: PackedStorage {
  private let inputs: Int
  private let outputs: Int
  private var weight: [Element]

  public init(inputs: Int, outputs: Int, precision: ProductPrecision) {
    self.inputs = inputs
    self.outputs = outputs
    weight = [Element](repeating: 0, count: inputs * outputs)
  }

  public func fill(_ source: UnsafePointer<Element>, transposed: Bool) {
    for i in 0..<inputs {
      for o in 0..<outputs { weight[i * outputs + o] = transposed ? source[o * inputs + i] : source[i * outputs + o] }
    }
  }

  public func multiply(rows: Int, x: UnsafePointer<Element>, y: UnsafeMutablePointer<Element>, accumulate: Bool) {
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
