import Basics
import Tensors

@testable import Layers

/// One step of one row of a cell, with all numbers that it was made from: what its equations, written down once more, are
/// compared with.
struct OneStep {
  static let (hidden, inputs) = (4, 3)

  let parameters: [String: [Double]]
  let x: [Double]
  /// The slots of the state.
  let before, after: [[Double]]

  init(_ cell: CellDescription) {
    let store = ParameterStore<Double>()
    let layer = RecurrentLayer("", cell, inputSize: Self.inputs, hiddenSize: Self.hidden, in: store)
    store.allocate(training: true)
    Initializer(range: 0.8, generator: SeededGenerator(seed: 1)).fill(store)
    let (numbers, workspace) = (Numbers<Double>(seed: 2), Workspace<Double>())
    for parameter in store.parameters where parameter.role == .vector {
      parameter.values.add(numbers.tensor(parameter.shape))
    }
    store.pack()
    let input = numbers.tensor(Shape(1, 1, Self.inputs))
    let initial = (0..<layer.cell.shape.slots).map { _ in numbers.tensor(Shape(1, Self.hidden)) }
    let last = layer.run(
      Variable(input), initial: initial.map { Variable($0) }, lengths: nil, on: Recording(workspace: workspace)
    ).last
    parameters = Dictionary(
      uniqueKeysWithValues: store.parameters.map { (String($0.name.dropFirst()), $0.values.array) })
    x = input.array
    before = initial.map(\.array)
    after = last.map(\.value.array)
    withExtendedLifetime((store, numbers, workspace)) {}
  }

  /// Of a matrix with x, or with a state.
  func product(_ name: String, _ x: [Double]) -> [Double] {
    stride(from: 0, to: parameters[name]!.count, by: x.count).map { row in
      x.indices.reduce(0) { $0 + parameters[name]![row + $1] * x[$1] }
    }
  }

  func isAfter(_ expected: [[Double]]) -> Bool {
    expected.count == after.count
      && zip(expected.joined(), after.joined()).allSatisfy { abs($0 - $1) < 1e-12 }
  }
}

func sigmoid(_ x: Double) -> Double { 1 / (1 + Double.exponential(-x)) }
func tanh(_ x: Double) -> Double { Double.hyperbolicTangent(x) }
