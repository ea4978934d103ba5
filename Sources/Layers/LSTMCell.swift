import Tensors

/// The hidden and the cell state of an LSTM, `[B, H]` each.
public struct LSTMState<Element: Scalar>: RecurrentState {
  public let hidden: Tensor<Element>
  public let cell: Tensor<Element>

  public init(hidden: Tensor<Element>, cell: Tensor<Element>) {
    self.hidden = hidden
    self.cell = cell
  }

  public init(_ tensors: [Tensor<Element>]) { self.init(hidden: tensors[0], cell: tensors[1]) }
  public static var tensorCount: Int { 2 }
  public var tensors: [Tensor<Element>] { [hidden, cell] }
  public var output: Tensor<Element> { hidden }

  /// The states of step t, from states `[T, B, H]`.
  public func step(_ t: Int) -> LSTMState { LSTMState(hidden: hidden.step(t), cell: cell.step(t)) }
}

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
/// every step adds V v to all gates. The backward pass is in `ReferenceKernels.lstmBackward`.
public struct LSTMCell<Element: Scalar>: RecurrentCell {
  /// W, `[4H, I]`.
  public let inputWeight: Parameter<Element>
  /// U, `[4H, H]`.
  public let recurrentWeight: Parameter<Element>
  /// V, `[4H, D]`; nil where no vector is fed.
  public let vectorWeight: Parameter<Element>?
  /// `[4H]`.
  public let bias: Parameter<Element>

  public var hiddenSize: Int { recurrentWeight.shape.columns }

  /// The results of a forward pass over T steps that the backward pass needs.
  public struct Cache: Sendable {
    let input: Tensor<Element>
    /// `[T, B, 4H]`: activations, which the backward pass turns into gradients.
    let gates: Tensor<Element>
    /// `[T + 1, B, H]`, the initial state first.
    let hidden: Tensor<Element>
    let cell: Tensor<Element>
    let lengths: [Int32]?
    let hasInitial: Bool
    let hasProjection: Bool
  }

  public init(
    _ name: String, inputSize: Int, hiddenSize: Int, vectorSize: Int? = nil, in store: ParameterStore<Element>
  ) {
    inputWeight = store.matrix(name + ".inputWeight", outputs: 4 * hiddenSize, inputs: inputSize)
    recurrentWeight = store.matrix(
      name + ".recurrentWeight", outputs: 4 * hiddenSize, inputs: hiddenSize, isRecurrent: true)
    vectorWeight = vectorSize.map { store.matrix(name + ".vectorWeight", outputs: 4 * hiddenSize, inputs: $0) }
    bias = store.vector(
      name + ".bias", count: 4 * hiddenSize, startingValues: .drawnBias(forget: hiddenSize..<2 * hiddenSize))
  }

  public func project(_ vector: Tensor<Element>, rows: ProductRows, workspace: Workspace<Element>) -> Tensor<Element> {
    guard let vectorWeight else { preconditionFailure("this cell was made without a vector to be fed") }
    let projection = workspace.tensor(Shape(vector.rows, 4 * hiddenSize))
    vectorWeight.packed.multiply(vector, into: projection, rows: rows)
    return projection
  }

  public func forward(
    _ input: Tensor<Element>, projection: Tensor<Element>?, initial: LSTMState<Element>?, lengths: [Int32]?,
    rows: ProductRows, workspace: Workspace<Element>
  ) -> (output: Tensor<Element>, state: LSTMState<Element>, cache: Cache) {
    let steps = input.steps
    let gates = workspace.tensor(Shape(steps, input.rows, 4 * hiddenSize))
    let hidden = workspace.tensor(Shape(steps + 1, input.rows, hiddenSize))
    let cell = workspace.tensor(Shape(steps + 1, input.rows, hiddenSize))
    if let initial {
      hidden.step(0).copy(from: initial.hidden)
      cell.step(0).copy(from: initial.cell)
    } else {
      hidden.step(0).fill(0)
      cell.step(0).fill(0)
    }
    inputWeight.packed.multiply(input, into: gates, rows: rows)
    if let projection { gates.addToEveryStep(projection) }
    for t in 0..<steps {
      // A state of zeros adds nothing to the gates.
      if t > 0 || initial != nil {
        recurrentWeight.packed.multiply(hidden.step(t), into: gates.step(t), accumulate: true, rows: rows)
      }
      LSTMKernel.forward(
        gates: gates.step(t), bias: bias.values, cellBefore: cell.step(t), hiddenBefore: hidden.step(t),
        cellAfter: cell.step(t + 1), hiddenAfter: hidden.step(t + 1), step: t, lengths: lengths)
    }
    let cache = Cache(
      input: input, gates: gates, hidden: hidden, cell: cell, lengths: lengths,
      hasInitial: initial != nil, hasProjection: projection != nil)
    return (hidden.steps(1..<steps + 1), LSTMState(hidden: hidden.step(steps), cell: cell.step(steps)), cache)
  }

