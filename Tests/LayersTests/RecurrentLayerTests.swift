import Basics
import GradientCheck
import Tensors
import Testing

@testable import Layers

/// What every cell must do, in a layer.
struct RecurrentLayerTests {
  static let hidden = 6

  /// Shapes that all differ, uneven lengths: one of them the whole sequence, and one shorter than all the others.
  @Test(arguments: CellDescription.all, [(false, false), (true, false), (false, true), (true, true)])
  func gradientsAgreeWithCentralDifferences(cell: CellDescription, variant: (isReversed: Bool, startsFromZeros: Bool)) {
    let (steps, count, inputs, vectorSize) = (5, 3, 4, 2)
    let lengths: [Int32] = [5, 1, 3]
    let store = ParameterStore<Double>()
    let layer = RecurrentLayer(
      "layer", cell, inputSize: inputs, hiddenSize: Self.hidden, vectorSize: vectorSize,
      isReversed: variant.isReversed, in: store)
    let slots = layer.cell.shape.slots
    store.allocate(training: true)
    Initializer(range: 0.8, generator: SeededGenerator(seed: 1)).fill(store)
    let numbers = Numbers<Double>(seed: 2)
    Self.moveConstants(of: store, numbers)
    store.pack()
    let input = numbers.tensor(Shape(steps, count, inputs))
    let vector = numbers.tensor(Shape(count, vectorSize))
    let initial = (0..<slots).map { _ in numbers.tensor(Shape(count, Self.hidden)) }
    let outputWeight = numbers.tensor(Shape(steps, count, Self.hidden))
    let lastWeights = (0..<slots).map { _ in numbers.tensor(Shape(count, Self.hidden)) }
    let workspace = Workspace<Double>()
    let tape = GradientTape(store)
    struct Run {
      let input, vector: Variable<Double>
      let initial: [Variable<Double>]
      let output: Variable<Double>
      let last: [Variable<Double>]
    }
    func run(_ recording: Recording<Double>) -> Run {
      let (x, v, start) = (Variable(input), Variable(vector), initial.map { Variable($0) })
      let result = layer.run(
        x, fed: v, initial: variant.startsFromZeros ? nil : start, lengths: lengths, on: recording)
      return Run(input: x, vector: v, initial: start, output: result.output, last: result.last)
    }
    func loss() -> Double {
      workspace.reset()
      let result = run(Recording(workspace: workspace))
      return zip(result.last, lastWeights).reduce(dot(result.output.value, outputWeight)) { $0 + dot($1.0.value, $1.1) }
    }
    _ = loss()
    workspace.reset()
    let recording = Recording(workspace: workspace, tape: tape)
    let result = run(recording)
    result.output.addGradient(copyOf: outputWeight, in: workspace)
    for (slot, weight) in zip(result.last, lastWeights) { slot.addGradient(copyOf: weight, in: workspace) }
    recording.back()
    let gradients = GradientBlock(like: store)
    gradients.add(tape)
    let all = [(input, result.input), (vector, result.vector)] + zip(initial, result.initial)
    let analytic = all.map { ($0, $1.gradient?.array) }

    for parameter in store.parameters {
      let worst = GradientCheck.worstError(
        parameter.values, analytic: gradients.array(of: parameter), changed: { store.pack() }, loss: loss)
      #expect(worst < 1e-6, "\(cell) \(parameter.name)")
    }
    for (values, gradient) in analytic {
      guard let gradient else {
        #expect(variant.startsFromZeros)
        continue
      }
      #expect(GradientCheck.worstError(values, analytic: gradient, loss: loss) < 1e-6, "\(cell) \(values.shape)")
    }
  }

  /// Each fast kernel against its plain twin, on widths around those of vectors; one row of three is past its length.
  @Test(arguments: CellDescription.all, [1, 3, 15, 16, 17, 35])
  func kernelsAgreeWithTheirPlainTwins(cell: CellDescription, hidden: Int) {
    func run<Element: Scalar>(_: Element.Type) -> [[Double]] {
      let store = ParameterStore<Element>()
      let layer = RecurrentLayer("layer", cell, inputSize: 2, hiddenSize: hidden, vectorSize: nil, in: store)
      store.allocate(training: true)
      Initializer(range: 0.5, generator: SeededGenerator(seed: 1)).fill(store)
      let numbers = Numbers<Element>(seed: 2)
      Self.moveConstants(of: store, numbers)
      store.pack()
      let input = Variable(numbers.tensor(Shape(3, 3, 2), range: 3))
      let initial = (0..<layer.cell.shape.slots).map { _ in Variable(numbers.tensor(Shape(3, hidden))) }
      let workspace = Workspace<Element>()
      let tape = GradientTape(store)
      let recording = Recording(workspace: workspace, tape: tape)
      let result = layer.run(input, initial: initial, lengths: [3, 1, 2], on: recording)
      var all = result.last.map(\.value.array) + [result.output.value.array]
      result.output.addGradient(numbers.tensor(result.output.value.shape))
      for slot in result.last { slot.addGradient(numbers.tensor(slot.value.shape)) }
      recording.back()
      all += ([input] + initial).map { $0.gradient!.array }
      let gradients = GradientBlock(like: store)
      gradients.add(tape)
      all += store.parameters.map { gradients.array(of: $0) }
      return all.map { $0.map { Double($0) } }
    }
    for (fast, plain) in zip(run(Float.self), run(Double.self)) {
      let worst = zip(fast, plain).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
      #expect(worst < 2e-5 && fast.count == plain.count, "\(cell) \(worst)")
    }
  }

