import Tensors

/// y = W x + b.
public struct Linear<Element: Scalar>: Sendable {
  /// `[N, K]`.
  public let weight: Parameter<Element>
  /// `[N]`.
  public let bias: Parameter<Element>

  public init(_ name: String, inputs: Int, outputs: Int, in store: ParameterStore<Element>) {
    weight = store.matrix(name + ".weight", outputs: outputs, inputs: inputs)
    bias = store.vector(name + ".bias", count: outputs)
  }

  /// W x alone: what comes next adds the bias in its own pass over y. x `[M, K]`, y `[M, N]`.
  public func multiply(_ x: Tensor<Element>, into y: Tensor<Element>, rows: ProductRows = .exact) {
    weight.packed.multiply(x, into: y, rows: rows)
  }

  /// Adds to the parameters' gradients, and sets dx `[M, K]` from dy `[M, N]`.
  public func backward(
    _ dy: Tensor<Element>, input x: Tensor<Element>, into dx: Tensor<Element>, gradients: ParameterBlock<Element>
  ) {
    weight.packed.multiplyTransposed(dy, into: dx)
    weight.packed.addOuterProduct(dy, x, into: gradients[weight])
    gradients[bias].addColumnSums(of: dy)
  }
}
