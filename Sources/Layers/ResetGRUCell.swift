import Tensors

/// The gated recurrent unit with the reset before the product (Cho et al. 2014, arXiv 1406.1078, section 2.3):
///
///     r = σ(W_r x + U_r h + b_r)          reset gate
///     z = σ(W_z x + U_z h + b_z)          update gate
///     n = tanh(W_n x + U_n (r h) + b_n)   candidate
///     h' = (1 - z) n + z h
///
/// Gates stand in the order **r, z, n**: W is `[3H, I]`, b `[3H]`; U_r and U_z are one matrix `[2H, H]`, U_n is `[H, H]`. A vector v
/// that is fed at every step adds V v to all gates. z keeps the state, and the forget bias is added to b_z (`GRUCell` says what
/// the other convention is). Two products have to wait for one another at each step, where `GRUCell` has one.
///
/// MUT2 of Jozefowicz et al. 2015 is this cell without W_r, which takes inputs as wide as h.
public struct ResetGRUCell<Element: Scalar>: RecurrentCell {
  public let shape: CellShape
  public let inputWeight: Parameter<Element>
  /// U_r and U_z.
  public let recurrentWeight: Parameter<Element>
  /// U_n.
  public let candidateWeight: Parameter<Element>
  public let vectorWeight: Parameter<Element>?
  public let bias: Parameter<Element>
  private let gates = CellKernel<Element>.resetGates
  private let candidate = CellKernel<Element>.resetCandidate

  public init(
    _ name: String, inputSize: Int, hiddenSize: Int, vectorSize: Int? = nil, in store: ParameterStore<Element>
  ) {
    shape = CellShape(
      hidden: hiddenSize, slots: 1, gates: 3 * hiddenSize, saved: [2 * hiddenSize, hiddenSize, hiddenSize])
    inputWeight = store.matrix(name + ".inputWeight", outputs: 3 * hiddenSize, inputs: inputSize)
    recurrentWeight = store.matrix(
      name + ".recurrentWeight", outputs: 2 * hiddenSize, inputs: hiddenSize, isRecurrent: true)
    candidateWeight = store.matrix(
      name + ".candidateWeight", outputs: hiddenSize, inputs: hiddenSize, isRecurrent: true)
    vectorWeight = vectorSize.map { store.matrix(name + ".vectorWeight", outputs: 3 * hiddenSize, inputs: $0) }
    bias = store.vector(
      name + ".bias", count: 3 * hiddenSize, startingValues: .drawnBias(forget: hiddenSize..<2 * hiddenSize))
  }

  public func step(_ step: CellStep<Element>, fromZeros: Bool, rows: ProductRows, workspace: Workspace<Element>) {
    let numbers = step.with([bias])
    multiply(recurrentWeight, step.before[0], into: step.saved[0], fromZeros: fromZeros, rows: rows)
    gates.forward(numbers)
    multiply(candidateWeight, step.saved[1], into: step.saved[2], fromZeros: fromZeros, rows: rows)
    candidate.forward(numbers)
  }

  public func stepBack(_ step: CellStep<Element>, fromZeros: Bool, workspace: Workspace<Element>) {
    guard let gradient = step.gradient else { return }
    candidate.backward(step.with([bias]))
    backBehindReset(candidateWeight, step.saved[2], fromZeros: fromZeros, workspace: workspace) {
      gates.backward(step.with([bias], room: [$0], isFirstBack: false))
    }
    if !fromZeros { recurrentWeight.packed.multiplyTransposed(step.saved[0], into: gradient[0], accumulate: true) }
  }

  public func record(_ run: CellRun<Element>, on tape: GradientTape<Element>) {
    run.record(run.saved[0], slot: 0, to: recurrentWeight, on: tape)
    run.record(run.saved[2], with: run.saved[1], to: candidateWeight, on: tape)
    tape.addColumnSums(of: run.gates, to: bias)
  }
}