  /// What is no number stays none, in its own row: training finds out about it.
  @Test(arguments: CellDescription.all)
  func whatIsNoNumberIsNotHidden(cell: CellDescription) {
    let (store, layer) = Self.floatLayer(cell)
    let (workspace, numbers) = (Workspace<Float>(), Numbers<Float>(seed: 3))
    let input = numbers.tensor(Shape(2, 2, 3))
    input.step(0).rows(0..<1).fill(.nan)
    let result = layer.run(Variable(input), lengths: nil, on: Recording(workspace: workspace))
    for slot in result.last {
      #expect(slot.value.rows(0..<1).array.allSatisfy { $0.isNaN })
      #expect(slot.value.rows(1..<2).array.allSatisfy { $0.isFinite })
    }
    withExtendedLifetime((store, numbers, workspace)) {}
  }

  @Test(arguments: CellDescription.all)
  func aSequenceKeepsItsStatePastItsLength(cell: CellDescription) {
    let (store, layer) = Self.floatLayer(cell)
    let (workspace, numbers) = (Workspace<Float>(), Numbers<Float>(seed: 3))
    let input = numbers.tensor(Shape(4, 2, 3))
    let recording = Recording(workspace: workspace)
    let short = layer.run(Variable(input), lengths: [2, 4], on: recording).last
    let cut = layer.run(Variable(input.steps(0..<2)), lengths: nil, on: recording).last
    for (short, cut) in zip(short, cut) {
      #expect(short.value.rows(0..<1).array == cut.value.rows(0..<1).array)
      #expect(short.value.rows(1..<2).array != cut.value.rows(1..<2).array)
    }
    withExtendedLifetime(store) {}
  }

  /// To walk a sequence from its end is to walk the turned sequence, to the bit, and padding stays zeros.
  @Test(arguments: CellDescription.all)
  func aReversedWalkIsAWalkOfTheReversedSequence(cell: CellDescription) {
    let (store, layer) = Self.floatLayer(cell)
    let reversed = RecurrentLayer(cell: layer.cell, isReversed: true)
    let (workspace, numbers) = (Workspace<Float>(), Numbers<Float>(seed: 3))
    let (input, turned) = (numbers.tensor(Shape(4, 2, 3)), numbers.tensor(Shape(4, 2, 3)))
    let lengths = [3, 4]
    for (row, length) in lengths.enumerated() {
      for t in 0..<length {
        turned.step(length - 1 - t).rows(row..<row + 1).copy(from: input.step(t).rows(row..<row + 1))
      }
    }
    let recording = Recording(workspace: workspace)
    let one = reversed.run(Variable(input), lengths: lengths.map { Int32($0) }, on: recording)
    let other = layer.run(Variable(turned), lengths: lengths.map { Int32($0) }, on: recording)
    for (one, other) in zip(one.last, other.last) { #expect(one.value.array == other.value.array) }
    for (row, length) in lengths.enumerated() {
      for t in 0..<length {
        #expect(
          one.output.value.step(t).rows(row..<row + 1).array
            == other.output.value.step(length - 1 - t).rows(row..<row + 1).array)
      }
    }
    #expect(one.output.value.step(3).rows(0..<1).array.allSatisfy { $0 == 0 })
    withExtendedLifetime(store) {}
  }

  /// Single steps with states of their own give the bits of the whole sequence.
  @Test(arguments: CellDescription.all)
  func stepsAreTheSequence(cell: CellDescription) {
    let (store, layer) = Self.floatLayer(cell)
    let (workspace, numbers) = (Workspace<Float>(), Numbers<Float>(seed: 3))
    let rows = 70
    let input = numbers.tensor(Shape(4, rows, 3))
    let widths = [Int](repeating: Self.hidden, count: layer.cell.shape.slots)
    let blocks = (0..<2).map { _ in numbers.tensor(Shape(RowStates<Float>.count(widths, rows: rows))) }
    let states = blocks.map { RowStates($0, widths: widths, rows: rows) }
    states[0].clear(0..<rows)
    let whole = layer.run(Variable(input), lengths: nil, on: Recording(workspace: workspace))
    for t in 0..<4 {
      let after = states[(t + 1) % 2].cell(widths.indices)
      layer.step(
        input.step(t), projection: nil, before: states[t % 2].cell(widths.indices), after: after, rows: .exact,
        workspace: workspace)
      #expect(after[0].array == whole.output.value.step(t).array)
    }
    withExtendedLifetime(store) {}
  }

  /// Gives gains and the like, which all start at one number, numbers that differ.
  private static func moveConstants<Element>(of store: ParameterStore<Element>, _ numbers: Numbers<Element>) {
    for parameter in store.parameters {
      guard case .constant = parameter.startingValues else { continue }
      parameter.values.add(numbers.tensor(parameter.shape, range: 0.4))
    }
  }

  private static func floatLayer(_ cell: CellDescription) -> (ParameterStore<Float>, RecurrentLayer<Float>) {
    let store = ParameterStore<Float>()
    let layer = RecurrentLayer("layer", cell, inputSize: 3, hiddenSize: hidden, in: store)
    store.allocate(training: true)
    Initializer(range: 0.5, generator: SeededGenerator(seed: 1)).fill(store)
    store.pack()
    return (store, layer)
  }
}
