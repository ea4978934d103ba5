import Tensors

/// The LSTM with layer normalization (Ba et al. 2016, arXiv 1607.06450, supplementary material):
///
///     i, f, g, o = the sum LN(W x; γ_x) + LN(U h; γ_h) + b, through σ, σ, tanh, σ
///     c' = f c + i g
///     h' = o tanh(LN(c'; γ_c) + b_c)
///
/// LN(a; γ) = γ (a - mean) / √(variance + 10⁻⁵), over all 4H sums of a product, or the H cells. The paper's biases of the first two
/// norms are in b. W is `[4H, I]`, U `[4H, H]`; b, γ_x and γ_h are `[4H]`, γ_c and b_c `[H]`. A vector v that is fed at every step
/// adds V v to W x before that is normalized. Gains start at 1. The forget bias is added to b_f.
public struct NormalizedLSTMCell<Element: Scalar>: RecurrentCell {
  public let shape: CellShape
  public let inputWeight: Parameter<Element>
  public let recurrentWeight: Parameter<Element>
  public let vectorWeight: Parameter<Element>?
  public let bias: Parameter<Element>
  public let inputGain: Parameter<Element>
  public let recurrentGain: Parameter<Element>
  public let cellGain: Parameter<Element>
  public let cellBias: Parameter<Element>
  private let kernel = CellKernel<Element>.normalizedLSTM

  public init(
    _ name: String, inputSize: Int, hiddenSize: Int, vectorSize: Int? = nil, in store: ParameterStore<Element>
  ) {
    let columns = 4 * hiddenSize
    shape = CellShape(
      hidden: hiddenSize, slots: 2, gates: columns,
      saved: [columns, columns, columns, columns, hiddenSize, hiddenSize, 3])
    inputWeight = store.matrix(name + ".inputWeight", outputs: columns, inputs: inputSize)
    recurrentWeight = store.matrix(name + ".recurrentWeight", outputs: columns, inputs: hiddenSize, isRecurrent: true)
    vectorWeight = vectorSize.map { store.matrix(name + ".vectorWeight", outputs: columns, inputs: $0) }
    bias = store.vector(
      name + ".bias", count: columns, startingValues: .drawnBias(forget: hiddenSize..<2 * hiddenSize))
    inputGain = store.vector(name + ".inputGain", count: columns, startingValues: .constant(1))
    recurrentGain = store.vector(name + ".recurrentGain", count: columns, startingValues: .constant(1))
    cellGain = store.vector(name + ".cellGain", count: hiddenSize, startingValues: .constant(1))
    cellBias = store.vector(name + ".cellBias", count: hiddenSize, startingValues: .constant(0))
  }

  private var vectors: [Parameter<Element>] { [bias, inputGain, recurrentGain, cellGain, cellBias] }

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
    tape.addColumnSums(of: run.saved[4], to: cellGain)
    tape.addColumnSums(of: run.saved[5], to: cellBias)
  }
}
