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
  /// `[R, saved]`: what else the cell keeps for the way back.
  public var saved: Tensor<Element>?
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
  public var vectors: (Tensor<Element>?, Tensor<Element>?, Tensor<Element>?, Tensor<Element>?) = (nil, nil, nil, nil)

  public init(
    gates: Tensor<Element>, saved: Tensor<Element>?, before: CellState<Element>, after: CellState<Element>,
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
  /// The place in the list in `cells.c`.
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

/// For the plain twins.
extension CellStep {
  /// Calls `body` with each row and unit that the step changes, and carries the state of the others on.
  func forEachUnit(_ body: (_ row: Int, _ unit: Int) -> Void) {
    for row in 0..<gates.rows {
      if isPast(row) {
        for slot in 0..<after.slots {
          for unit in 0..<after.columns { after.set(slot, row, unit, before.get(slot, row, unit)) }
        }
        (gates.base + row * gates.columns).update(repeating: 0, count: gates.columns)
        if let saved { (saved.base + row * saved.columns).update(repeating: 0, count: saved.columns) }
        continue
      }
      for unit in 0..<after.columns { body(row, unit) }
    }
  }

  /// The same on the way back: the output's gradient is added, and that of a state that was kept passes through.
  func forEachUnitBack(_ body: (_ row: Int, _ unit: Int, _ gradient: CellState<Element>) -> Void) {
    guard let gradient else { preconditionFailure("a step back needs a gradient") }
    if let outputGradient { gradient[0].add(outputGradient) }
    for row in 0..<gates.rows where !isPast(row) {
      for unit in 0..<after.columns { body(row, unit, gradient) }
    }
  }

  private func isPast(_ row: Int) -> Bool { lengths.map { number >= Int($0[row]) } ?? false }

  /// The place of a gate among the numbers of `gates`.
  func place(_ gate: Int, _ row: Int, _ unit: Int) -> Int { row * gates.columns + gate * after.columns + unit }

  static func sigmoid(_ x: Element) -> Element { 1 / (1 + Element.exponential(-x)) }
}

extension CellState {
  func get(_ slot: Int, _ row: Int, _ unit: Int) -> Element { base[slot * stride + row * columns + unit] }

  func set(_ slot: Int, _ row: Int, _ unit: Int, _ value: Element) {
    base[slot * stride + row * columns + unit] = value
  }
}
