import Tensors

/// Long short-term memory as in Sutskever et al. 2014 (arXiv 1409.3215) and Graves 2013 (arXiv 1308.0850):
///
///     i = σ(W_i x + U_i h + b_i)      input gate
///     f = σ(W_f x + U_f h + b_f)      forget gate
///     g = tanh(W_g x + U_g h + b_g)   candidate
///     o = σ(W_o x + U_o h + b_o)      output gate
///     c' = f c + i g
///     h' = o tanh(c')
///
/// The four gates are fused in the order **i, f, g, o**, here and in model files (as in PyTorch): W is `[4H, I]`, U `[4H, H]`, b `[4H]`. A
/// vector v that is fed at every step adds V v to all gates. The slots of the state are h and c. The forget bias is added to b_f.
///
/// Its variants:
/// - diagonal peepholes (Gers and Schmidhuber 2000): i and f see p_i c and p_f c, o sees p_o c', unit by unit; p is `[3H]`;
/// - full peepholes: they see P_i c, P_f c and P_o c', as the text of Graves 2013 has it before it says that the matrices are
///   diagonal; P_i and P_f are one matrix `[2H, H]`, P_o is `[H, H]`;
/// - coupled gates (Greff et al. 2017, arXiv 1503.04069): i = 1 - f, and the gates are f, g, o;
/// - no forget gate (Hochreiter and Schmidhuber 1997): c' = c + i g, and the gates are i, g, o.
///
/// `LSTMKernel.swift` has the way back.
public struct LSTMCell<Element: Scalar>: RecurrentCell {
  public let shape: CellShape
  /// W.
  public let inputWeight: Parameter<Element>
  /// U.
  public let recurrentWeight: Parameter<Element>
  /// V, `[4H, D]`; nil where no vector is fed.
  public let vectorWeight: Parameter<Element>?
  public let bias: Parameter<Element>
  private let peepholes: Peepholes

  private enum Peepholes {
    case none(CellKernel<Element>)
    case diagonal(CellKernel<Element>, Parameter<Element>)
    case full(cell: Parameter<Element>, output: Parameter<Element>, CellKernel<Element>, CellKernel<Element>)
  }

  public init(
    _ name: String, gates: LSTMGates = .all, peepholes: CellDescription.Peepholes = .none, inputSize: Int,
    hiddenSize: Int, vectorSize: Int? = nil, in store: ParameterStore<Element>
  ) {
    let (seeing, columns) = (gates.cellGates, (gates.cellGates + 2) * hiddenSize)
    inputWeight = store.matrix(name + ".inputWeight", outputs: columns, inputs: inputSize)
    recurrentWeight = store.matrix(name + ".recurrentWeight", outputs: columns, inputs: hiddenSize, isRecurrent: true)
    vectorWeight = vectorSize.map { store.matrix(name + ".vectorWeight", outputs: columns, inputs: $0) }
    let forget = gates.hasInput ? hiddenSize..<2 * hiddenSize : 0..<hiddenSize
    bias = store.vector(
      name + ".bias", count: columns, startingValues: gates.hasForget ? .drawnBias(forget: forget) : .drawn)
    let saved: [Int]
    switch peepholes {
    case .none:
      saved = []
      self.peepholes = .none(.lstm(gates, .none))
    case .diagonal:
      saved = [(seeing + 1) * hiddenSize]
      self.peepholes = .diagonal(
        .lstm(gates, .diagonal), store.vector(name + ".peepholes", count: (seeing + 1) * hiddenSize))
    case .full:
      saved = [seeing * hiddenSize, hiddenSize]
      self.peepholes = .full(
        cell: store.matrix(
          name + ".peepholeWeight", outputs: seeing * hiddenSize, inputs: hiddenSize, isRecurrent: true),
        output: store.matrix(
          name + ".outputPeepholeWeight", outputs: hiddenSize, inputs: hiddenSize, isRecurrent: true),
        .lstm(gates, .fullUpToCell), .lstm(gates, .fullFromCell))
    }
    shape = CellShape(hidden: hiddenSize, slots: 2, gates: columns, saved: saved)
  }

  public func step(_ step: CellStep<Element>, fromZeros: Bool, rows: ProductRows, workspace: Workspace<Element>) {
    if !fromZeros {
      recurrentWeight.packed.multiply(step.before[0], into: step.gates, accumulate: true, rows: rows)
    }
    switch peepholes {
    case .none(let kernel): kernel.forward(step.with([bias]))
    case .diagonal(let kernel, let vector): kernel.forward(step.with([bias, vector]))
    case .full(let cell, let output, let upToCell, let fromCell):
      multiply(cell, step.before[1], into: step.saved[0], fromZeros: fromZeros, rows: rows)
      upToCell.forward(step.with([bias]))
      output.packed.multiply(step.after[1], into: step.saved[1], rows: rows)
      fromCell.forward(step.with([bias]))
    }
  }

  public func stepBack(_ step: CellStep<Element>, fromZeros: Bool, workspace: Workspace<Element>) {
    guard let gradient = step.gradient else { return }
    switch peepholes {
    case .none(let kernel): kernel.backward(step.with([bias]))
    case .diagonal(let kernel, let vector): kernel.backward(step.with([bias, vector]))
    case .full(let cell, let output, let upToCell, let fromCell):
      fromCell.backward(step.with([bias]))
      output.packed.multiplyTransposed(step.saved[1], into: gradient[1], accumulate: true)
      upToCell.backward(step.with([bias], isFirstBack: false))
      if !fromZeros { cell.packed.multiplyTransposed(step.saved[0], into: gradient[1], accumulate: true) }
    }
    if !fromZeros { recurrentWeight.packed.multiplyTransposed(step.gates, into: gradient[0], accumulate: true) }
  }

  public func record(_ run: CellRun<Element>, on tape: GradientTape<Element>) {
    run.record(run.gates, slot: 0, to: recurrentWeight, on: tape)
    tape.addColumnSums(of: run.gates, to: bias)
    switch peepholes {
    case .none: break
    case .diagonal(_, let vector): tape.addColumnSums(of: run.saved[0], to: vector)
    case .full(let cell, let output, _, _):
      run.record(run.saved[0], slot: 1, to: cell, on: tape)
      tape.addOuterProduct(run.saved[1], run.after(slot: 1), to: output)
    }
  }
}
