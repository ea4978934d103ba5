import Basics
import GradientCheck
import Tensors
import Testing

@testable import Layers

struct AttentiveStackTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var kind: AttentionKind
    var feed: AttentionFeed
    var heads = 1
    var layers = 1
    var testDescription: String { "\(kind), \(feed), \(heads) heads, \(layers) layers" }
  }

  static let cases: [Case] = [
    Case(kind: .general, feed: .nothing, layers: 2), Case(kind: .dot, feed: .attentional),
    Case(kind: .general, feed: .attentional, heads: 2, layers: 2), Case(kind: .concat, feed: .attentional, heads: 3),
    Case(kind: .additive, feed: .context, layers: 2), Case(kind: .additive, feed: .context, heads: 2),
  ]

  static let hidden = 6
  static let lengths: [Int32] = [5, 1, 3]

  /// A stack over sources of uneven lengths, and all that it is given.
  final class Model<Element: Scalar> {
    let store = ParameterStore<Element>()
    let stack: AttentiveStack<Element>
    let input, outputs: Tensor<Element>
    let initial: [Tensor<Element>]
    let numbers = Numbers<Element>(seed: 2)

    init(_ test: Case) {
      let sourceWidth = test.kind == .dot ? hidden : 12
      let feedWidth: Int? = test.feed == .nothing ? nil : test.feed == .context ? sourceWidth : hidden
      let store = store
      let layers = (0..<test.layers).map { layer in
        RecurrentLayer<Element>(
          "layers.\(layer)", .lstm, inputSize: layer == 0 ? 4 : hidden, hiddenSize: hidden,
          vectorSize: layer == 0 ? feedWidth : nil, in: store)
      }
      let attention = Attention(
        "attention", test.kind, queryWidth: hidden, sourceWidth: sourceWidth, heads: test.heads, in: store)
      stack = AttentiveStack(
        "combine", stack: RecurrentStack(layers, dropout: Dropout(probability: 0.3)), attention: attention,
        feed: test.feed, sourceWidth: sourceWidth, in: store)
      store.allocate(training: true)
      Initializer(range: 0.8, generator: SeededGenerator(seed: 1)).fill(store)
      store.pack()
      input = numbers.tensor(Shape(4, 3, 4))
      outputs = numbers.tensor(Shape(5, 3, sourceWidth))
      let numbers = numbers
      initial = (0..<2 * test.layers).map { _ in numbers.tensor(Shape(3, hidden)) }
    }

    struct Run {
      let output: Variable<Element>
      let inputs: [Variable<Element>]
    }

    func run(_ recording: Recording<Element>, generator: SeededGenerator? = SeededGenerator(seed: 3)) -> Run {
      let (x, s, start) = (Variable(input), Variable(outputs), initial.map { Variable($0) })
      let keys = stack.attention.keys(of: s, on: recording)
      let output = stack.run(
        x, initial: start, source: .init(keys: keys, values: s, lengths: lengths), generator: generator,
        on: recording)
      return Run(output: output, inputs: [x, s] + start)
    }
  }

  @Test(arguments: cases)
  func gradientsAgreeWithCentralDifferences(test: Case) {
    let model = Model<Double>(test)
    let outputWeight = model.numbers.tensor(Shape(4, 3, Self.hidden))
    let workspace = Workspace<Double>()
    func loss() -> Double {
      workspace.reset()
      return dot(model.run(Recording(workspace: workspace)).output.value, outputWeight)
    }
    _ = loss()
    workspace.reset()
    let tape = GradientTape(model.store)
    let recording = Recording(workspace: workspace, tape: tape)
    let run = model.run(recording)
    run.output.addGradient(copyOf: outputWeight, in: workspace)
    recording.back()
    let gradients = GradientBlock(like: model.store)
    gradients.add(tape)
    let analytic = run.inputs.map { $0.gradient!.array }
    for parameter in model.store.parameters {
      let worst = GradientCheck.worstError(
        parameter.values, analytic: gradients.array(of: parameter), changed: { model.store.pack() }, loss: loss)
      #expect(worst < 1e-6, "\(parameter.name)")
    }
    for (values, gradient) in zip([model.input, model.outputs] + model.initial, analytic) {
      #expect(GradientCheck.worstError(values, analytic: gradient, loss: loss) < 1e-6, "\(values.shape)")
    }
  }

  /// The fast functions against their plain twins, forward and back.
  @Test(arguments: cases)
  func floatsAgreeWithDoubles(test: Case) {
    func run<Element: Scalar>(_: Element.Type) -> [[Double]] {
      let model = Model<Element>(test)
      let workspace = Workspace<Element>()
      let tape = GradientTape(model.store)
      let recording = Recording(workspace: workspace, tape: tape)
      let run = model.run(recording)
      run.output.addGradient(model.numbers.tensor(run.output.value.shape))
      recording.back()
      let gradients = GradientBlock(like: model.store)
      gradients.add(tape)
      let all =
        [run.output.value.array] + run.inputs.map { $0.gradient!.array }
        + model.store.parameters.map { gradients.array(of: $0) }
      return all.map { $0.map { Double($0) } }
    }
    for (fast, plain) in zip(run(Float.self), run(Double.self)) {
      let worst = zip(fast, plain).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
      #expect(worst < 2e-5 && fast.count == plain.count, "\(worst)")
    }
  }

  /// Nothing of a sentence depends on the others or on padding; and single steps give the bits of the sequence.
  @Test(arguments: cases)
  func aSentenceAloneGivesTheSameBits(test: Case) {
    let model = Model<Float>(test)
    let workspace = Workspace<Float>()
    let recording = Recording(workspace: workspace)
    let together = model.run(recording, generator: nil).output.value
    let numbers = Numbers<Float>(seed: 9)
    for (row, length) in Self.lengths.enumerated() {
      func alone(_ tensor: Tensor<Float>, steps: Int) -> Tensor<Float> {
        let own = numbers.tensor(Shape(steps, 1, tensor.columns))
        for t in 0..<steps { own.step(t).copy(from: tensor.step(t).rows(row..<row + 1)) }
        return own
      }
      let (input, outputs) = (alone(model.input, steps: 4), alone(model.outputs, steps: Int(length)))
      let initial = model.initial.map { $0.rows(row..<row + 1) }
      let keys = model.stack.attention.keys(of: Variable(outputs), on: recording).value
      let rows = model.stack.attention.rows(keys: .init(keys), values: .init(outputs), lengths: [length])
      let widths = model.stack.widths
      let states = (0..<2).map { _ in
        RowStates(numbers.tensor(Shape(RowStates<Float>.count(widths, rows: 1))), widths: widths, rows: 1)
      }
      states[0].clear(0..<1)
      for (slot, value) in initial.enumerated() { states[0][slot].copy(from: value) }
      for t in 0..<4 {
        let result = [Int32(0)].withUnsafeBufferPointer {
          model.stack.step(
            input.step(t), rows, sources: $0, before: states[t % 2], after: states[(t + 1) % 2], workspace: workspace)
        }
        #expect(result.output.array == together.step(t).rows(row..<row + 1).array, "row \(row), step \(t)")
        let sums = stride(from: 0, to: result.weights.count, by: Int(length)).map { first in
          result.weights.array[first..<first + Int(length)].reduce(0, +)
        }
        #expect(sums.allSatisfy { abs($0 - 1) < 1e-6 })
      }
    }
  }
}
