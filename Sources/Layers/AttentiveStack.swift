import Basics
import Tensors

/// What is fed to the lowest layer at a step, beside its input.
public enum AttentionFeed: Sendable {
  case nothing
  /// The last step's attentional vector (Luong et al. 2015, section 3.3, "input feeding"); zeros at the first step.
  case attentional
  /// The context of this step, found with the state before it (Bahdanau et al. 2015).
  case context
}

/// Recurrent layers that attend to a source at every step t, and the attentional vector that comes of it (Luong et al. 2015,
/// equation 5):
///
///     c_t = attention of h_t, or of h_{t-1} where the context is fed
///     o_t = tanh(W c_t + U h_t)
///
/// Where nothing is fed, the layers run over all steps first, and then all steps attend at once. Else the loop over time is one
/// entry of a recording (`AttentiveRun`).
public struct AttentiveStack<Element: Scalar>: Sendable {
  public let stack: RecurrentStack<Element>
  public let attention: Attention<Element>
  let feed: AttentionFeed
  /// W, `[H, D]`.
  let contextWeight: Parameter<Element>
  /// U, `[H, H]`.
  let hiddenWeight: Parameter<Element>

  /// - Parameters:
  ///   - name: what the names of the weights W and U begin with.
  ///   - stack: its lowest layer is made for a vector where one is fed.
  ///   - sourceWidth: D.
  public init(
    _ name: String, stack: RecurrentStack<Element>, attention: Attention<Element>, feed: AttentionFeed,
    sourceWidth: Int, in store: ParameterStore<Element>
  ) {
    let hidden = stack.layers[stack.layers.count - 1].cell.shape.hidden
    self.stack = stack
    self.attention = attention
    self.feed = feed
    contextWeight = store.matrix(
      name + ".contextWeight", outputs: hidden, inputs: sourceWidth, isRecurrent: feed == .attentional)
    hiddenWeight = store.matrix(
      name + ".hiddenWeight", outputs: hidden, inputs: hidden, isRecurrent: feed == .attentional)
  }

  /// The widths of the slots of a row's state: those of the layers, and the attentional vector where it is fed.
  public var widths: [Int] { feed == .attentional ? stack.widths + [hiddenWeight.shape.rows] : stack.widths }

  /// What all rows of some sources attend to.
  public struct Source {
    let keys: Variable<Element>
    let values: Variable<Element>
    let lengths: [Int32]

    /// - Parameters:
    ///   - keys: `[S, B, Q]`, of `Attention.keys`.
    ///   - values: `[S, B, D]`.
    public init(keys: Variable<Element>, values: Variable<Element>, lengths: [Int32]) {
      self.keys = keys
      self.values = values
      self.lengths = lengths
    }
  }

  /// - Parameters:
  ///   - input: `[T, B, I]`.
  ///   - initial: the slots of all layers, `[B, H]` each.
  /// - Returns: o, `[T, B, H]`.
  public func run(
    _ input: Variable<Element>, initial: [Variable<Element>], source: Source, generator: SeededGenerator?,
    on recording: Recording<Element>
  ) -> Variable<Element> {
    if feed == .nothing {
      return attend(
        stack.run(input, initial: initial, lengths: nil, generator: generator, on: recording).output, to: source,
        on: recording)
    }
    let dropped = stack.dropout.run(input, generator: generator?.split(0), on: recording)
    let run = AttentiveRun(self, dropped, initial: initial, source: source, generator: generator, recording)
    run.forward()
    recording.onTheWayBack { tape in run.back(tape) }
    return run.output
  }

  /// o of all steps at once, from the top layer's outputs `[T, B, H]`.
  private func attend(
    _ top: Variable<Element>, to source: Source, on recording: Recording<Element>
  ) -> Variable<Element> {
    let workspace = recording.workspace
    let (steps, count) = (top.value.steps, top.value.rows)
    let rows = attention.rows(
      keys: SourceTable(source.keys.value), values: SourceTable(source.values.value), lengths: source.lengths)
    let sources = (0..<steps * count).map { Int32($0 % count) }
    let states = top.value.flattened
    let queries = attention.queries(states, rows: .exact, workspace: workspace)
    let weights = workspace.tensor(Shape(steps * count, rows.heads * rows.longest))
    let context = workspace.tensor(Shape(steps * count, rows.values.columns))
    let output = Variable(workspace.tensor(Shape(steps, count, hiddenWeight.shape.rows)))
    sources.withUnsafeBufferPointer { rows.forward($0, query: queries, weights: weights, context: context) }
    combine(context, states, into: output.value.flattened, rows: .exact)
    recording.onTheWayBack { tape in
      guard let dOutput = output.gradient?.flattened else { return }
      let (dContext, dTop) = (workspace.tensor(context.shape), workspace.tensor(top.value.shape))
      combineBack(dOutput, output: output.value.flattened, context: dContext, top: dTop.flattened)
      let gradients = AttentionSums(source, rows, query: workspace.tensor(queries.shape), workspace: workspace)
      sources.withUnsafeBufferPointer {
        rows.backward(
          $0, query: queries, weights: weights, context: context, gradients: gradients.of(dContext, gradients.query))
      }
      attention.backQueries(gradients.query, into: dTop.flattened)
      top.addGradient(dTop)
      gradients.give(to: source)
      record(dOutput, context: context, top: states, on: tape)
      attention.record(
        queryGradients: gradients.query, states: states, vectorGradient: gradients.vector, on: tape)
    }
    return output
  }

