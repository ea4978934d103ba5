import Tensors

/// A recurrent cell over whole sequences. Inputs go through one product for all steps; the recurrence takes its products a step.
/// Where lengths are given, a sequence past its length keeps its state.
public struct RecurrentLayer<Element: Scalar>: Sendable {
  public let cell: any RecurrentCell<Element>
  /// It walks from the end of each sequence to its start. A sequence has zeros, or the state that it started from, past its length.
  public let isReversed: Bool

  /// Declares the parameters of the layer.
  /// - Parameters:
  ///   - name: what their names begin with.
  ///   - vectorSize: the width of the vector that is fed at every step; nil where none is.
  public init(
    _ name: String, _ description: CellDescription, inputSize: Int, hiddenSize: Int, vectorSize: Int? = nil,
    isReversed: Bool = false, in store: ParameterStore<Element>
  ) {
    cell = description.cell(name, inputSize: inputSize, hiddenSize: hiddenSize, vectorSize: vectorSize, in: store)
    self.isReversed = isReversed
  }

  /// - Parameters:
  ///   - input: `[T, B, I]`.
  ///   - fed: a vector `[B, D]` that is an input of every step, where the cell was made for one.
  ///   - initial: the slots of the state before the first step, `[B, H]` each; zeros where nil.
  ///   - lengths: `[B]`.
  /// - Returns: the outputs `[T, B, H]`, and the slots of the state after the last step, `[B, H]` each.
  public func run(
    _ input: Variable<Element>, fed: Variable<Element>? = nil, initial: [Variable<Element>]? = nil, lengths: [Int32]?,
    rows: ProductRows = .exact, on recording: Recording<Element>
  ) -> (output: Variable<Element>, last: [Variable<Element>]) {
    let workspace = recording.workspace
    let run = LayerRun(
      self, steps: input.value.steps, count: input.value.rows, initial: initial, lengths: lengths, rows: rows,
      workspace: workspace)
    cell.inputWeight.packed.multiply(input.value, into: run.gates, rows: rows)
    if let fed { run.gates.addToEveryStep(project(fed.value, rows: rows, workspace: workspace)) }
    for t in run.walk { run.step(t) }
    let output = Variable(run.outputs)
    let last = run.last.map { Variable($0) }
    recording.onTheWayBack { tape in
      run.startBack(from: last.map(\.gradient))
      for t in run.walk.reversed() { run.stepBack(t, outputGradient: output.gradient?.step(t)) }
      run.giveInitialGradient()
      // The gradient of the outputs is not needed any more: where it fits, that of the inputs takes its place.
      let shape = input.value.shape
      let dInput = output.gradient.flatMap { $0.shape == shape ? $0 : nil } ?? workspace.tensor(shape)
      cell.inputWeight.packed.multiplyTransposed(run.gates, into: dInput)
      input.addGradient(dInput)
      run.record(input: input.value, on: tape)
      if let fed { backFed(fed, run.gates, tape: tape, workspace: workspace) }
    }
    return (output, last)
  }

  /// The way back to a fed vector, from the gradients of the gates at all steps.
  private func backFed(
    _ fed: Variable<Element>, _ gates: Tensor<Element>, tape: GradientTape<Element>, workspace: Workspace<Element>
  ) {
    guard let vectorWeight = cell.vectorWeight else { return }
    let sum = workspace.zeros(Shape(gates.rows, gates.columns))
    for t in 0..<gates.steps { sum.add(gates.step(t)) }
    let dVector = workspace.tensor(fed.value.shape)
    vectorWeight.packed.multiplyTransposed(sum, into: dVector)
    tape.addOuterProduct(sum, fed.value, to: vectorWeight)
    fed.addGradient(dVector)
  }

  init(cell: any RecurrentCell<Element>, isReversed: Bool) {
    self.cell = cell
    self.isReversed = isReversed
  }

  /// The part of the gates that comes from a fed vector `[B, D]`: computed once, `[B, G]`.
  public func project(
    _ vector: Tensor<Element>, rows: ProductRows, workspace: Workspace<Element>
  ) -> Tensor<Element> {
    guard let weight = cell.vectorWeight else { preconditionFailure("this cell was made without a vector to be fed") }
    let projection = workspace.tensor(Shape(vector.rows, cell.shape.gates))
    weight.packed.multiply(vector, into: projection, rows: rows)
    return projection
  }

  /// Which row of a table `[*, G]` of projections each row adds.
  public typealias ProjectionRows = (table: Tensor<Element>, rows: UnsafeBufferPointer<Int32>)

  /// Rows of a step that are computed together, a multiple of a block: few enough for their gates to stay in the processor's cache.
  private static var rowsAtATime: Int { 4 * rowBlock }

  /// One step of rows that each have their own state, without a way back: nothing is copied or kept.
  /// - Parameters:
  ///   - input: `[R, I]`.
  ///   - projection: of a vector that is fed at every step.
  ///   - fed: a vector `[R, D]` that is fed at this step.
  ///   - before: of R rows.
  ///   - after: overwritten; it must not overlap `before`.
  public func step(
    _ input: Tensor<Element>, projection: ProjectionRows?, fed: Tensor<Element>? = nil, before: CellState<Element>,
    after: CellState<Element>,
    rows: ProductRows, workspace: Workspace<Element>
  ) {
    let block = min(input.rows, Self.rowsAtATime)
    let gateRoom = workspace.tensor(Shape(block, cell.shape.gates))
    let savedRoom = cell.shape.saved.map { workspace.tensor(Shape(block, $0)) }
    for first in stride(from: 0, to: input.rows, by: max(1, block)) {
      let range = first..<min(first + block, input.rows)
      let gates = gateRoom.rows(0..<range.count)
      cell.inputWeight.packed.multiply(input.rows(range), into: gates, rows: rows)
      if let projection {
        gates.addRows(
          .init(rebasing: projection.rows[range.clamped(to: projection.rows.indices)]), of: projection.table)
      }
      if let fed, let vectorWeight = cell.vectorWeight {
        vectorWeight.packed.multiply(fed.rows(range), into: gates, accumulate: true, rows: rows)
      }
      cell.step(
        CellStep(
          gates: gates, saved: savedRoom.map { $0.rows(0..<range.count) }, before: before.rows(range),
          after: after.rows(range),
          number: 0, lengths: nil), fromZeros: false, rows: rows, workspace: workspace)
    }
  }
}
