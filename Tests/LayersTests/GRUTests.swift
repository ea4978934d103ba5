import Basics
import Tensors
import Testing

@testable import Layers

struct GRUTests {
  /// h' = (1 - z) h + z n, as in Chung et al. 2014, is our GRU with the other sign at all weights of z.
  @Test func bothConventionsAreOneModel() {
    let hidden = 6
    let store = ParameterStore<Double>()
    let layer = RecurrentLayer(
      "layer", CellDescription(.gru, gruReset: .before), inputSize: 3, hiddenSize: hidden, in: store)
    store.allocate(training: true)
    Initializer(range: 0.8, generator: SeededGenerator(seed: 1)).fill(store)
    store.pack()
    let (numbers, workspace) = (Numbers<Double>(seed: 2), Workspace<Double>())
    let (x, h) = (numbers.tensor(Shape(1, 1, 3)), numbers.tensor(Shape(1, hidden)))
    let ours = layer.run(
      Variable(x), initial: [Variable(h)], lengths: nil, on: Recording(workspace: workspace)
    ).output.value.array

    func values(_ name: String) -> [Double] { store["layer." + name]!.values.array }
    let (w, u, un, b) = (values("inputWeight"), values("recurrentWeight"), values("candidateWeight"), values("bias"))
    func product(_ weight: [Double], _ row: Int, _ x: [Double]) -> Double {
      x.indices.reduce(0) { $0 + weight[row * x.count + $1] * x[$1] }
    }
    let (xs, hs) = (x.array, h.array)
    let r = (0..<hidden).map { sigmoid(product(w, $0, xs) + product(u, $0, hs) + b[$0]) }
    let theirs = (0..<hidden).map { unit in
      let (zRow, nRow) = (hidden + unit, 2 * hidden + unit)
      let z = sigmoid(-product(w, zRow, xs) - product(u, zRow, hs) - b[zRow])
      let n = tanh(product(w, nRow, xs) + product(un, unit, zip(r, hs).map(*)) + b[nRow])
      return (1 - z) * hs[unit] + z * n
    }
    #expect(zip(ours, theirs).allSatisfy { abs($0 - $1) < 1e-12 })
    withExtendedLifetime((store, numbers, workspace)) {}
  }
}
