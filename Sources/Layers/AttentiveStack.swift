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
/// The loop over time is one entry of a recording. All that does not depend on the step before is one product for all steps.
public struct AttentiveStack<Element: Scalar>: Sendable {
  public let stack: RecurrentStack<Element>
  public let attention: Attention<Element>
  private let feed: AttentionFeed
  /// W, `[H, D]`.
  private let contextWeight: Parameter<Element>
  /// U, `[H, H]`.
  private let hiddenWeight: Parameter<Element>

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
    let dropped = stack.dropout.run(input, generator: generator?.split(0), on: recording)
    let run = AttentiveRun(self, dropped, initial: initial, source: source, generator: generator, recording)
    run.forward()
    recording.onTheWayBack { tape in run.back(tape) }
    return run.output
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
  fileprivate func combine(
    _ context: Tensor<Element>, _ top: Tensor<Element>, into output: Tensor<Element>, rows: ProductRows
  ) {
    contextWeight.packed.multiply(context, into: output, rows: rows)
    hiddenWeight.packed.multiply(top, into: output, accumulate: true, rows: rows)
    output.applyTanh()
  }

  /// The walk over T steps of B sentences, and back.
  private final class AttentiveRun {
    let model: AttentiveStack
    let input: Variable<Element>
    let initial: [Variable<Element>]
    let source: Source
    let rows: AttentionRows<Element>
    let workspace: Workspace<Element>
    let runs: [LayerRun<Element>]
    /// What each layer reads, `[T, B, ...]`: outputs of the layer below, with elements dropped.
    var inputs: [Tensor<Element>]
    let masks: [DropoutMask<Element>?]
    /// `[T, B, D]`.
    let context: Tensor<Element>
    /// `[T, B, heads * longest]`.
    let weights: Tensor<Element>
    /// What the queries are made of, at each step, `[B, Q]`, and the queries.
    var queryStates: [Tensor<Element>] = []
    var queries: [Tensor<Element>] = []
    let output: Variable<Element>
    /// The sentence of each row of a step.
    let sources: [Int32]

    var steps: Int { input.value.steps }
    var top: Tensor<Element> { runs[runs.count - 1].outputs }
    var lowest: any RecurrentCell<Element> { model.stack.layers[0].cell }

    init(
      _ model: AttentiveStack, _ input: Variable<Element>, initial: [Variable<Element>], source: Source,
      generator: SeededGenerator?, _ recording: Recording<Element>
    ) {
      self.model = model
      self.input = input
      self.initial = initial
      self.source = source
      workspace = recording.workspace
      let (steps, count) = (input.value.steps, input.value.rows)
      rows = model.attention.rows(
        keys: SourceTable(source.keys.value), values: SourceTable(source.values.value), lengths: source.lengths)
      let stack = model.stack
      runs = stack.layers.enumerated().map { number, layer in
        LayerRun(
          layer, steps: steps, count: count, initial: Array(initial[stack.slots[number]]), lengths: nil, rows: .exact,
          workspace: recording.workspace)
      }
      masks = stack.layers.indices.map { $0 == 0 ? nil : stack.dropout.mask(generator?.split(UInt64($0))) }
      inputs = [input.value]
      for layer in stack.layers.indices.dropFirst() {
        let below = runs[layer - 1].outputs
        inputs.append(masks[layer] == nil ? below : recording.workspace.tensor(below.shape))
      }
      context = recording.workspace.tensor(Shape(steps, count, rows.values.columns))
      weights = recording.workspace.tensor(Shape(steps, count, rows.heads * rows.longest))
      output = Variable(recording.workspace.tensor(Shape(steps, count, model.hiddenWeight.shape.rows)))
      sources = (0..<count).map { Int32($0) }
    }

    func forward() {
      lowest.inputWeight.packed.multiply(input.value, into: runs[0].gates)
      for t in 0..<steps {
        if model.feed == .context {
          attend(t, with: t == 0 ? initial[model.stack.outputSlot].value : top.step(t - 1))
          feed(context.step(t), at: t)
        } else if model.feed == .attentional && t > 0 {
          feed(output.value.step(t - 1), at: t)
        }
        for (layer, run) in runs.enumerated() {
          if layer > 0 { readBelow(layer, t) }
          run.step(t)
        }
        if model.feed == .attentional {
          attend(t, with: top.step(t))
          model.combine(context.step(t), top.step(t), into: output.value.step(t), rows: .exact)
        }
      }
      if model.feed == .nothing { for t in 0..<steps { attend(t, with: top.step(t)) } }
      if model.feed != .attentional { model.combine(context, top, into: output.value, rows: .exact) }
    }

    private func attend(_ t: Int, with states: Tensor<Element>) {
      let queries = model.attention.queries(states, rows: .exact, workspace: workspace)
      queryStates.append(states)
      self.queries.append(queries)
      sources.withUnsafeBufferPointer {
        rows.forward($0, query: queries, weights: weights.step(t), context: context.step(t))
      }
    }

    private func feed(_ vector: Tensor<Element>, at t: Int) {
      lowest.vectorWeight?.packed.multiply(vector, into: runs[0].gates.step(t), accumulate: true)
    }

