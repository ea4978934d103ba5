import Tensors

/// The GRU with layer normalization (Ba et al. 2016, arXiv 1607.06450, supplementary material):
///
///     r, z = σ(LN(W x; γ_x) + LN(U h; γ_h) + b)                  of both gates together
///     n = tanh(LN(W_n x; γ_x) + b_n + r (LN(U_n h; γ_h) + b_u))
///     h' = (1 - z) n + z h
///
/// LN(a; γ) = γ (a - mean) / √(variance + 10⁻⁵), over the 2H sums of the gates in a product, and the H sums of the candidate. The
/// paper's biases of the norms are in b and b_u. Gates stand in the order **r, z, n**: W is `[3H, I]`, U `[3H, H]`; b, γ_x and γ_h are
/// `[3H]`, b_u is `[H]`. A vector v that is fed at every step adds V v to W x before that is normalized. Gains start at 1. z keeps
/// the state (the paper's z is 1 - z), and the forget bias is added to b_z.
public struct NormalizedGRUCell<Element: Scalar>: RecurrentCell {
  public let shape: CellShape
  public let inputWeight: Parameter<Element>
  public let recurrentWeight: Parameter<Element>
  public let vectorWeight: Parameter<Element>?
  public let bias: Parameter<Element>
  public let inputGain: Parameter<Element>
  public let recurrentGain: Parameter<Element>
  /// b_u.
  public let innerBias: Parameter<Element>
  private let kernel = CellKernel<Element>.normalizedGRU

  public init(
    _ name: String, inputSize: Int, hiddenSize: Int, vectorSize: Int? = nil, in store: ParameterStore<Element>
  ) {
    let columns = 3 * hiddenSize
    shape = CellShape(
      hidden: hiddenSize, slots: 1, gates: columns, saved: [columns, columns, columns, columns, columns, 4])
    inputWeight = store.matrix(name + ".inputWeight", outputs: columns, inputs: inputSize)
    recurrentWeight = store.matrix(name + ".recurrentWeight", outputs: columns, inputs: hiddenSize, isRecurrent: true)
    vectorWeight = vectorSize.map { store.matrix(name + ".vectorWeight", outputs: columns, inputs: $0) }
    bias = store.vector(
      name + ".bias", count: columns, startingValues: .drawnBias(forget: hiddenSize..<2 * hiddenSize))
    inputGain = store.vector(name + ".inputGain", count: columns, startingValues: .constant(1))
    recurrentGain = store.vector(name + ".recurrentGain", count: columns, startingValues: .constant(1))
    innerBias = store.vector(name + ".innerBias", count: hiddenSize, startingValues: .constant(0))
  }

  private var vectors: [Parameter<Element>] { [bias, inputGain, recurrentGain, innerBias] }

  public func step(_ step: CellStep<Element>, fromZeros: Bool, rows: ProductRows, workspace: Workspace<Element>) {
    multiply(recurrentWeight, step.before[0], into: step.saved[0], fromZeros: fromZeros, rows: rows)
    kernel.forward(step.with(vectors))
  }

  public func stepBack(_ step: CellStep<Element>, fromZeros: Bool, workspace: Workspace<Element>) {
    kernel.backward(step.with(vectors))
    if !fromZeros, let gradient = step.gradient {
      recurrentWeight.packed.multiplyTransposed(step.saved[0], into: gradient[0], accumulate: true)
    }
  }

  public func record(_ run: CellRun<Element>, on tape: GradientTape<Element>) {
    run.record(run.saved[0], slot: 0, to: recurrentWeight, on: tape)
    tape.addColumnSums(of: run.saved[2], to: bias)
    tape.addColumnSums(of: run.saved[1], to: inputGain)
    tape.addColumnSums(of: run.saved[3], to: recurrentGain)
    tape.addColumnSums(of: run.saved[4], from: 2 * shape.hidden, to: innerBias)
  }
}
