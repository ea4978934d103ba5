import Tensors

/// MUT3, one of three cells that a search found (Jozefowicz et al. 2015):
///
///     r = σ(W_r x + U_r h + b_r)
///     z = σ(W_z x + U_z tanh(h) + b_z)
///     n = tanh(W_n x + U_n (r h) + b_n)
///     h' = (1 - z) n + z h
///
/// Gates stand in the order **r, z, n**: W is `[3H, I]`, b `[3H]`; U_r, U_z and U_n are `[H, H]` each. A vector v that is fed at every step
/// adds V v to all gates. The paper's z is 1 - z here (`GRUCell` says why that is the same cell), so that z keeps the state, and
/// the forget bias is added to b_z.
public struct MUT3Cell<Element: Scalar>: RecurrentCell {
  public let shape: CellShape
  public let inputWeight: Parameter<Element>
  /// U_r.
  public let recurrentWeight: Parameter<Element>
  /// U_z.
  public let updateWeight: Parameter<Element>
  /// U_n.
  public let candidateWeight: Parameter<Element>
  public let vectorWeight: Parameter<Element>?
  public let bias: Parameter<Element>
  private let gates = CellKernel<Element>.mut3Gates
  private let candidate = CellKernel<Element>.resetCandidate

  public init(
    _ name: String, inputSize: Int, hiddenSize: Int, vectorSize: Int? = nil, in store: ParameterStore<Element>
  ) {
    shape = CellShape(
      hidden: hiddenSize, slots: 1, gates: 3 * hiddenSize, saved: [Int](repeating: hiddenSize, count: 5))
    inputWeight = store.matrix(name + ".inputWeight", outputs: 3 * hiddenSize, inputs: inputSize)
    recurrentWeight = store.matrix(
      name + ".recurrentWeight", outputs: hiddenSize, inputs: hiddenSize, isRecurrent: true)
    updateWeight = store.matrix(name + ".updateWeight", outputs: hiddenSize, inputs: hiddenSize, isRecurrent: true)
    candidateWeight = store.matrix(
      name + ".candidateWeight", outputs: hiddenSize, inputs: hiddenSize, isRecurrent: true)
    vectorWeight = vectorSize.map { store.matrix(name + ".vectorWeight", outputs: 3 * hiddenSize, inputs: $0) }
    bias = store.vector(
      name + ".bias", count: 3 * hiddenSize, startingValues: .drawnBias(forget: hiddenSize..<2 * hiddenSize))
  }

  /// Blocks: the products of r, r h, those of n, those of z, and tanh(h).
  public func step(_ step: CellStep<Element>, fromZeros: Bool, rows: ProductRows, workspace: Workspace<Element>) {
    let numbers = step.with([bias])
    step.saved[4].copy(from: step.before[0])
    step.saved[4].applyTanh()
    multiply(recurrentWeight, step.before[0], into: step.saved[0], fromZeros: fromZeros, rows: rows)
    multiply(updateWeight, step.saved[4], into: step.saved[3], fromZeros: fromZeros, rows: rows)
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
    if fromZeros { return }
    recurrentWeight.packed.multiplyTransposed(step.saved[0], into: gradient[0], accumulate: true)
    workspace.temporary {
      let dTanh = workspace.tensor(step.saved[4].shape)
      updateWeight.packed.multiplyTransposed(step.saved[3], into: dTanh)
      dTanh.applyTanhBackward(step.saved[4])
      gradient[0].add(dTanh)
    }
  }

  public func record(_ run: CellRun<Element>, on tape: GradientTape<Element>) {
    run.record(run.saved[0], slot: 0, to: recurrentWeight, on: tape)
    run.record(run.saved[3], with: run.saved[4], to: updateWeight, on: tape)
    run.record(run.saved[2], with: run.saved[1], to: candidateWeight, on: tape)
    tape.addColumnSums(of: run.gates, to: bias)
  }
}
