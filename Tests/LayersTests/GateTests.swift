import Basics
import Tensors
import Testing

@testable import Layers

/// What cells keep when their gates are forced.
struct GateTests {
  private static let hidden = 6
  private static let cells: [(CellDescription, Range<Int>)] = [
    (.lstm, hidden..<2 * hidden), (CellDescription(.lstm, coupledGates: true), 0..<hidden),
    (CellDescription(.lstm, peepholes: .full), hidden..<2 * hidden), (CellDescription(.gru), hidden..<2 * hidden),
    (CellDescription(.gru, gruReset: .before), hidden..<2 * hidden),
    (CellDescription(.gru, layerNorm: true), hidden..<2 * hidden),
    (CellDescription(.lstm, layerNorm: true), hidden..<2 * hidden),
    (CellDescription(.mut1), hidden..<2 * hidden),
    (CellDescription(.mut3), hidden..<2 * hidden),
  ]

  /// The forget bias goes where the gate is that keeps the state, and nowhere else.
  @Test(arguments: cells)
  func theForgetBiasIsAddedToTheGateThatKeepsTheState(cell: CellDescription, places: Range<Int>) {
    func bias(_ forgetBias: Double) -> [Double] {
      let store = ParameterStore<Double>()
      _ = RecurrentLayer("layer", cell, inputSize: 2, hiddenSize: Self.hidden, in: store)
      store.allocate(training: true)
      Initializer(range: 0.1, forgetBias: forgetBias, generator: SeededGenerator(seed: 1)).fill(store)
      return store["layer.bias"]!.values.array
    }
    for (place, (with, without)) in zip(bias(3), bias(0)).enumerated() {
      #expect(abs(with - without - (places.contains(place) ? 3 : 0)) < 1e-12)
    }
  }

  /// A cell that forgets nothing and lets nothing in has the same state after 1,000 steps.
  @Test(arguments: cells)
  func aStateIsCarriedUnchanged(cell: CellDescription, places: Range<Int>) {
    let store = ParameterStore<Float>()
    let layer = RecurrentLayer("layer", cell, inputSize: 2, hiddenSize: Self.hidden, in: store)
    store.allocate(training: true)
    Initializer(range: 0.5, generator: SeededGenerator(seed: 1)).fill(store)
    for place in places { store["layer.bias"]!.values.base[place] = 80 }
    if cell.kind == .lstm && !cell.coupledGates {
      for place in 0..<Self.hidden { store["layer.bias"]!.values.base[place] = -80 }
    }
    store.pack()
    let (numbers, workspace) = (Numbers<Float>(seed: 2), Workspace<Float>())
    let initial = (0..<layer.cell.shape.slots).map { _ in numbers.tensor(Shape(2, Self.hidden)) }
    let last = layer.run(
      Variable(numbers.tensor(Shape(1000, 2, 2))), initial: initial.map { Variable($0) }, lengths: nil,
      on: Recording(workspace: workspace)
    ).last
    let kept = layer.cell.shape.slots - 1
    #expect(last[kept].value.array == initial[kept].array)
    withExtendedLifetime((store, numbers, workspace)) {}
  }
}
