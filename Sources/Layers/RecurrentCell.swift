import Tensors

/// The sizes of a recurrent cell.
public struct CellShape: Sendable, Equatable {
  /// H: the width of each slot of its state.
  public var hidden: Int
  /// The slots of its state: 1 where that is the output h alone, 2 for h and c.
  public var slots: Int
  /// G: the columns of the product with the input, which turn into the activations of the gates.
  public var gates: Int
  /// The columns of each block that it keeps for the way back beside these.
  public var saved: [Int]

  public init(hidden: Int, slots: Int, gates: Int, saved: [Int] = []) {
    self.hidden = hidden
    self.slots = slots
    self.gates = gates
    self.saved = saved
  }
}

/// One step of a recurrence: the equations of a cell, and nothing about time. `RecurrentLayer` has the loop over steps, the
/// product of all inputs before it, and the gradients of the weights after it.
///
/// A cell holds parameters only. It computes products with `PackedWeight`, and the rest in a `CellKernel`.
public protocol RecurrentCell<Element>: Sendable {
  associatedtype Element: Scalar

  var shape: CellShape { get }
  /// W, `[G, I]`, of the product with the input.
  var inputWeight: Parameter<Element> { get }
  /// V, `[G, D]`, of the product with a vector that is fed at every step; nil where none is.
  var vectorWeight: Parameter<Element>? { get }

  /// `step.gates` holds W x + V v on entry.
  /// - Parameter fromZeros: the state before the step is all zeros, and products with it can be left out.
  func step(_ step: CellStep<Element>, fromZeros: Bool, rows: ProductRows, workspace: Workspace<Element>)

  /// The way back through a step: afterwards `step.gates` holds the gradient of W x + V v, and `step.gradient` that of the
  /// state before the step.
  func stepBack(_ step: CellStep<Element>, fromZeros: Bool, workspace: Workspace<Element>)

  /// Records the gradients of all parameters but W and V, when all steps were walked back.
  func record(_ run: CellRun<Element>, on tape: GradientTape<Element>)
}

extension CellStep {
  /// The step with what a kernel needs beside it.
  /// - Parameters:
  ///   - vectors: in the kernel's order.
  ///   - room: blocks behind those that are kept.
  ///   - isFirstBack: whether its kernel is the first on the way back, which adds the gradient of the output.
  func with(
    _ vectors: [Parameter<Element>], room: [Tensor<Element>] = [], isFirstBack: Bool = true
  ) -> CellStep {
    var step = self
    step.vectors = vectors.map(\.values)
    step.saved += room
    if !isFirstBack { step.outputGradient = nil }
    return step
  }
}

extension RecurrentCell {
  /// y = the product with x `[R, *]`, which is all zeros where x is.
  func multiply(
    _ weight: Parameter<Element>, _ x: Tensor<Element>, into y: Tensor<Element>, fromZeros: Bool, rows: ProductRows
  ) {
    if fromZeros { y.fill(0) } else { weight.packed.multiply(x, into: y, rows: rows) }
  }

  /// Hands `body` the gradient of r h, where n sees U (r h).
  /// - Parameter dn: of the product with U.
  func backBehindReset(
    _ weight: Parameter<Element>, _ dn: Tensor<Element>, fromZeros: Bool, workspace: Workspace<Element>,
    _ body: (Tensor<Element>) -> Void
  ) {
    workspace.temporary {
      let behindReset = workspace.tensor(dn.shape)
      if fromZeros { behindReset.fill(0) } else { weight.packed.multiplyTransposed(dn, into: behindReset) }
      body(behindReset)
    }
  }
}

/// What a cell worked on in all steps of a run, after the way back.
public struct CellRun<Element: Scalar> {
  /// `[T, B, G]`: the gradients of W x + V v.
  public let gates: Tensor<Element>
  /// `[T, B, *]` each.
  public let saved: [Tensor<Element>]
  let states: RunStates<Element>
  let isReversed: Bool
  /// The steps before which the state was not known to be all zeros.
  let recurrent: Range<Int>

  /// Those of all steps that come after a state: `[T', B, N]` of `[T, B, N]`; nil if there are none.
  public func afterStates(_ tensor: Tensor<Element>) -> Tensor<Element>? {
    recurrent.isEmpty ? nil : tensor.steps(recurrent)
  }

  /// The states before those steps, `[T', B, H]`.
  public func before(slot: Int) -> Tensor<Element> {
    let first = recurrent.lowerBound + (isReversed ? 1 : 0)
    return states.sequence(slot, first..<first + recurrent.count)
  }

  /// The states after all steps, `[T, B, H]`.
  public func after(slot: Int) -> Tensor<Element> {
    let first = isReversed ? 0 : 1
    return states.sequence(slot, first..<first + gates.steps)
  }

  /// Records the gradient of a matrix that is multiplied with a slot of the state before each step.
  /// - Parameter dy: `[T, B, N]`: the gradients of the products.
  public func record(
    _ dy: Tensor<Element>, slot: Int, to parameter: Parameter<Element>, on tape: GradientTape<Element>
  ) {
    if let dy = afterStates(dy) { tape.addOuterProduct(dy, before(slot: slot), to: parameter) }
  }

  /// The same for a matrix that is multiplied with x, `[T, B, *]`, which is all zeros where the state is.
  public func record(
    _ dy: Tensor<Element>, with x: Tensor<Element>, to parameter: Parameter<Element>, on tape: GradientTape<Element>
  ) {
    if let dy = afterStates(dy), let x = afterStates(x) { tape.addOuterProduct(dy, x, to: parameter) }
  }
}

/// The states of a run, before the first step and after each: `[slots, T + 1, B, H]`, in the order of the sequence.
struct RunStates<Element: Scalar> {
  let base: UnsafeMutablePointer<Element>
  let slots: Int
  /// `[T + 1, B, H]`.
  let shape: Shape

  init(_ shape: CellShape, steps: Int, rows: Int, workspace: Workspace<Element>) {
    self.shape = Shape(steps + 1, rows, shape.hidden)
    slots = shape.slots
    base = workspace.tensor(Shape(shape.slots * (steps + 1), rows, shape.hidden)).base
  }

  subscript(index: Int) -> CellState<Element> {
    CellState(
      base: base + index * shape.rows * shape.columns, stride: shape.count, slots: slots, rows: shape.rows,
      columns: shape.columns)
  }

  func sequence(_ slot: Int, _ range: Range<Int>) -> Tensor<Element> {
    Tensor(base: base + slot * shape.count, shape: shape).steps(range)
  }
}
