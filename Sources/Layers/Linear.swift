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

  /// dx `[M, K]` = Wᵀ dy, for dy `[M, N]`.
  public func backward(_ dy: Tensor<Element>, into dx: Tensor<Element>) {
    weight.packed.multiplyTransposed(dy, into: dx)
  }

  /// Records the operands of the parameters' gradients, for dy `[M, N]` and the input x `[M, K]`.
  public func record(_ dy: Tensor<Element>, input x: Tensor<Element>, on tape: GradientTape<Element>) {
    tape.addOuterProduct(dy, x, to: weight)
    tape.addColumnSums(of: dy, to: bias)
  }
}

/// y = W x.
public struct Projection<Element: Scalar>: Sendable {
  /// `[N, K]`.
  public let weight: Parameter<Element>

  public init(
    _ name: String, inputs: Int, outputs: Int, isRecurrent: Bool = false, in store: ParameterStore<Element>
  ) {
    weight = store.matrix(name, outputs: outputs, inputs: inputs, isRecurrent: isRecurrent)
  }

  /// x `[T, B, K]` gives `[T, B, N]`.
  public func run(
    _ x: Variable<Element>, rows: ProductRows = .exact, on recording: Recording<Element>
  ) -> Variable<Element> {
    let workspace = recording.workspace
    let y = Variable(workspace.tensor(Shape(x.value.steps, x.value.rows, weight.shape.rows)))
    weight.packed.multiply(x.value, into: y.value, rows: rows)
    recording.onTheWayBack { tape in
      guard let dy = y.gradient else { return }
      let dx = workspace.tensor(x.value.shape)
      weight.packed.multiplyTransposed(dy, into: dx)
      tape.addOuterProduct(dy, x.value, to: weight)
      x.addGradient(dx)
    }
    return y
  }
}
