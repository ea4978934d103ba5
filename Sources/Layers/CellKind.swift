import Tensors

/// The recurrent cells that a layer can have.
public enum CellKind: String, CaseIterable, Codable, Sendable {
  case elman, gru, lstm, mut1, mut3, nas
}

/// A recurrent cell: its kind, and the options of that kind. Options of other kinds have their defaults.
public struct CellDescription: Equatable, Hashable, Sendable {
  public enum Activation: String, CaseIterable, Codable, Sendable { case tanh, relu }

  /// Whether the reset gate of a GRU works after the product with the state, or before it.
  public enum ResetPlace: String, CaseIterable, Codable, Sendable { case after, before }

  /// How the gates of an LSTM see its cell: unit by unit, or through a matrix.
  public enum Peepholes: String, CaseIterable, Codable, Sendable { case none, diagonal, full }

  public var kind: CellKind
  /// Of an Elman cell.
  public var activation = Activation.tanh
  /// Of an LSTM.
  public var peepholes = Peepholes.none
  /// Of an LSTM: its input gate is 1 - its forget gate.
  public var coupledGates = false
  /// Of an LSTM.
  public var forgetGate = true
  /// Of a GRU.
  public var gruReset = ResetPlace.after
  /// Of an LSTM or a GRU: layer normalization.
  public var layerNorm = false

  public init(
    _ kind: CellKind, activation: Activation = .tanh, peepholes: Peepholes = .none, coupledGates: Bool = false,
    forgetGate: Bool = true, gruReset: ResetPlace = .after, layerNorm: Bool = false
  ) {
    self.kind = kind
    self.activation = activation
    self.peepholes = peepholes
    self.coupledGates = coupledGates
    self.forgetGate = forgetGate
    self.gruReset = gruReset
    self.layerNorm = layerNorm
  }

  public static let lstm = CellDescription(.lstm)

  /// Every kind with every option of it.
  public static let all: [CellDescription] =
    [
      CellDescription(.elman), CellDescription(.elman, activation: .relu),
      CellDescription(.gru), CellDescription(.gru, gruReset: .before), CellDescription(.gru, layerNorm: true),
      CellDescription(.lstm, layerNorm: true), CellDescription(.mut1), CellDescription(.mut3),
      CellDescription(.nas),
    ]
    + Peepholes.allCases.flatMap { peepholes in
      [
        CellDescription(.lstm, peepholes: peepholes), CellDescription(.lstm, peepholes: peepholes, coupledGates: true),
        CellDescription(.lstm, peepholes: peepholes, forgetGate: false),
      ]
    }

  /// What makes no sense together: a key of a recipe, and why.
  public var fault: (key: String, reason: String)? {
    if activation != .tanh && kind != .elman { return ("activation", "only the cell 'elman' has another activation") }
    if gruReset != .after && kind != .gru { return ("gruReset", "only the cell 'gru' has a reset gate to be placed") }
    if kind != .lstm {
      if peepholes != .none { return ("peepholes", "only the cell 'lstm' has peepholes") }
      if coupledGates { return ("coupledGates", "only the cell 'lstm' has gates to be coupled") }
      if !forgetGate { return ("forgetGate", "only the cell 'lstm' can do without its forget gate") }
    }
    if coupledGates && !forgetGate { return ("coupledGates", "without a forget gate there is nothing to couple") }
    if layerNorm {
      if ![.gru, .lstm].contains(kind) {
        return ("layerNorm", "only the cells 'lstm' and 'gru' have a form with layer normalization")
      }
      if self != CellDescription(kind, layerNorm: true) {
        return ("layerNorm", "a cell with layer normalization has no other option")
      }
    }
    return nil
  }

  /// The kind, and the options that are not the defaults.
  public var summary: String {
    var words = [kind.rawValue]
    if activation != .tanh { words.append(activation.rawValue) }
    if peepholes != .none { words.append("\(peepholes) peepholes") }
    if coupledGates { words.append("coupled gates") }
    if !forgetGate { words.append("no forget gate") }
    if gruReset != .after { words.append("reset before the product") }
    if layerNorm { words.append("layer normalization") }
    return words.joined(separator: ", ")
  }

  private var gates: LSTMGates { coupledGates ? .coupled : forgetGate ? .all : .withoutForget }

  /// Declares the parameters of the cell.
  /// - Parameters:
  ///   - name: of the layer, which the names of the parameters begin with.
  ///   - vectorSize: the width of the vector that is fed at every step; nil where none is.
  func cell<Element: Scalar>(
    _ name: String, inputSize: Int, hiddenSize: Int, vectorSize: Int?, in store: ParameterStore<Element>
  ) -> any RecurrentCell<Element> {
    precondition(fault == nil, "\(fault?.reason ?? "")")
    switch kind {
    case .elman:
      return ElmanCell(
        name, activation: activation, inputSize: inputSize, hiddenSize: hiddenSize, vectorSize: vectorSize, in: store)
    case .gru where layerNorm:
      return NormalizedGRUCell(name, inputSize: inputSize, hiddenSize: hiddenSize, vectorSize: vectorSize, in: store)
    case .lstm where layerNorm:
      return NormalizedLSTMCell(name, inputSize: inputSize, hiddenSize: hiddenSize, vectorSize: vectorSize, in: store)
    case .gru where gruReset == .before:
      return ResetGRUCell(name, inputSize: inputSize, hiddenSize: hiddenSize, vectorSize: vectorSize, in: store)
    case .mut1: return MUT1Cell(name, inputSize: inputSize, hiddenSize: hiddenSize, vectorSize: vectorSize, in: store)
    case .mut3: return MUT3Cell(name, inputSize: inputSize, hiddenSize: hiddenSize, vectorSize: vectorSize, in: store)
    case .nas: return NASCell(name, inputSize: inputSize, hiddenSize: hiddenSize, vectorSize: vectorSize, in: store)
    case .gru: return GRUCell(name, inputSize: inputSize, hiddenSize: hiddenSize, vectorSize: vectorSize, in: store)
    case .lstm:
      return LSTMCell(
        name, gates: gates, peepholes: peepholes, inputSize: inputSize, hiddenSize: hiddenSize,
        vectorSize: vectorSize, in: store)
    }
  }
}

/// The kind and what differs from the defaults, under the keys of recipes.
extension CellDescription: Codable {
  private enum CodingKeys: String, CodingKey {
    case cell, activation, peepholes, coupledGates, forgetGate, gruReset, layerNorm
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Decodable>(_ key: CodingKeys, _ other: Value) throws -> Value {
      try values.decodeIfPresent(Value.self, forKey: key) ?? other
    }
    self.init(try values.decode(CellKind.self, forKey: .cell))
    activation = try value(.activation, activation)
    peepholes = try value(.peepholes, peepholes)
    coupledGates = try value(.coupledGates, coupledGates)
    forgetGate = try value(.forgetGate, forgetGate)
    gruReset = try value(.gruReset, gruReset)
    layerNorm = try value(.layerNorm, layerNorm)
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    let plain = CellDescription(kind)
    func encode<Value: Encodable & Equatable>(_ path: KeyPath<Self, Value>, _ key: CodingKeys) throws {
      if self[keyPath: path] != plain[keyPath: path] { try values.encode(self[keyPath: path], forKey: key) }
    }
    try values.encode(kind, forKey: .cell)
    try encode(\.activation, .activation)
    try encode(\.peepholes, .peepholes)
    try encode(\.coupledGates, .coupledGates)
    try encode(\.forgetGate, .forgetGate)
    try encode(\.gruReset, .gruReset)
    try encode(\.layerNorm, .layerNorm)
  }
}
