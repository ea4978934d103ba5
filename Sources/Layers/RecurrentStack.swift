import Basics
import Tensors

/// Recurrent layers on top of one another, with dropout on the input of each and none on the recurrence (Zaremba et al. 2014,
/// arXiv 1409.2329). A projected vector goes into the lowest layer.
public struct RecurrentStack<Cell: RecurrentCell>: Sendable {
  public typealias Element = Cell.Element
  public let cells: [Cell]
  public let dropout: Dropout<Element>

  public struct Cache: Sendable {
    let cells: [Cell.Cache]
  }

  public init(_ cells: [Cell], dropout: Dropout<Element>) {
    self.cells = cells
    self.dropout = dropout
  }

  /// - Parameters:
  ///   - input: `[T, B, I]`.
  ///   - initial: a state a layer; zeros where nil.
  ///   - generator: for dropout; nil outside of training.
  /// - Returns: the top layer's outputs `[T, B, H]` and each layer's last state.
  public func forward(
    _ input: Tensor<Element>, projection: Tensor<Element>? = nil, initial: [Cell.State]? = nil, lengths: [Int32]?,
    rows: ProductRows = .exact, generator: SeededGenerator?, workspace: Workspace<Element>
  ) -> (output: Tensor<Element>, states: [Cell.State], cache: Cache) {
    var output = input
    var states: [Cell.State] = []
    var caches: [Cell.Cache] = []
    for (layer, cell) in cells.enumerated() {
      let dropped = dropout.forward(output, generator: generator?.split(UInt64(layer)), workspace: workspace)
      let result = cell.forward(
        dropped, projection: layer == 0 ? projection : nil, initial: initial?[layer], lengths: lengths, rows: rows,
        workspace: workspace)
      output = result.output
      states.append(result.state)
      caches.append(result.cache)
    }
    return (output, states, Cache(cells: caches))
  }

  /// - Returns: the gradients of the input `[T, B, I]`, of each layer's initial state, and of the projection.
  public func backward(
    _ outputGradient: Tensor<Element>?, stateGradients: [Cell.State]?, cache: Cache, generator: SeededGenerator?,
    tape: GradientTape<Element>, workspace: Workspace<Element>
  ) -> (input: Tensor<Element>, initial: [Cell.State], projection: Tensor<Element>?) {
    var gradient = outputGradient
    var initial: [Cell.State] = []
    var projection: Tensor<Element>?
    for layer in cells.indices.reversed() {
      let result = cells[layer].backward(
        gradient, stateGradient: stateGradients?[layer], cache: cache.cells[layer], tape: tape,
        workspace: workspace)
      dropout.backward(result.input, generator: generator?.split(UInt64(layer)))
      gradient = result.input
      initial.append(result.initial)
      projection = result.projection
    }
    guard let gradient else { preconditionFailure("a stack has at least one layer") }
    return (gradient, initial.reversed(), projection)
  }
}
