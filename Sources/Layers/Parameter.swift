import Tensors

/// One learned tensor. Its values are a view into the block of its `ParameterStore`, valid once that has allocated. Where
/// the store is for inference alone, a matrix is there in packed form only, and a table in int8 as quantized rows only.
public final class Parameter<Element: Scalar>: @unchecked Sendable {
  public enum Role: Sendable {
    /// A weight matrix `[outputs, inputs]`.
    case matrix
    /// A weight matrix that is multiplied with at every step, and so with few rows at a time.
    case recurrentMatrix
    /// A table of rows, used as it is.
    case table
    case vector
  }

  /// The name in model files, for example `encoder.layers.0.inputWeight`.
  public let name: String
  public let shape: Shape
  public let role: Role
  public let startingValues: StartingValues
  /// The index among the store's parameters.
  public let number: Int
  /// The offset in the store's blocks.
  public let offset: Int
  public internal(set) var values: Tensor<Element>!

  public var isMatrix: Bool { role == .matrix || role == .recurrentMatrix }
  /// The packed form of a matrix; nil for other parameters.
  public internal(set) var packed: PackedWeight<Element>!
  /// The int8 form of a table; nil if it is kept in float32.
  public internal(set) var quantized: QuantizedRows<Element>?

  init(name: String, shape: Shape, role: Role, startingValues: StartingValues, number: Int, offset: Int) {
    self.name = name
    self.shape = shape
    self.role = role
    self.startingValues = startingValues
    self.number = number
    self.offset = offset
  }
}
