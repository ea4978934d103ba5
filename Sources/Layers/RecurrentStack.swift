import Basics
import Tensors

/// Recurrent layers on top of one another, with dropout on the input of each and none on the recurrence (Zaremba et al. 2014,
/// arXiv 1409.2329). A fed vector goes into the lowest layer.
public struct RecurrentStack<Element: Scalar>: Sendable {
  public let layers: [RecurrentLayer<Element>]
  let dropout: Dropout<Element>
  /// The widths of the slots of all layers' states, the lowest layer's first.
  public let widths: [Int]
  /// Where each layer's slots are among all.
  let slots: [Range<Int>]

  public init(_ layers: [RecurrentLayer<Element>], dropout: Dropout<Element>) {
    precondition(!layers.isEmpty, "a stack has at least one layer")
    self.layers = layers
    self.dropout = dropout
    var widths: [Int] = []
    slots = layers.map { layer in
      let first = widths.count
      widths += [Int](repeating: layer.cell.shape.hidden, count: layer.cell.shape.slots)
      return first..<widths.count
    }
    self.widths = widths
  }

  /// - Parameters:
  ///   - input: `[T, B, I]`.
  ///   - initial: the slots of all layers, `[B, H]` each; zeros where nil.
  ///   - generator: for dropout; nil outside of training.
  /// - Returns: the top layer's outputs `[T, B, H]`, and the slots of all layers after the last step.
  public func run(
    _ input: Variable<Element>, fed: Variable<Element>? = nil, initial: [Variable<Element>]? = nil, lengths: [Int32]?,
    rows: ProductRows = .exact, generator: SeededGenerator?, on recording: Recording<Element>
  ) -> (output: Variable<Element>, last: [Variable<Element>]) {
    var output = input
    var last: [Variable<Element>] = []
    for (number, layer) in layers.enumerated() {
      let dropped = dropout.run(output, generator: generator?.split(UInt64(number)), on: recording)
      let result = layer.run(
        dropped, fed: number == 0 ? fed : nil, initial: initial.map { Array($0[slots[number]]) }, lengths: lengths,
        rows: rows, on: recording)
      output = result.output
      last += result.last
    }
    return (output, last)
  }

  /// The slot of the top layer's output.
  public var outputSlot: Int { slots[slots.count - 1].lowerBound }

  /// One step of rows that each have their own state, without a way back.
  /// - Parameters:
  ///   - input: `[R, I]`.
  ///   - projection: of a vector that is fed to the lowest layer at every step.
  ///   - fed: a vector `[R, D]` that is fed to it at this step.
  ///   - before: of `widths`.
  ///   - after: overwritten; it must not overlap `before`.
  /// - Returns: the top layer's output `[R, H]`: a part of `after`.
  public func step(
    _ input: Tensor<Element>, projection: RecurrentLayer<Element>.ProjectionRows?, fed: Tensor<Element>? = nil,
    before: RowStates<Element>, after: RowStates<Element>, rows: ProductRows, workspace: Workspace<Element>
  ) -> Tensor<Element> {
    var output = input
    for (number, layer) in layers.enumerated() {
      let after = after.cell(slots[number])
      workspace.temporary {
        layer.step(
          output, projection: number == 0 ? projection : nil, fed: number == 0 ? fed : nil,
          before: before.cell(slots[number]), after: after, rows: rows, workspace: workspace)
      }
      output = after[0]
    }
    return output
  }
}
