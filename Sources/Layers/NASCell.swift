import Tensors

/// The recurrent cell that neural architecture search found (Zoph and Le 2017, arXiv 1611.01578), in the form that its
/// authors published as NASCell in TensorFlow. With x_k = W_k x and u_k = U_k h + b_k for k = 0 to 7:
///
///     a0 = σ(x0 + u0)      a1 = max(0, x1 + u1)   a2 = σ(x2 + u2)      a3 = max(0, x3 u3)
///     a4 = tanh(x4 + u4)   a5 = σ(x5 + u5)        a6 = tanh(x6 + u6)   a7 = σ(x7 + u7)
///     c' = tanh(tanh(a0 a1) + c) tanh(a2 + a3)
///     h' = tanh(c' tanh(tanh(a4 a5) + σ(a6 + a7)))
///
/// W is `[8H, I]`, U `[8H, H]`, b `[8H]`. A vector v that is fed at every step adds V v to W x. The slots of the state are h and c.
/// No gate alone keeps the state, so that the forget bias has no place in it.
public struct NASCell<Element: Scalar>: RecurrentCell {
  public let shape: CellShape
  public let inputWeight: Parameter<Element>
  public let recurrentWeight: Parameter<Element>
  public let vectorWeight: Parameter<Element>?
  public let bias: Parameter<Element>
  private let kernel = CellKernel<Element>.nas

  public init(
    _ name: String, inputSize: Int, hiddenSize: Int, vectorSize: Int? = nil, in store: ParameterStore<Element>
  ) {
    let columns = 8 * hiddenSize
    shape = CellShape(hidden: hiddenSize, slots: 2, gates: columns, saved: [columns])
    inputWeight = store.matrix(name + ".inputWeight", outputs: columns, inputs: inputSize)
    recurrentWeight = store.matrix(name + ".recurrentWeight", outputs: columns, inputs: hiddenSize, isRecurrent: true)
    vectorWeight = vectorSize.map { store.matrix(name + ".vectorWeight", outputs: columns, inputs: $0) }
    bias = store.vector(name + ".bias", count: columns)
  }

  public func step(_ step: CellStep<Element>, fromZeros: Bool, rows: ProductRows, workspace: Workspace<Element>) {
    multiply(recurrentWeight, step.before[0], into: step.saved[0], fromZeros: fromZeros, rows: rows)
    kernel.forward(step.with([bias]))
  }

  public func stepBack(_ step: CellStep<Element>, fromZeros: Bool, workspace: Workspace<Element>) {
    kernel.backward(step.with([bias]))
    if !fromZeros, let gradient = step.gradient {
      recurrentWeight.packed.multiplyTransposed(step.saved[0], into: gradient[0], accumulate: true)
    }
  }

  public func record(_ run: CellRun<Element>, on tape: GradientTape<Element>) {
    run.record(run.saved[0], slot: 0, to: recurrentWeight, on: tape)
    tape.addColumnSums(of: run.saved[0], to: bias)
  }
}
