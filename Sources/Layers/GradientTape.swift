import Basics
import Tensors

/// The operands of the parameters' gradients, recorded by a backward pass before they are multiplied. The products of all
/// slices are computed later, in a fixed order for any number of workers (`GradientBlock.add`), so that no slice needs memory
/// for its own gradients.
///
/// The tensors belong to the workspace of the pass, which must not be reset before they are used.
public final class GradientTape<Element: Scalar>: @unchecked Sendable {
  struct OuterProduct {
    let dy: Tensor<Element>
    let x: Tensor<Element>
  }

  struct ColumnSums {
    let dy: Tensor<Element>
    let first: Int
  }

  struct Rows {
    let dy: Tensor<Element>
    let ids: [TokenID]
  }

  /// The recorded products, by the number of the parameter.
  private(set) var outerProducts: [[OuterProduct]]
  private(set) var columnSums: [[ColumnSums]]
  private(set) var rows: [[Rows]]

  public init(_ store: ParameterStore<Element>) {
    outerProducts = store.parameters.map { _ in [] }
    columnSums = store.parameters.map { _ in [] }
    rows = store.parameters.map { _ in [] }
  }

  /// The gradient of a matrix gains dyᵀ · x, for dy `[M, outputs]` and x `[M, inputs]`.
  public func addOuterProduct(_ dy: Tensor<Element>, _ x: Tensor<Element>, to parameter: Parameter<Element>) {
    precondition(
      dy.shape.allRows == x.shape.allRows && parameter.shape == Shape(dy.columns, x.columns),
      "outer product of \(dy.shape) and \(x.shape) for \(parameter.name) \(parameter.shape)")
    outerProducts[parameter.number].append(OuterProduct(dy: dy, x: x))
  }

  /// The gradient of a vector `[N]` gains the sum over all rows of dy `[..., N]`, or of N columns of a wider one.
  public func addColumnSums(of dy: Tensor<Element>, from first: Int = 0, to parameter: Parameter<Element>) {
    precondition(
      first + parameter.shape.columns <= dy.columns,
      "columns from \(first) on of \(dy.shape) for \(parameter.name) \(parameter.shape)")
    columnSums[parameter.number].append(ColumnSums(dy: dy, first: first))
  }

  /// Row ids[r] of the gradient of a table `[V, N]` gains row r of dy `[M, N]`.
  public func addRows(of dy: Tensor<Element>, ids: [TokenID], to parameter: Parameter<Element>) {
    precondition(
      dy.shape.allRows == ids.count && dy.columns == parameter.shape.columns,
      "\(ids.count) rows of \(dy.shape) for \(parameter.name) \(parameter.shape)")
    rows[parameter.number].append(Rows(dy: dy, ids: ids))
  }

  public func clear() {
    for number in outerProducts.indices {
      outerProducts[number].removeAll(keepingCapacity: true)
      columnSums[number].removeAll(keepingCapacity: true)
      rows[number].removeAll(keepingCapacity: true)
    }
  }
}
