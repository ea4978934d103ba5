import Basics
import Tensors

/// K summaries of a source: what stands for the encoder's outputs s `[S, B, D]` in a memory of fixed size (Britz, Guan and Luong
/// 2017, arXiv 1707.00110). Summary k is a mean of the outputs, weighted by how well each fits a learned query q_k:
///
///     a_k = softmax(q_k · s),  c_k = Σ_s a_ks s
///
/// A decoder attends to the K summaries in place of the S positions. With K = 1 they are one vector.
public struct SourceSummaries<Element: Scalar>: Sendable {
  /// q, `[K, D]`.
  private let queries: Embedding<Element>
  public let count: Int

  public init(_ name: String, count: Int, width: Int, in store: ParameterStore<Element>) {
    self.count = count
    queries = Embedding(name, vocabularySize: count, size: width, in: store)
  }

  /// - Parameters:
  ///   - outputs: `[S, B, D]`.
  ///   - lengths: `[B]`.
  /// - Returns: c, `[K, B, D]`.
  public func run(
    _ outputs: Variable<Element>, lengths: [Int32], on recording: Recording<Element>
  ) -> Variable<Element> {
    let (workspace, rows) = (recording.workspace, outputs.value.rows)
    let ids = (0..<count * rows).map { TokenID($0 / rows) }
    let sources = (0..<count * rows).map { Int32($0 % rows) }
    let query = queries.run(ids, steps: count, count: rows, on: recording)
    let table = SourceTable(outputs.value)
    let attention = AttentionRows<Element>(
      heads: 1, scale: 1, lengths: lengths, keys: table, values: table, vector: nil)
    let context = Variable(workspace.tensor(Shape(count, rows, outputs.value.columns)))
    let weights = workspace.tensor(Shape(count * rows, attention.longest))
    sources.withUnsafeBufferPointer {
      attention.forward($0, query: query.value.flattened, weights: weights, context: context.value.flattened)
    }
    recording.onTheWayBack { _ in
      guard let dContext = context.gradient else { return }
      let dQuery = workspace.tensor(query.value.shape)
      let dOutputs = workspace.zeros(outputs.value.shape)
      let sums = SourceTable(dOutputs)
      sources.withUnsafeBufferPointer {
        attention.backward(
          $0, query: query.value.flattened, weights: weights, context: context.value.flattened,
          gradients: AttentionGradients(
            context: dContext.flattened, query: dQuery.flattened, keys: sums, values: sums, vector: nil))
      }
      query.addGradient(dQuery)
      outputs.addGradient(dOutputs)
    }
    return context
  }
}
