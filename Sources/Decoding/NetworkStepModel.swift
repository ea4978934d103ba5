import Basics
import Layers
import Models
import Tensors

/// An encoder-decoder behind a search: it holds the decoder's states, a row a hypothesis. One thread at a time; several may
/// share the network.
///
/// All products run in blocks of `rowBlock` rows, and the rows are padded to whole blocks, so that the bits of a row do not
/// depend on the others.
public struct NetworkStepModel: StepModel {
  private let network: EncoderDecoder<Float>
  private let suppressed: [TokenID]
  private let workspace = Workspace<Float>()
  /// The output layer's bias, with -infinity at the suppressed ids.
  private let bias: ParameterBuffer
  private var rows = 0
  private var states: [RowBuffer]
  private var projection: RowBuffer?

  /// - Parameter suppressed: ids that are never generated; padding and begin are always among them.
  public init(_ network: EncoderDecoder<Float>, suppressed: [TokenID]) {
    self.network = network
    self.suppressed = Array(Set(suppressed + [MarkID.padding, MarkID.begin])).sorted()
    var bias = network.decoder.output.bias.values.array
    for id in self.suppressed where bias.indices.contains(Int(id)) { bias[Int(id)] = -.infinity }
    self.bias = ParameterBuffer(bias)
    let width = network.configuration.hiddenSize
    states = (0..<network.configuration.layers * LSTMState<Float>.tensorCount).map { _ in RowBuffer(columns: width) }
    projection = network.configuration.feedVector ? RowBuffer(columns: 4 * width) : nil
  }

  public mutating func start(_ sources: [[TokenID]]) {
    rows = sources.count
    workspace.reset()
    let padded = PaddedSequences(
      sources.map(network.readingOrder), padding: MarkID.padding, minimumCount: Self.padded(rows))
    let encoded = network.encoder.forward(padded, rows: .blocks, generator: nil, workspace: workspace).states
    for (buffer, tensor) in zip(states, encoded.flatMap(\.tensors)) { buffer.store(tensor) }
    if let projection, let tensor = network.decoder.projection(of: encoded, rows: .blocks, workspace: workspace) {
      projection.store(tensor)
    }
  }

  public mutating func reorder(_ parents: [Int32]) {
    rows = parents.count
    for buffer in states { buffer.gather(parents, paddedTo: Self.padded(rows)) }
    projection?.gather(parents, paddedTo: Self.padded(rows))
  }

  public mutating func step(_ tokens: [TokenID], count: Int, into candidates: inout StepCandidates) {
    precondition(tokens.count == rows, "\(tokens.count) tokens for \(rows) rows")
    workspace.reset()
    let paddedRows = Self.padded(rows)
    let fed = tokens + [TokenID](repeating: MarkID.padding, count: paddedRows - rows)
    let before = stride(from: 0, to: states.count, by: LSTMState<Float>.tensorCount).map { first in
      LSTMState(states[first..<first + LSTMState<Float>.tensorCount].map { $0.tensor(rows: paddedRows) })
    }
    let result = network.decoder.step(
      fed, states: before, projection: projection?.tensor(rows: paddedRows), workspace: workspace)
    for (buffer, tensor) in zip(states, result.states.flatMap(\.tensors)) { buffer.store(tensor) }

    let size = network.configuration.targetVocabularySize
    let wanted = min(count, size - suppressed.count)
    candidates.resize(rows: rows, count: wanted)
    let logits = workspace.tensor(Shape(rowBlock, size))
    let output = result.output.flattened
    candidates.ids.withUnsafeMutableBufferPointer { ids in
      candidates.logProbabilities.withUnsafeMutableBufferPointer { logProbabilities in
        for first in stride(from: 0, to: rows, by: rowBlock) {
          network.decoder.output.multiply(output.rows(first..<first + rowBlock), into: logits, rows: .blocks)
          logits.rows(0..<min(rowBlock, rows - first)).topCandidates(
            bias: bias.tensor, count: wanted, ids: ids.baseAddress! + first * wanted,
            logProbabilities: logProbabilities.baseAddress! + first * wanted)
        }
      }
    }
  }

  private static func padded(_ rows: Int) -> Int { (rows + rowBlock - 1) / rowBlock * rowBlock }
}

/// Numbers of its own, as a vector.
private final class ParameterBuffer: @unchecked Sendable {
  let tensor: Tensor<Float>

  init(_ values: [Float]) {
    tensor = Tensor(base: .allocate(capacity: values.count), shape: Shape(values.count))
    tensor.base.initialize(repeating: 0, count: values.count)
    tensor.copy(from: values)
  }

  deinit { tensor.base.deallocate() }
}

/// Rows that live from one step to the next, in memory that grows to the largest number of them.
private final class RowBuffer: @unchecked Sendable {
  private let columns: Int
  private var capacity = 0
  private var current = UnsafeMutablePointer<Float>.allocate(capacity: 0)
  private var other = UnsafeMutablePointer<Float>.allocate(capacity: 0)

  init(columns: Int) { self.columns = columns }

  deinit {
    current.deallocate()
    other.deallocate()
  }

  func tensor(rows: Int) -> Tensor<Float> {
    precondition(rows <= capacity, "\(rows) rows of \(capacity)")
    return Tensor(base: current, shape: Shape(rows, columns))
  }

  /// Takes over the rows of a tensor.
  func store(_ tensor: Tensor<Float>) {
    reserve(tensor.rows)
    current.update(from: tensor.base, count: tensor.count)
  }

  /// Row r becomes what row parents[r] was; rows of zeros follow up to `paddedTo`.
  func gather(_ parents: [Int32], paddedTo rows: Int) {
    reserve(rows)
    for (row, parent) in parents.enumerated() {
      (other + row * columns).update(from: current + Int(parent) * columns, count: columns)
    }
    (other + parents.count * columns).update(repeating: 0, count: (rows - parents.count) * columns)
    swap(&current, &other)
  }

  private func reserve(_ rows: Int) {
    guard rows > capacity else { return }
    for keyPath in [\RowBuffer.current, \RowBuffer.other] {
      let larger = UnsafeMutablePointer<Float>.allocate(capacity: rows * columns)
      larger.initialize(repeating: 0, count: rows * columns)
      larger.update(from: self[keyPath: keyPath], count: capacity * columns)
      self[keyPath: keyPath].deallocate()
      self[keyPath: keyPath] = larger
    }
    capacity = rows
  }
}
