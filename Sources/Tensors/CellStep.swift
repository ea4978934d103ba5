/// The state of a recurrent cell for some rows: one slot or more, each `[R, H]`, at equal distances. It is a view, as a tensor is.
public struct CellState<Element: Scalar>: @unchecked Sendable {
  public let base: UnsafeMutablePointer<Element>
  /// From the first number of a slot to that of the next.
  public let stride: Int
  public let slots: Int
  public let rows: Int
  /// H.
  public let columns: Int

  public init(base: UnsafeMutablePointer<Element>, stride: Int, slots: Int, rows: Int, columns: Int) {
    self.base = base
    self.stride = stride
    self.slots = slots
    self.rows = rows
    self.columns = columns
  }

  /// `[R, H]`. Slot 0 is the output of the cell.
  public subscript(slot: Int) -> Tensor<Element> {
    precondition(slot >= 0 && slot < slots, "slot \(slot) of \(slots)")
    return Tensor(base: base + slot * stride, shape: Shape(rows, columns))
  }

  public func rows(_ range: Range<Int>) -> CellState {
    precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of \(rows)")
    return CellState(
      base: base + range.lowerBound * columns, stride: stride, slots: slots, rows: range.count, columns: columns)
  }
}

/// The numbers of one step of a recurrent cell, forward or back, that its kernel works on: everything but products.
public struct CellStep<Element: Scalar> {
  /// `[R, gates]`. Forward: products in, activations out. Back: activations in, gradients of the products out.
  public var gates: Tensor<Element>
  /// `[R, *]` each: what else the cell keeps for the way back. On the way back a cell may put blocks of its own behind them.
  public var saved: [Tensor<Element>]
  public var before: CellState<Element>
  public var after: CellState<Element>
  /// Back only: the gradient of the state after the step, which becomes that of the state before it, but for what comes through
  /// products.
  public var gradient: CellState<Element>?
  /// Back only, `[R, H]`: added to the gradient of slot 0 first.
  public var outputGradient: Tensor<Element>?
  /// The number of the step, and the lengths of the rows: a row keeps its state, with gates of 0, at steps past its length.
  public var number: Int
  public var lengths: UnsafePointer<Int32>?
  /// Biases and other vectors of the cell, in an order of its own.
  public var vectors: [Tensor<Element>] = []

  public init(
    gates: Tensor<Element>, saved: [Tensor<Element>], before: CellState<Element>, after: CellState<Element>,
    gradient: CellState<Element>? = nil, outputGradient: Tensor<Element>? = nil, number: Int,
    lengths: UnsafePointer<Int32>?
  ) {
    precondition(
      gates.rows == before.rows && after.rows == before.rows && after.columns == before.columns
        && after.slots == before.slots, "a step with gates \(gates.shape) and \(before.rows) x \(before.columns) states"
    )
    self.gates = gates
    self.saved = saved
    self.before = before
    self.after = after
    self.gradient = gradient
    self.outputGradient = outputGradient
    self.number = number
    self.lengths = lengths
  }
}

/// The two functions of a cell over one step: in C by their number, and their plain twins, which state the equations.
public struct CellKernel<Element: Scalar>: Sendable {
  /// The place in the list in `cells.h`.
  let number: Int32
  let plainForward: @Sendable (CellStep<Element>) -> Void
  let plainBackward: @Sendable (CellStep<Element>) -> Void

  public func forward(_ step: CellStep<Element>) {
    if !Element.Kernels.cellForward(number, step) { plainForward(step) }
  }

  public func backward(_ step: CellStep<Element>) {
    if !Element.Kernels.cellBackward(number, step) { plainBackward(step) }
  }
}

/// One unit of one row in a step, for the plain twins.
struct CellUnit<Element: Scalar> {
  let step: CellStep<Element>
  let row: Int
  let unit: Int

  private var hidden: Int { step.after.columns }

  subscript(gate gate: Int) -> Element {
    get { step.gates.base[row * step.gates.columns + gate * hidden + unit] }
    nonmutating set { step.gates.base[row * step.gates.columns + gate * hidden + unit] = newValue }
  }

  /// - Parameter part: which of the parts, each as wide as a state, that a block is made of.
  subscript(saved block: Int, part: Int) -> Element {
    get { step.saved[block].base[row * step.saved[block].columns + part * hidden + unit] }
    nonmutating set { step.saved[block].base[row * step.saved[block].columns + part * hidden + unit] = newValue }
  }

  func vector(_ number: Int, _ part: Int = 0) -> Element { step.vectors[number].base[part * hidden + unit] }

  func before(_ slot: Int) -> Element { step.before.get(slot, row, unit) }

  subscript(after slot: Int) -> Element {
    get { step.after.get(slot, row, unit) }
    nonmutating set { step.after.set(slot, row, unit, newValue) }
  }

  /// Of the state, on the way back.
  subscript(gradient slot: Int) -> Element {
    get { step.gradient!.get(slot, row, unit) }
    nonmutating set { step.gradient!.set(slot, row, unit, newValue) }
  }

  static func sigmoid(_ x: Element) -> Element { 1 / (1 + Element.exponential(-x)) }
  static func tanh(_ x: Element) -> Element { Element.hyperbolicTangent(x) }
}

/// For the plain twins.
extension CellStep {
  /// Calls `body` with each row that the step changes, and carries the state of the others on.
  func forEachRow(_ body: (_ row: Int) -> Void) {
    for row in 0..<gates.rows {
      guard isPast(row) else {
        body(row)
        continue
      }
      for slot in 0..<after.slots {
        for unit in 0..<after.columns { after.set(slot, row, unit, before.get(slot, row, unit)) }
      }
      for block in [gates] + saved { block.rows(row..<row + 1).fill(0) }
    }
  }

  /// The same on the way back: the output's gradient is added, and that of a state that was kept passes through.
  func forEachRowBack(_ body: (_ row: Int) -> Void) {
    guard let gradient else { preconditionFailure("a step back needs a gradient") }
    if let outputGradient { gradient[0].add(outputGradient) }
    for row in 0..<gates.rows where !isPast(row) { body(row) }
  }

  func forEachUnit(_ body: (CellUnit<Element>) -> Void) {
    forEachRow { row in for unit in 0..<after.columns { body(CellUnit(step: self, row: row, unit: unit)) } }
  }

  func forEachUnitBack(_ body: (CellUnit<Element>) -> Void) {
    forEachRowBack { row in for unit in 0..<after.columns { body(CellUnit(step: self, row: row, unit: unit)) } }
  }

  private func isPast(_ row: Int) -> Bool { lengths.map { number >= Int($0[row]) } ?? false }
}

extension CellState {
  func get(_ slot: Int, _ row: Int, _ unit: Int) -> Element { base[slot * stride + row * columns + unit] }

  func set(_ slot: Int, _ row: Int, _ unit: Int, _ value: Element) {
    base[slot * stride + row * columns + unit] = value
  }
}