  /// Which row of a table `[*, 4H]` of projections each row adds.
  public typealias ProjectionRows = (table: Tensor<Element>, rows: UnsafeBufferPointer<Int32>)

  /// Rows of a step that are computed together, a multiple of a block: few enough for their gates to stay in the processor's cache.
  private static var rowsAtATime: Int { 4 * rowBlock }

  /// One step of rows that each have their own state, without a backward pass: nothing is copied or kept.
  /// - Parameters:
  ///   - input: `[R, I]`.
  ///   - before: `[R, H]`.
  ///   - after: overwritten; it must not overlap `before`.
  public func step(
    _ input: Tensor<Element>, projection: ProjectionRows?, before: LSTMState<Element>, after: LSTMState<Element>,
    rows: ProductRows, workspace: Workspace<Element>
  ) {
    let block = min(input.rows, Self.rowsAtATime)
    let room = workspace.tensor(Shape(block, 4 * hiddenSize))
    for first in stride(from: 0, to: input.rows, by: max(1, block)) {
      let range = first..<min(first + block, input.rows)
      let gates = room.rows(0..<range.count)
      let hidden = before.hidden.rows(range)
      inputWeight.packed.multiply(input.rows(range), into: gates, rows: rows)
      if let projection {
        gates.addRows(
          .init(rebasing: projection.rows[range.clamped(to: projection.rows.indices)]), of: projection.table)
      }
      recurrentWeight.packed.multiply(hidden, into: gates, accumulate: true, rows: rows)
      LSTMKernel.forward(
        gates: gates, bias: bias.values, cellBefore: before.cell.rows(range), hiddenBefore: hidden,
        cellAfter: after.cell.rows(range), hiddenAfter: after.hidden.rows(range), step: 0, lengths: nil)
    }
  }

  public func backward(
    _ outputGradient: Tensor<Element>?, stateGradient: LSTMState<Element>?, cache: Cache,
    tape: GradientTape<Element>, workspace: Workspace<Element>
  ) -> (input: Tensor<Element>, initial: LSTMState<Element>, projection: Tensor<Element>?) {
    let steps = cache.gates.steps
    let gates = cache.gates
    let dHidden = workspace.tensor(Shape(gates.rows, hiddenSize))
    let dCell = workspace.tensor(Shape(gates.rows, hiddenSize))
    if let stateGradient {
      dHidden.copy(from: stateGradient.hidden)
      dCell.copy(from: stateGradient.cell)
    } else {
      dHidden.fill(0)
      dCell.fill(0)
    }
    for t in (0..<steps).reversed() {
      LSTMKernel.backward(
        gates: gates.step(t), cellBefore: cache.cell.step(t), cellAfter: cache.cell.step(t + 1),
        dOutput: outputGradient?.step(t), dHidden: dHidden, dCell: dCell, step: t, lengths: cache.lengths)
      if t > 0 || cache.hasInitial {
        recurrentWeight.packed.multiplyTransposed(gates.step(t), into: dHidden, accumulate: true)
      }
    }
    // The gradient of the outputs is not needed any more: where it fits, that of the inputs takes its place.
    let dInput =
      outputGradient?.shape == cache.input.shape ? outputGradient! : workspace.tensor(cache.input.shape)
    inputWeight.packed.multiplyTransposed(gates, into: dInput)
    tape.addOuterProduct(gates, cache.input, to: inputWeight)
    let recurrent = (cache.hasInitial ? 0 : min(1, steps))..<steps
    if !recurrent.isEmpty {
      tape.addOuterProduct(gates.steps(recurrent), cache.hidden.steps(recurrent), to: recurrentWeight)
    }
    tape.addColumnSums(of: gates, to: bias)
    return (
      dInput, LSTMState(hidden: dHidden, cell: dCell),
      cache.hasProjection ? sumOverSteps(gates, workspace: workspace) : nil
    )
  }

  public func backwardProjection(
    _ projectionGradient: Tensor<Element>, vector: Tensor<Element>, tape: GradientTape<Element>,
    workspace: Workspace<Element>
  ) -> Tensor<Element> {
    guard let vectorWeight else { preconditionFailure("this cell was made without a vector to be fed") }
    let dVector = workspace.tensor(vector.shape)
    vectorWeight.packed.multiplyTransposed(projectionGradient, into: dVector)
    tape.addOuterProduct(projectionGradient, vector, to: vectorWeight)
    return dVector
  }

  private func sumOverSteps(_ gates: Tensor<Element>, workspace: Workspace<Element>) -> Tensor<Element> {
    let sum = workspace.zeros(Shape(gates.rows, gates.columns))
    for t in 0..<gates.steps { sum.add(gates.step(t)) }
    return sum
  }
}
