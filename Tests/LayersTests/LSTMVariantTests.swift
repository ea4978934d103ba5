import Basics
import Tensors
import Testing

@testable import Layers

/// Variants of the LSTM where they are the same model as another one.
struct LSTMVariantTests {
  private static let (hidden, inputs) = (5, 3)

  private final class Model {
    let store = ParameterStore<Double>()
    let layer: RecurrentLayer<Double>

    init(_ cell: CellDescription) {
      layer = RecurrentLayer("layer", cell, inputSize: inputs, hiddenSize: hidden, in: store)
      store.allocate(training: true)
      Initializer(range: 0.8, generator: SeededGenerator(seed: 1)).fill(store)
    }

    func values(_ name: String) -> Tensor<Double> { store["layer." + name]!.values }

    /// Outputs and last states for the same numbers at every call.
    func run() -> [Double] {
      store.pack()
      let (numbers, workspace) = (Numbers<Double>(seed: 2), Workspace<Double>())
      let result = layer.run(
        Variable(numbers.tensor(Shape(4, 2, inputs))),
        initial: [Variable(numbers.tensor(Shape(2, hidden))), Variable(numbers.tensor(Shape(2, hidden)))],
        lengths: [4, 2], on: Recording(workspace: workspace))
      defer { withExtendedLifetime((numbers, workspace)) {} }
      return result.output.value.array + result.last[1].value.array
    }
  }

  private func expectEqual(_ one: Model, _ other: Model) {
    #expect(zip(one.run(), other.run()).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test(arguments: [(false, true), (true, true), (false, false)])
  func peepholesOfZerosAreNone(coupled: Bool, forgetGate: Bool) {
    let plain = Model(CellDescription(.lstm, coupledGates: coupled, forgetGate: forgetGate))
    for peepholes in [CellDescription.Peepholes.diagonal, .full] {
      let other = Model(
        CellDescription(.lstm, peepholes: peepholes, coupledGates: coupled, forgetGate: forgetGate))
      #expect(other.run() != plain.run())
      for name in peepholes == .diagonal ? ["peepholes"] : ["peepholeWeight", "outputPeepholeWeight"] {
        other.values(name).fill(0)
      }
      expectEqual(other, plain)
    }
  }

  @Test(arguments: [(false, true), (true, true), (false, false)])
  func fullPeepholesWithADiagonalAreDiagonal(coupled: Bool, forgetGate: Bool) {
    func model(_ peepholes: CellDescription.Peepholes) -> Model {
      Model(CellDescription(.lstm, peepholes: peepholes, coupledGates: coupled, forgetGate: forgetGate))
    }
    let (diagonal, full) = (model(.diagonal), model(.full))
    let (vector, cell, output) = (
      diagonal.values("peepholes"), full.values("peepholeWeight"), full.values("outputPeepholeWeight")
    )
    for matrix in [cell, output] { matrix.fill(0) }
    for row in 0..<cell.rows { cell.base[row * Self.hidden + row % Self.hidden] = vector.base[row] }
    for row in 0..<Self.hidden { output.base[row * Self.hidden + row] = vector.base[cell.rows + row] }
    expectEqual(full, diagonal)
  }

  /// 1 - σ(a) = σ(-a).
  @Test func coupledGatesAreGatesOfOppositeSigns() {
    let (plain, coupled) = (Model(.lstm), Model(CellDescription(.lstm, coupledGates: true)))
    for name in ["inputWeight", "recurrentWeight", "bias"] {
      let (from, to) = (coupled.values(name), plain.values(name))
      let count = from.count / 3
      for place in 0..<count { to.base[place] = -from.base[place] }
      (to.base + count).update(from: from.base, count: from.count)
    }
    expectEqual(plain, coupled)
  }

  @Test func withoutItsForgetGateItForgetsNothing() {
    let (plain, other) = (Model(.lstm), Model(CellDescription(.lstm, forgetGate: false)))
    for name in ["inputWeight", "recurrentWeight", "bias"] {
      let (from, to) = (other.values(name), plain.values(name))
      let count = from.count / 3
      to.base.update(from: from.base, count: count)
      (to.base + 2 * count).update(from: from.base + count, count: 2 * count)
    }
    for unit in Self.hidden..<2 * Self.hidden { plain.values("bias").base[unit] = 100 }
    expectEqual(plain, other)
  }
}
