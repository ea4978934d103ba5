import Basics
import Tensors

/// The walk of an `AttentiveStack` over T steps of B sentences, and back, where each step is fed what it has attended to, or what
/// the step before has.
final class AttentiveRun<Element: Scalar> {
  private let model: AttentiveStack<Element>
  private let input: Variable<Element>
  private let initial: [Variable<Element>]
  private let source: AttentiveStack<Element>.Source
  private let rows: AttentionRows<Element>
  private let workspace: Workspace<Element>
  private let runs: [LayerRun<Element>]
  /// What each layer reads, `[T, B, ...]`: outputs of the layer below, with elements dropped.
  private var inputs: [Tensor<Element>]
  private let masks: [DropoutMask<Element>?]
  /// `[T, B, D]`.
  private let context: Tensor<Element>
  /// `[T, B, heads * longest]`.
  private let weights: Tensor<Element>
  /// What the queries are made of, at each step, `[B, Q]`, and the queries.
  private var queryStates: [Tensor<Element>] = []
  private var queries: [Tensor<Element>] = []
  let output: Variable<Element>
  /// The sentence of each row of a step.
  private let sources: [Int32]

  private var steps: Int { input.value.steps }
  private var feedsContext: Bool { model.feed == .context }
  private var top: Tensor<Element> { runs[runs.count - 1].outputs }
  private var lowest: any RecurrentCell<Element> { model.stack.layers[0].cell }

  init(
    _ model: AttentiveStack<Element>, _ input: Variable<Element>, initial: [Variable<Element>],
    source: AttentiveStack<Element>.Source,
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
      if feedsContext {
        attend(t, with: t == 0 ? initial[model.stack.outputSlot].value : top.step(t - 1))
        feed(context.step(t), at: t)
      } else if t > 0 {
        feed(output.value.step(t - 1), at: t)
      }
      for (layer, run) in runs.enumerated() {
        if layer > 0 { readBelow(layer, t) }
        run.step(t)
      }
      if !feedsContext {
        attend(t, with: top.step(t))
        model.combine(context.step(t), top.step(t), into: output.value.step(t), rows: .exact)
      }
    }
    if feedsContext { model.combine(context, top, into: output.value, rows: .exact) }
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
    let queryGradient = workspace.tensor(Shape(steps, sources.count, source.keys.value.columns))
    let sums = AttentionSums(source, rows, query: queryGradient, workspace: workspace)
    let (dContext, dTop) = (workspace.tensor(context.shape), workspace.tensor(top.shape))
    // Of the state before the first step.
    let first = workspace.zeros(Shape(sources.count, top.columns))
    for (run, slots) in zip(runs, model.stack.slots) { run.startBack(from: slots.map { _ in nil }) }
    if feedsContext { model.combineBack(dOutput, output: output.value, context: dContext, top: dTop) }
    for t in (0..<steps).reversed() {
      if feedsContext {
        stepBack(t, dTop.step(t))
        feedBack(t, into: dContext.step(t))
        attendBack(t, sums, dContext.step(t), into: t == 0 ? first : dTop.step(t - 1))
      } else {
        model.combineBack(
          dOutput.step(t), output: output.value.step(t), context: dContext.step(t), top: dTop.step(t))
        attendBack(t, sums, dContext.step(t), into: dTop.step(t))
        stepBack(t, dTop.step(t))
        if t > 0 { feedBack(t, into: dOutput.step(t - 1)) }
      }
    }

    for run in runs { run.giveInitialGradient() }
    if feedsContext { initial[model.stack.outputSlot].addGradient(first) }
    let dInput = workspace.tensor(input.value.shape)
    lowest.inputWeight.packed.multiplyTransposed(runs[0].gates, into: dInput)
    input.addGradient(dInput)
    sums.give(to: source)
    record(dOutput, sums, tape)
  }

  /// Adds the gradient of the states that step t attended with.
  private func attendBack(
    _ t: Int, _ sums: AttentionSums<Element>, _ dContext: Tensor<Element>, into states: Tensor<Element>
  ) {
    let dQuery = sums.query.step(t)
    sources.withUnsafeBufferPointer {
      rows.backward(
        $0, query: queries[t], weights: weights.step(t), context: context.step(t),
        gradients: sums.of(dContext, dQuery))
    }
    model.attention.backQueries(dQuery, into: states)
  }

  /// Adds the gradient of what step t was fed.
  private func feedBack(_ t: Int, into gradient: Tensor<Element>) {
    lowest.vectorWeight?.packed.multiplyTransposed(runs[0].gates.step(t), into: gradient, accumulate: true)
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

  private func record(_ dOutput: Tensor<Element>, _ sums: AttentionSums<Element>, _ tape: GradientTape<Element>) {
    for (run, input) in zip(runs, inputs) { run.record(input: input, on: tape) }
    if let vectorWeight = lowest.vectorWeight {
      if feedsContext {
        tape.addOuterProduct(runs[0].gates, context, to: vectorWeight)
      } else if steps > 1 {
        tape.addOuterProduct(runs[0].gates.steps(1..<steps), output.value.steps(0..<steps - 1), to: vectorWeight)
      }
    }
    model.record(dOutput, context: context, top: top, on: tape)
    let states = workspace.tensor(sums.query.shape)
    for t in 0..<steps { states.step(t).copy(from: queryStates[t]) }
    model.attention.record(queryGradients: sums.query, states: states, vectorGradient: sums.vector, on: tape)
  }
}