  /// One step of rows that each have their own state, without a way back.
  /// - Parameters:
  ///   - input: `[R, I]`.
  ///   - attention: the sources; `sources` says which is that of each row, for the first of the R rows, and the others are
  ///     padding.
  ///   - before: of `widths`.
  ///   - after: overwritten; it must not overlap `before`.
  /// - Returns: o, `[R, H]`, and the weights of the positions.
  public func step(
    _ input: Tensor<Element>, _ rows: AttentionRows<Element>, sources: UnsafeBufferPointer<Int32>,
    before: RowStates<Element>, after: RowStates<Element>, workspace: Workspace<Element>
  ) -> (output: Tensor<Element>, weights: Tensor<Element>) {
    let context = workspace.zeros(Shape(input.rows, rows.values.columns))
    let weights = workspace.tensor(Shape(sources.count, rows.heads * rows.longest))
    func attend(_ states: Tensor<Element>) {
      let queries = attention.queries(states, rows: .blocks, workspace: workspace)
      rows.forward(
        sources, query: queries.rows(0..<sources.count), weights: weights, context: context.rows(0..<sources.count))
    }
    var fed: Tensor<Element>?
    switch feed {
    case .nothing: break
    case .attentional: fed = before[widths.count - 1]
    case .context:
      attend(before[stack.outputSlot])
      fed = context
    }
    let top = stack.step(
      input, projection: nil, fed: fed, before: before, after: after, rows: .blocks, workspace: workspace)
    if feed != .context { attend(top) }
    let output = feed == .attentional ? after[widths.count - 1] : workspace.tensor(top.shape)
    combine(context, top, into: output, rows: .blocks)
    return (output, weights)
  }

  /// o = tanh(W c + U h).
  func combine(
    _ context: Tensor<Element>, _ top: Tensor<Element>, into output: Tensor<Element>, rows: ProductRows
  ) {
    contextWeight.packed.multiply(context, into: output, rows: rows)
    hiddenWeight.packed.multiply(top, into: output, accumulate: true, rows: rows)
    output.applyTanh()
  }

  /// Turns the gradient of o into that of its sum, in place, and sets those of c and h.
  func combineBack(
    _ gradient: Tensor<Element>, output: Tensor<Element>, context: Tensor<Element>, top: Tensor<Element>
  ) {
    gradient.applyTanhBackward(output)
    contextWeight.packed.multiplyTransposed(gradient, into: context)
    hiddenWeight.packed.multiplyTransposed(gradient, into: top)
  }

  /// Records the gradients of W and U, from those of the sums of all steps.
  func record(
    _ gradient: Tensor<Element>, context: Tensor<Element>, top: Tensor<Element>, on tape: GradientTape<Element>
  ) {
    tape.addOuterProduct(gradient, context, to: contextWeight)
    tape.addOuterProduct(gradient, top, to: hiddenWeight)
  }
}

/// The gradients that all steps of an attention add to, and those of the queries.
struct AttentionSums<Element: Scalar> {
  let keys: Tensor<Element>
  let values: Tensor<Element>
  let vector: Tensor<Element>?
  let query: Tensor<Element>
  private let tables: (keys: SourceTable<Element>, values: SourceTable<Element>)

  init(
    _ source: AttentiveStack<Element>.Source, _ rows: AttentionRows<Element>, query: Tensor<Element>,
    workspace: Workspace<Element>
  ) {
    keys = workspace.zeros(source.keys.value.shape)
    values = workspace.zeros(source.values.value.shape)
    vector = rows.vector.map { workspace.zeros($0.shape) }
    self.query = query
    tables = (SourceTable(keys), SourceTable(values))
  }

  /// Those of some rows.
  func of(_ context: Tensor<Element>, _ query: Tensor<Element>) -> AttentionGradients<Element> {
    AttentionGradients(
      context: context, query: query, keys: tables.keys, values: tables.values, vector: vector)
  }

  func give(to source: AttentiveStack<Element>.Source) {
    source.keys.addGradient(keys)
    source.values.addGradient(values)
  }
}
