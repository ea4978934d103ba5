import Tensors

/// MUT1, one of three cells that a search found (Jozefowicz et al. 2015, "An empirical exploration of recurrent network
/// architectures"):
///
///     r = σ(W_r x + U_r h + b_r)
///     z = σ(W_z x + b_z)
///     n = tanh(U_n (r h) + tanh(W_n x) + b_n)
///     h' = (1 - z) n + z h
///
/// Gates stand in the order **r, z, n**: W is `[3H, I]`, U_r and U_n are `[H, H]` each, the bias of r and z is `[2H]`, that of n `[H]`. A
/// vector v that is fed at every step adds V v to W x. The paper has tanh(x), for an x as wide as h; W_n lets it have any width.
/// Its z is 1 - z here (`GRUCell` says why that is the same cell), so that z keeps the state, and the forget bias is added to b_z.
public struct MUT1Cell<Element: Scalar>: RecurrentCell {
  public let shape: CellShape
  public let inputWeight: Parameter<Element>
  /// U_r.
  public let recurrentWeight: Parameter<Element>
  /// U_n.
  public let candidateWeight: Parameter<Element>
  public let vectorWeight: Parameter<Element>?
  /// Of r and z.
  public let bias: Parameter<Element>
  public let candidateBias: Parameter<Element>
  private let gates = CellKernel<Element>.mut1Gates
  private let candidate = CellKernel<Element>.mut1Candidate

  public init(
    _ name: String, inputSize: Int, hiddenSize: Int, vectorSize: Int? = nil, in store: ParameterStore<Element>
  ) {
    shape = CellShape(
      hidden: hiddenSize, slots: 1, gates: 3 * hiddenSize, saved: [hiddenSize, hiddenSize, hiddenSize, hiddenSize])
    inputWeight = store.matrix(name + ".inputWeight", outputs: 3 * hiddenSize, inputs: inputSize)
    recurrentWeight = store.matrix(
      name + ".recurrentWeight", outputs: hiddenSize, inputs: hiddenSize, isRecurrent: true)
    candidateWeight = store.matrix(
      name + ".candidateWeight", outputs: hiddenSize, inputs: hiddenSize, isRecurrent: true)
    vectorWeight = vectorSize.map { store.matrix(name + ".vectorWeight", outputs: 3 * hiddenSize, inputs: $0) }
    bias = store.vector(
      name + ".bias", count: 2 * hiddenSize, startingValues: .drawnBias(forget: hiddenSize..<2 * hiddenSize))
    candidateBias = store.vector(name + ".candidateBias", count: hiddenSize)
  }

  public func step(_ step: CellStep<Element>, fromZeros: Bool, rows: ProductRows, workspace: Workspace<Element>) {
    let numbers = step.with([bias, candidateBias])
    multiply(recurrentWeight, step.before[0], into: step.saved[0], fromZeros: fromZeros, rows: rows)
    gates.forward(numbers)
    multiply(candidateWeight, step.saved[1], into: step.saved[2], fromZeros: fromZeros, rows: rows)
    candidate.forward(numbers)
  }

  public func stepBack(_ step: CellStep<Element>, fromZeros: Bool, workspace: Workspace<Element>) {
    guard let gradient = step.gradient else { return }
    candidate.backward(step.with([bias, candidateBias]))
    backBehindReset(candidateWeight, step.saved[2], fromZeros: fromZeros, workspace: workspace) {
      gates.backward(step.with([bias, candidateBias], room: [$0], isFirstBack: false))
    }
    if !fromZeros { recurrentWeight.packed.multiplyTransposed(step.saved[0], into: gradient[0], accumulate: true) }
  }

  public func record(_ run: CellRun<Element>, on tape: GradientTape<Element>) {
    run.record(run.saved[0], slot: 0, to: recurrentWeight, on: tape)
    run.record(run.saved[2], with: run.saved[1], to: candidateWeight, on: tape)
    tape.addColumnSums(of: run.gates, to: bias)
    tape.addColumnSums(of: run.saved[2], to: candidateBias)
  }
}