    private func readBelow(_ layer: Int, _ t: Int) {
      let below = runs[layer - 1].outputs.step(t)
      masks[layer]?.apply(to: below, into: inputs[layer].step(t), first: t * below.count)
      model.stack.layers[layer].cell.inputWeight.packed.multiply(
        inputs[layer].step(t), into: runs[layer].gates.step(t))
    }

    func back(_ tape: GradientTape<Element>) {
      guard let dOutput = output.gradient else { return }
      let keyGradient = workspace.zeros(source.keys.value.shape)
      let valueGradient = workspace.zeros(source.values.value.shape)
      let queryShape = Shape(steps, sources.count, source.keys.value.columns)
      let queryGradient = workspace.tensor(queryShape)
      let vectorGradient = rows.vector.map { workspace.zeros($0.shape) }
      let dContext = workspace.tensor(context.shape)
      let dTop = workspace.tensor(top.shape)
      let first = workspace.zeros(Shape(sources.count, top.columns))
      let tables = (keys: SourceTable(keyGradient), values: SourceTable(valueGradient))
      /// The gradient of the states that step t attended with is added to `states`.
      func attendBack(_ t: Int, into states: Tensor<Element>) {
        let gradients = AttentionGradients(
          context: dContext.step(t), query: queryGradient.step(t), keys: tables.keys, values: tables.values,
          vector: vectorGradient)
        sources.withUnsafeBufferPointer {
          rows.backward(
            $0, query: queries[t], weights: weights.step(t), context: context.step(t), gradients: gradients)
        }
        model.attention.backQueries(queryGradient.step(t), into: states)
      }
      func combineBack(
        _ dOutput: Tensor<Element>, _ output: Tensor<Element>, _ dContext: Tensor<Element>, _ dTop: Tensor<Element>
      ) {
        dOutput.applyTanhBackward(output)
        model.contextWeight.packed.multiplyTransposed(dOutput, into: dContext)
        model.hiddenWeight.packed.multiplyTransposed(dOutput, into: dTop)
      }

      for (run, slots) in zip(runs, model.stack.slots) { run.startBack(from: slots.map { _ in nil }) }
      if model.feed != .attentional { combineBack(dOutput, output.value, dContext, dTop) }
      if model.feed == .nothing { for t in 0..<steps { attendBack(t, into: dTop.step(t)) } }
      for t in (0..<steps).reversed() {
        if model.feed == .attentional {
          combineBack(dOutput.step(t), output.value.step(t), dContext.step(t), dTop.step(t))
          attendBack(t, into: dTop.step(t))
        }
        stepBack(t, dTop.step(t))
        if model.feed == .attentional && t > 0 {
          lowest.vectorWeight?.packed.multiplyTransposed(
            runs[0].gates.step(t), into: dOutput.step(t - 1), accumulate: true)
        } else if model.feed == .context {
          lowest.vectorWeight?.packed.multiplyTransposed(
            runs[0].gates.step(t), into: dContext.step(t), accumulate: true)
          attendBack(t, into: t == 0 ? first : dTop.step(t - 1))
        }
      }

      for run in runs { run.giveInitialGradient() }
      if model.feed == .context { initial[model.stack.outputSlot].addGradient(first) }
      let dInput = workspace.tensor(input.value.shape)
      lowest.inputWeight.packed.multiplyTransposed(runs[0].gates, into: dInput)
      input.addGradient(dInput)
      source.keys.addGradient(keyGradient)
      source.values.addGradient(valueGradient)
      record(dOutput, queryGradient, vectorGradient, tape)
    }

    private func stepBack(_ t: Int, _ dTop: Tensor<Element>) {
      var gradient = dTop
      for layer in runs.indices.reversed() {
        runs[layer].stepBack(t, outputGradient: gradient)
        if layer == 0 { return }
        let below = workspace.tensor(Shape(gradient.rows, inputs[layer].columns))
        model.stack.layers[layer].cell.inputWeight.packed.multiplyTransposed(runs[layer].gates.step(t), into: below)
        masks[layer]?.apply(to: below, into: below, first: t * below.count)
        gradient = below
      }
    }

    private func record(
      _ dOutput: Tensor<Element>, _ queryGradient: Tensor<Element>, _ vectorGradient: Tensor<Element>?,
      _ tape: GradientTape<Element>
    ) {
      for (run, input) in zip(runs, inputs) { run.record(input: input, on: tape) }
      if let vectorWeight = lowest.vectorWeight {
        if model.feed == .context {
          tape.addOuterProduct(runs[0].gates, context, to: vectorWeight)
        } else if steps > 1 {
          tape.addOuterProduct(
            runs[0].gates.steps(1..<steps), output.value.steps(0..<steps - 1), to: vectorWeight)
        }
      }
      tape.addOuterProduct(dOutput, context, to: model.contextWeight)
      tape.addOuterProduct(dOutput, top, to: model.hiddenWeight)
      let states = workspace.tensor(queryGradient.shape)
      for t in 0..<steps { states.step(t).copy(from: queryStates[t]) }
      model.attention.record(
        queryGradients: queryGradient, states: states, vectorGradient: vectorGradient, on: tape)
    }
  }
}
