import Tensors

/// One walk of a recurrent layer over B sequences of T steps, step by step, and back. Who uses it puts the products with the
/// inputs into `gates` before each step.
public final class LayerRun<Element: Scalar> {
  /// `[T, B, G]`: products with the inputs, then activations; on the way back the gradients of the products.
  public let gates: Tensor<Element>
  private let layer: RecurrentLayer<Element>
  private let saved: [Tensor<Element>]
  private let states: RunStates<Element>
  private let initial: [Variable<Element>]?
  private let lengths: [Int32]?
  private let rows: ProductRows
  private let workspace: Workspace<Element>
  /// Of the state that the way back has come to.
  private var gradient: CellState<Element>?

  /// - Parameters:
  ///   - initial: the slots of the state before the first step, `[B, H]` each; zeros where nil.
  ///   - lengths: `[B]`; a sequence past its length keeps its state.
  public init(
    _ layer: RecurrentLayer<Element>, steps: Int, count: Int, initial: [Variable<Element>]?, lengths: [Int32]?,
    rows: ProductRows, workspace: Workspace<Element>
  ) {
    precondition(lengths.map { $0.count == count } ?? true, "\(lengths?.count ?? 0) lengths for \(count) sequences")
    self.layer = layer
    self.initial = initial
    self.lengths = lengths
    self.rows = rows
    self.workspace = workspace
    let shape = layer.cell.shape
    gates = workspace.tensor(Shape(steps, count, shape.gates))
    states = RunStates(shape, steps: steps, rows: count, workspace: workspace)
    saved = shape.saved.map { workspace.tensor(Shape(steps, count, $0)) }
    let start = states[layer.isReversed ? steps : 0]
    for slot in 0..<shape.slots {
      if let initial { start[slot].copy(from: initial[slot].value) } else { start[slot].fill(0) }
    }
  }

  private var steps: Int { gates.steps }

  /// The steps in the order of the walk.
  public var walk: [Int] { layer.isReversed ? (0..<steps).reversed() : Array(0..<steps) }

  /// `[T, B, H]`.
  public var outputs: Tensor<Element> { states.sequence(0, layer.isReversed ? 0..<steps : 1..<steps + 1) }

  /// The slots of the state after the last step.
  public var last: [Tensor<Element>] {
    let end = states[layer.isReversed ? 0 : steps]
    return (0..<end.slots).map { end[$0] }
  }

  public func step(_ t: Int) {
    withLengths { lengths in
      layer.cell.step(
        numbers(of: t, lengths), fromZeros: startsFromZeros(t), rows: rows, workspace: workspace)
    }
  }

  /// - Parameter last: the gradients of the slots of the state after the last step; nil where one was not used.
  public func startBack(from last: [Tensor<Element>?]) {
    let gradient = RunStates<Element>(layer.cell.shape, steps: 0, rows: gates.rows, workspace: workspace)[0]
    for slot in 0..<gradient.slots {
      if let known = last[slot] { gradient[slot].copy(from: known) } else { gradient[slot].fill(0) }
    }
    self.gradient = gradient
  }

  /// - Parameter outputGradient: `[B, H]`; nil where the output was not used.
  public func stepBack(_ t: Int, outputGradient: Tensor<Element>?) {
    withLengths { lengths in
      var numbers = numbers(of: t, lengths)
      numbers.gradient = gradient
      numbers.outputGradient = outputGradient
      layer.cell.stepBack(numbers, fromZeros: startsFromZeros(t), workspace: workspace)
    }
  }

  /// Gives the variables that the walk started from their gradients.
  public func giveInitialGradient() {
    guard let initial, let gradient else { return }
    for (slot, variable) in initial.enumerated() { variable.addGradient(gradient[slot]) }
  }

  /// Records the gradients of the cell's parameters, all but that of the fed vector's weight.
  /// - Parameter input: `[T, B, I]`.
  public func record(input: Tensor<Element>, on tape: GradientTape<Element>) {
    tape.addOuterProduct(gates, input, to: layer.cell.inputWeight)
    let first = min(steps, initial == nil ? 1 : 0)
    layer.cell.record(
      CellRun(
        gates: gates, saved: saved, states: states, isReversed: layer.isReversed,
        recurrent: layer.isReversed ? 0..<steps - first : first..<steps), on: tape)
  }

  private func numbers(of t: Int, _ lengths: UnsafePointer<Int32>?) -> CellStep<Element> {
    CellStep(
      gates: gates.step(t), saved: saved.map { $0.step(t) }, before: states[layer.isReversed ? t + 1 : t],
      after: states[layer.isReversed ? t : t + 1], number: t, lengths: lengths)
  }

  private func startsFromZeros(_ t: Int) -> Bool { initial == nil && t == (layer.isReversed ? steps - 1 : 0) }

  private func withLengths(_ body: (UnsafePointer<Int32>?) -> Void) {
    if let lengths { lengths.withUnsafeBufferPointer { body($0.baseAddress) } } else { body(nil) }
  }
}
