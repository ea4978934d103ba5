import Tensors

/// How attention scores a position of the source.
public enum AttentionKind: String, CaseIterable, Codable, Sendable {
  /// v · tanh(W h + U s), where h is the state before the step (Bahdanau et al. 2015, appendix A.1.2).
  case additive
  /// h · s (Luong et al. 2015).
  case dot
  /// h · W s (Luong et al. 2015).
  case general
  /// v · tanh(W h + U s) = v · tanh([W U] [h; s]), where h is the state after the step (Luong et al. 2015).
  case concat
}

/// The parameters of attention over the outputs s `[S, B, D]` of an encoder. Each sentence is attended to over its own length.
public struct Attention<Element: Scalar>: Sendable {
  public let kind: AttentionKind
  private let heads: Int
  /// W of `general` `[Q, D]`, U of `additive` and `concat` `[Q, D]`; nil for `dot`.
  private let key: Projection<Element>?
  /// W of `additive` and `concat`, `[Q, Q]`.
  private let query: Projection<Element>?
  /// v, `[Q]`.
  private let vector: Parameter<Element>?

  /// - Parameters:
  ///   - queryWidth: Q, of the decoder's state.
  ///   - sourceWidth: D, of the encoder's outputs; Q for `dot`.
  ///   - heads: parts of the columns that attend by themselves (Vaswani et al. 2017, section 3.2.2); a divisor of Q and D.
  public init(
    _ name: String, _ kind: AttentionKind, queryWidth: Int, sourceWidth: Int, heads: Int,
    in store: ParameterStore<Element>
  ) {
    precondition(
      (kind != .dot || queryWidth == sourceWidth) && queryWidth % heads == 0 && sourceWidth % heads == 0,
      "\(kind) attention of \(heads) heads from \(queryWidth) to \(sourceWidth)")
    self.kind = kind
    self.heads = heads
    key =
      kind == .dot
      ? nil : Projection(name + ".keyWeight", inputs: sourceWidth, outputs: queryWidth, in: store)
    let isSum = kind == .additive || kind == .concat
    query =
      isSum
      ? Projection(name + ".queryWeight", inputs: queryWidth, outputs: queryWidth, isRecurrent: true, in: store) : nil
    vector = isSum ? store.vector(name + ".vector", count: queryWidth) : nil
  }

  /// The keys of all positions, `[S, B, Q]`: computed once for a sentence.
  public func keys(
    of outputs: Variable<Element>, rows: ProductRows = .exact, on recording: Recording<Element>
  ) -> Variable<Element> {
    key?.run(outputs, rows: rows, on: recording) ?? outputs
  }

  public func rows(
    keys: SourceTable<Element>, values: SourceTable<Element>, lengths: [Int32]
  ) -> AttentionRows<Element> {
    AttentionRows(
      heads: heads, scale: 1, lengths: lengths, keys: keys, values: values, vector: vector?.values)
  }

  /// What is compared with the keys, `[R, Q]`, of decoder states `[R, Q]`: in memory of its own, or the states themselves.
  public func queries(_ states: Tensor<Element>, rows: ProductRows, workspace: Workspace<Element>) -> Tensor<Element> {
    guard let query else { return states }
    let queries = workspace.tensor(states.shape)
    query.weight.packed.multiply(states, into: queries, rows: rows)
    return queries
  }

  /// Adds the gradient of states, from that of their queries `[R, Q]`.
  func backQueries(_ gradient: Tensor<Element>, into states: Tensor<Element>) {
    if let query {
      query.weight.packed.multiplyTransposed(gradient, into: states, accumulate: true)
    } else {
      states.add(gradient)
    }
  }

  /// - Parameters:
  ///   - queryGradients: of the queries of all steps.
  ///   - states: what these queries were made of.
  ///   - vectorGradient: of v.
  func record(
    queryGradients: Tensor<Element>, states: Tensor<Element>, vectorGradient: Tensor<Element>?,
    on tape: GradientTape<Element>
  ) {
    if let query { tape.addOuterProduct(queryGradients, states, to: query.weight) }
    if let vector, let vectorGradient { tape.addColumnSums(of: vectorGradient, to: vector) }
  }
}
