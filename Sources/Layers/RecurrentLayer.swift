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
    _ name: String, _ kind: CellKind, inputSize: Int, hiddenSize: Int, vectorSize: Int? = nil, isReversed: Bool = false,
    in store: ParameterStore<Element>
  ) {
    cell = kind.cell(name, inputSize: inputSize, hiddenSize: hiddenSize, vectorSize: vectorSize, in: store)
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
    let (cell, workspace) = (cell, recording.workspace)
    let (steps, count) = (input.value.steps, input.value.rows)
    precondition(lengths.map { $0.count == count } ?? true, "\(lengths?.count ?? 0) lengths for \(count) sequences")
    let gates = workspace.tensor(Shape(steps, count, cell.shape.gates))
    let states = RunStates<Element>(cell.shape, steps: steps, rows: count, workspace: workspace)
    let saved = cell.shape.saved > 0 ? workspace.tensor(Shape(steps, count, cell.shape.saved)) : nil
    let start = states[isReversed ? steps : 0]
    for slot in 0..<cell.shape.slots {
      if let initial { start[slot].copy(from: initial[slot].value) } else { start[slot].fill(0) }
    }
    cell.inputWeight.packed.multiply(input.value, into: gates, rows: rows)
    if let fed { gates.addToEveryStep(project(fed.value, rows: rows, workspace: workspace)) }
    forEachStep(steps, lengths) { t, isFirst, lengths in
      cell.step(
        CellStep(
          gates: gates.step(t), saved: saved?.step(t), before: states[isReversed ? t + 1 : t],
          after: states[isReversed ? t : t + 1], number: t, lengths: lengths),
        fromZeros: isFirst && initial == nil, rows: rows, workspace: workspace)
    }
    let output = Variable(states.sequence(0, isReversed ? 0..<steps : 1..<steps + 1))
    let end = states[isReversed ? 0 : steps]
    let last = (0..<cell.shape.slots).map { Variable(end[$0]) }
    recording.onTheWayBack { tape in
      back(
        input, fed: fed, initial: initial, lengths: lengths, gates: gates, saved: saved, states: states, output: output,
        last: last, tape: tape, workspace: workspace)
    }
    return (output, last)
  }

  private func back(
    _ input: Variable<Element>, fed: Variable<Element>?, initial: [Variable<Element>]?, lengths: [Int32]?,
    gates: Tensor<Element>, saved: Tensor<Element>?, states: RunStates<Element>, output: Variable<Element>,
    last: [Variable<Element>], tape: GradientTape<Element>, workspace: Workspace<Element>
  ) {
    let steps = gates.steps
    let gradient = RunStates<Element>(cell.shape, steps: 0, rows: gates.rows, workspace: workspace)[0]
    for slot in 0..<cell.shape.slots {
      if let known = last[slot].gradient { gradient[slot].copy(from: known) } else { gradient[slot].fill(0) }
    }
    forEachStep(steps, lengths, back: true) { t, isFirst, lengths in
      cell.stepBack(
        CellStep(
          gates: gates.step(t), saved: saved?.step(t), before: states[isReversed ? t + 1 : t],
          after: states[isReversed ? t : t + 1], gradient: gradient, outputGradient: output.gradient?.step(t),
          number: t, lengths: lengths), fromZeros: isFirst && initial == nil, workspace: workspace)
    }
    if let initial { for (slot, variable) in initial.enumerated() { variable.addGradient(gradient[slot]) } }

    // The gradient of the outputs is not needed any more: where it fits, that of the inputs takes its place.
    let dInput =
      output.gradient.flatMap { $0.shape == input.value.shape ? $0 : nil } ?? workspace.tensor(input.value.shape)
    cell.inputWeight.packed.multiplyTransposed(gates, into: dInput)
    input.addGradient(dInput)
    tape.addOuterProduct(gates, input.value, to: cell.inputWeight)
    let first = min(steps, initial == nil ? 1 : 0)
    cell.record(
      CellRun(
        gates: gates, saved: saved, states: states, isReversed: isReversed,
        recurrent: isReversed ? 0..<steps - first : first..<steps), on: tape)
    if let fed, let vectorWeight = cell.vectorWeight {
      let sum = workspace.zeros(Shape(gates.rows, gates.columns))
      for t in 0..<steps { sum.add(gates.step(t)) }
      let dVector = workspace.tensor(fed.value.shape)
      vectorWeight.packed.multiplyTransposed(sum, into: dVector)
      tape.addOuterProduct(sum, fed.value, to: vectorWeight)
      fed.addGradient(dVector)
    }
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
  ///   - before: of R rows.
  ///   - after: overwritten; it must not overlap `before`.
  public func step(
    _ input: Tensor<Element>, projection: ProjectionRows?, before: CellState<Element>, after: CellState<Element>,
    rows: ProductRows, workspace: Workspace<Element>
  ) {
    let block = min(input.rows, Self.rowsAtATime)
    let gateRoom = workspace.tensor(Shape(block, cell.shape.gates))
    let savedRoom = cell.shape.saved > 0 ? workspace.tensor(Shape(block, cell.shape.saved)) : nil
    for first in stride(from: 0, to: input.rows, by: max(1, block)) {
      let range = first..<min(first + block, input.rows)
      let gates = gateRoom.rows(0..<range.count)
      cell.inputWeight.packed.multiply(input.rows(range), into: gates, rows: rows)
      if let projection {
        gates.addRows(
          .init(rebasing: projection.rows[range.clamped(to: projection.rows.indices)]), of: projection.table)
      }
      cell.step(
        CellStep(
          gates: gates, saved: savedRoom?.rows(0..<range.count), before: before.rows(range), after: after.rows(range),
          number: 0, lengths: nil), fromZeros: false, rows: rows, workspace: workspace)
    }
  }

  /// Calls `body` with each step in the order of the walk, or against it, and with whether the walk begins with it.
  private func forEachStep(
    _ steps: Int, _ lengths: [Int32]?, back: Bool = false,
    _ body: (_ t: Int, _ isFirst: Bool, _ lengths: UnsafePointer<Int32>?) -> Void
  ) {
    func walk(_ lengths: UnsafePointer<Int32>?) {
      for number in 0..<steps {
        let t = isReversed == back ? number : steps - 1 - number
        body(t, t == (isReversed ? steps - 1 : 0), lengths)
      }
    }
    if let lengths { lengths.withUnsafeBufferPointer { walk($0.baseAddress) } } else { walk(nil) }
  }
}
