import Basics
import Layers
import Models
import Tensors

/// An encoder-decoder for a search: it holds the decoder's states, one row for each hypothesis. One thread at a time may use it;
/// several may share the network.
///
/// The bits of a row do not depend on the other rows. In bfloat16 this needs products in blocks of `rowBlock` rows, with rows
/// padded to whole blocks; int8 costs the same for 1 row as for 16. States are moved only when rows are; a step reads the states
/// of one memory and writes those of another.
public struct NetworkStepModel: StepModel {
  private let network: EncoderDecoder<Float>
  private let suppressed: [TokenID]
  private let workspace = Workspace<Float>()
  /// Rows are padded to a multiple of it.
  private let unit: Int
  /// The output layer's bias, with -infinity at the suppressed ids.
  private let bias = FloatMemory()
  private var rows = 0
  private var states = StateMemory()
  /// The memory for the next states.
  private var nextStates = StateMemory()
  /// Sources that are encoded and no rows yet.
  private var waitingStates = StateMemory()
  /// Their rows in `waitingStates`.
  private var waiting = 0..<0
  private var sources = SentenceMemory()
  /// The tokens of a step, padded.
  private var fed: [TokenID] = []

  /// - Parameter suppressed: ids that are never generated; padding and begin are always among them.
  public init(_ network: EncoderDecoder<Float>, suppressed: [TokenID]) {
    self.network = network
    unit = network.parameters.precision == .float32 ? 1 : rowBlock
    self.suppressed = Array(Set(suppressed + [MarkID.padding, MarkID.begin])).sorted()
    let values = bias.tensor(network.decoder.output.bias.shape)
    values.copy(from: network.decoder.output.bias.values)
    for id in self.suppressed where values.buffer.indices.contains(Int(id)) { values.buffer[Int(id)] = -.infinity }
  }

  public mutating func encode(_ sources: [[TokenID]]) {
    if sources.isEmpty { return }
    workspace.reset()
    let sequences = PaddedSequences(
      sources.map(network.readingOrder), padding: MarkID.padding, minimumCount: padded(sources.count))
    let recording = Recording(workspace: workspace)
    let encoded = network.encoder.run(sequences, rows: .blocks, generator: nil, on: recording)
    let kept = states(in: waitingStates, rows: sequences.count)
    for (slot, state) in encoded.last.enumerated() { kept[slot].copy(from: state.value) }
    for slot in encoded.last.count..<kept.widths.count { kept[slot].fill(0) }
    waiting = 0..<sources.count
    self.sources.add(network.decoder.memory(of: encoded, on: recording), count: sources.count)
  }

  public mutating func arrange(_ parents: [Int32], adding newcomers: Int) {
    let isUnchanged = newcomers == 0 && parents.count == rows && parents.indices.allSatisfy { parents[$0] == $0 }
    if isUnchanged { return }
    let before = states(in: states, rows: rows)
    let encoded = states(in: waitingStates, rows: waiting.upperBound)
    rows = parents.count + newcomers
    let after = states(in: nextStates, rows: rows)
    after.gather(parents, from: before)
    after.copy(waiting.prefix(newcomers), of: encoded, at: parents.count)
    after.clear(rows..<padded(rows))
    sources.arrange(parents, adding: newcomers)
    waiting = waiting.dropFirst(newcomers)
    swap(&states, &nextStates)
  }

  public mutating func step(_ tokens: [TokenID], count: Int, into candidates: inout StepCandidates) {
    precondition(tokens.count == rows, "\(tokens.count) tokens for \(rows) rows")
    workspace.reset()
    fed.removeAll(keepingCapacity: true)
    fed.append(contentsOf: tokens)
    fed.append(contentsOf: repeatElement(MarkID.padding, count: padded(rows) - rows))
    let (before, after) = (states(in: states, rows: rows), states(in: nextStates, rows: rows))
    let output = sources.withRows { source in
      network.decoder.step(fed, source: source, before: before, after: after, workspace: workspace)
    }
    swap(&states, &nextStates)

    let size = network.configuration.targetVocabularySize
    let wanted = min(count, size - suppressed.count)
    candidates.resize(rows: rows, count: wanted)
    let logits = workspace.tensor(Shape(rowBlock, size))
    let bias = bias.tensor(Shape(size))
    candidates.ids.withUnsafeMutableBufferPointer { ids in
      candidates.logProbabilities.withUnsafeMutableBufferPointer { logProbabilities in
        for first in stride(from: 0, to: rows, by: rowBlock) {
          let multiplied = output.rows(first..<min(first + rowBlock, padded(rows)))
          network.decoder.output.multiply(multiplied, into: logits.rows(0..<multiplied.rows), rows: .blocks)
          logits.rows(0..<min(rowBlock, rows - first)).topCandidates(
            bias: bias, count: wanted, ids: ids.baseAddress! + first * wanted,
            logProbabilities: logProbabilities.baseAddress! + first * wanted)
        }
      }
    }
  }

  /// Of so many rows, padded.
  private func states(in memory: StateMemory, rows: Int) -> RowStates<Float> {
    memory.states(network.decoder.widths, rows: padded(rows))
  }

  private func padded(_ rows: Int) -> Int { (rows + unit - 1) / unit * unit }
}
