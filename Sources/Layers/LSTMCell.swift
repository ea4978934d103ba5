import Tensors

/// Long short-term memory as in Sutskever et al. 2014 (arXiv 1409.3215) and Graves 2013, without peepholes:
///
///     i = σ(W_i x + U_i h + b_i)      input gate
///     f = σ(W_f x + U_f h + b_f)      forget gate
///     g = tanh(W_g x + U_g h + b_g)   candidate
///     o = σ(W_o x + U_o h + b_o)      output gate
///     c' = f c + i g
///     h' = o tanh(c')
///
/// The four gates are fused in the order **i, f, g, o**, here and in model files (as in PyTorch). A vector v that is fed at
/// every step adds V v to all gates. The slots of the state are h and c. `LSTMKernel.swift` has the way back.
public struct LSTMCell<Element: Scalar>: RecurrentCell {
  public let shape: CellShape
  /// W, `[4H, I]`.
  public let inputWeight: Parameter<Element>
  /// U, `[4H, H]`.
  public let recurrentWeight: Parameter<Element>
  /// V, `[4H, D]`; nil where no vector is fed.
  public let vectorWeight: Parameter<Element>?
  /// `[4H]`.
  public let bias: Parameter<Element>
  private let kernel = CellKernel<Element>.lstm

  public init(
    _ name: String, inputSize: Int, hiddenSize: Int, vectorSize: Int? = nil, in store: ParameterStore<Element>
  ) {
    shape = CellShape(hidden: hiddenSize, slots: 2, gates: 4 * hiddenSize)
    inputWeight = store.matrix(name + ".inputWeight", outputs: 4 * hiddenSize, inputs: inputSize)
    recurrentWeight = store.matrix(
      name + ".recurrentWeight", outputs: 4 * hiddenSize, inputs: hiddenSize, isRecurrent: true)
    vectorWeight = vectorSize.map { store.matrix(name + ".vectorWeight", outputs: 4 * hiddenSize, inputs: $0) }
    bias = store.vector(
      name + ".bias", count: 4 * hiddenSize, startingValues: .drawnBias(forget: hiddenSize..<2 * hiddenSize))
  }

  public func step(_ step: CellStep<Element>, fromZeros: Bool, rows: ProductRows, workspace: Workspace<Element>) {
    if !fromZeros {
      recurrentWeight.packed.multiply(step.before[0], into: step.gates, accumulate: true, rows: rows)
    }
    kernel.forward(step.with([bias]))
  }

  public func stepBack(_ step: CellStep<Element>, fromZeros: Bool, workspace: Workspace<Element>) {
    kernel.backward(step.with([bias]))
    if !fromZeros, let gradient = step.gradient {
      recurrentWeight.packed.multiplyTransposed(step.gates, into: gradient[0], accumulate: true)
    }
  }

  public func record(_ run: CellRun<Element>, on tape: GradientTape<Element>) {
    run.record(run.gates, slot: 0, to: recurrentWeight, on: tape)
    tape.addColumnSums(of: run.gates, to: bias)
  }
}
