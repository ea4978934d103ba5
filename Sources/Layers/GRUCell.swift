import Tensors

/// The gated recurrent unit with the reset after the product, as in cuDNN and PyTorch:
///
///     r = σ(W_r x + U_r h + b_r)                  reset gate
///     z = σ(W_z x + U_z h + b_z)                  update gate
///     n = tanh(W_n x + b_n + r (U_n h + b_u))     candidate
///     h' = (1 - z) n + z h
///
/// The three gates are fused in the order **r, z, n** (as in PyTorch): W is `[3H, I]`, U `[3H, H]`, b `[3H]`, b_u `[H]`. PyTorch's
/// second bias of r and z is in b. A vector v that is fed at every step adds V v to all gates.
///
/// z keeps the state, and the forget bias is added to b_z. Cho et al. 2014 (equation 7) write it as here; Chung et al. 2014
/// (arXiv 1412.3555) write h' = (1 - z) h + z n, which is the same model: as 1 - σ(a) = σ(-a), the weights and the bias of their z
/// are ours with the other sign.
public struct GRUCell<Element: Scalar>: RecurrentCell {
  public let shape: CellShape
  public let inputWeight: Parameter<Element>
  public let recurrentWeight: Parameter<Element>
  public let vectorWeight: Parameter<Element>?
  public let bias: Parameter<Element>
  /// b_u.
  public let innerBias: Parameter<Element>
  private let kernel = CellKernel<Element>.gru

  public init(
    _ name: String, inputSize: Int, hiddenSize: Int, vectorSize: Int? = nil, in store: ParameterStore<Element>
  ) {
    shape = CellShape(hidden: hiddenSize, slots: 1, gates: 3 * hiddenSize, saved: [3 * hiddenSize])
    inputWeight = store.matrix(name + ".inputWeight", outputs: 3 * hiddenSize, inputs: inputSize)
    recurrentWeight = store.matrix(
      name + ".recurrentWeight", outputs: 3 * hiddenSize, inputs: hiddenSize, isRecurrent: true)
    vectorWeight = vectorSize.map { store.matrix(name + ".vectorWeight", outputs: 3 * hiddenSize, inputs: $0) }
    bias = store.vector(
      name + ".bias", count: 3 * hiddenSize, startingValues: .drawnBias(forget: hiddenSize..<2 * hiddenSize))
    innerBias = store.vector(name + ".innerBias", count: hiddenSize)
  }

  public func step(_ step: CellStep<Element>, fromZeros: Bool, rows: ProductRows, workspace: Workspace<Element>) {
    multiply(recurrentWeight, step.before[0], into: step.saved[0], fromZeros: fromZeros, rows: rows)
    kernel.forward(step.with([bias, innerBias]))
  }

  public func stepBack(_ step: CellStep<Element>, fromZeros: Bool, workspace: Workspace<Element>) {
    kernel.backward(step.with([bias, innerBias]))
    if !fromZeros, let gradient = step.gradient {
      recurrentWeight.packed.multiplyTransposed(step.saved[0], into: gradient[0], accumulate: true)
    }
  }

  public func record(_ run: CellRun<Element>, on tape: GradientTape<Element>) {
    run.record(run.saved[0], slot: 0, to: recurrentWeight, on: tape)
    tape.addColumnSums(of: run.gates, to: bias)
    tape.addColumnSums(of: run.saved[0], from: 2 * shape.hidden, to: innerBias)
  }
}
