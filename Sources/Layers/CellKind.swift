import Tensors

/// The recurrent cells that a layer can have.
public enum CellKind: String, CaseIterable, Codable, Sendable {
  case lstm

  /// Declares the parameters of a cell.
  /// - Parameters:
  ///   - name: of the layer, which the names of the parameters begin with.
  ///   - vectorSize: the width of the vector that is fed at every step; nil where none is.
  func cell<Element: Scalar>(
    _ name: String, inputSize: Int, hiddenSize: Int, vectorSize: Int?, in store: ParameterStore<Element>
  ) -> any RecurrentCell<Element> {
    switch self {
    case .lstm:
      LSTMCell(name, inputSize: inputSize, hiddenSize: hiddenSize, vectorSize: vectorSize, in: store)
    }
  }
}
