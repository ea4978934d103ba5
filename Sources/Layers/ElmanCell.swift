import Tensors

/// The simple recurrent network (Elman 1990, "Finding structure in time"):
///
///     h' = tanh(W x + U h + b), or max(0, .)
///
/// W is `[H, I]`, U `[H, H]`, b `[H]`. A vector v that is fed at every step adds V v. It has no gate, so that the forget bias has
/// no place in it. As in PyTorch's RNN, whose two biases are one here.
public struct ElmanCell<Element: Scalar>: RecurrentCell {
  public let shape: CellShape
  public let inputWeight: Parameter<Element>
  public let recurrentWeight: Parameter<Element>
  public let vectorWeight: Parameter<Element>?
  public let bias: Parameter<Element>
  private let kernel: CellKernel<Element>

  public init(
    _ name: String, activation: CellDescription.Activation, inputSize: Int, hiddenSize: Int, vectorSize: Int? = nil,
    in store: ParameterStore<Element>
  ) {
    shape = CellShape(hidden: hiddenSize, slots: 1, gates: hiddenSize)
    inputWeight = store.matrix(name + ".inputWeight", outputs: hiddenSize, inputs: inputSize)
    recurrentWeight = store.matrix(
      name + ".recurrentWeight", outputs: hiddenSize, inputs: hiddenSize, isRecurrent: true)
    vectorWeight = vectorSize.map { store.matrix(name + ".vectorWeight", outputs: hiddenSize, inputs: $0) }
    bias = store.vector(name + ".bias", count: hiddenSize)
    kernel = activation == .tanh ? .elmanTanh : .elmanReLU
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
