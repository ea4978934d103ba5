import Basics
import Tensors
import Testing

@testable import Layers

/// One step of cells with layer normalization, against their equations written down once more.
struct NormalizedCellTests {
  private static let (hidden, inputs) = (4, 3)

  private struct Step {
    var parameters: [String: [Double]] = [:]
    var x: [Double] = []
    var before: [[Double]] = []
    var after: [[Double]] = []

    func product(_ name: String, _ x: [Double]) -> [Double] {
      stride(from: 0, to: parameters[name]!.count, by: x.count).map { row in
        x.indices.reduce(0) { $0 + parameters[name]![row + $1] * x[$1] }
      }
    }
  }

  private func step(_ kind: CellKind) -> Step {
    let store = ParameterStore<Double>()
    let layer = RecurrentLayer(
      "", CellDescription(kind, layerNorm: true), inputSize: Self.inputs, hiddenSize: Self.hidden, in: store)
    store.allocate(training: true)
    Initializer(range: 0.8, generator: SeededGenerator(seed: 1)).fill(store)
    let (numbers, workspace) = (Numbers<Double>(seed: 2), Workspace<Double>())
    for parameter in store.parameters where parameter.role == .vector {
      parameter.values.add(numbers.tensor(parameter.shape))
    }
    store.pack()
    let x = numbers.tensor(Shape(1, 1, Self.inputs))
    let before = (0..<layer.cell.shape.slots).map { _ in numbers.tensor(Shape(1, Self.hidden)) }
    let last = layer.run(
      Variable(x), initial: before.map { Variable($0) }, lengths: nil, on: Recording(workspace: workspace)
    ).last
    defer { withExtendedLifetime((store, numbers, workspace)) {} }
    return Step(
      parameters: Dictionary(
        uniqueKeysWithValues: store.parameters.map { (String($0.name.dropFirst()), $0.values.array) }),
      x: x.array, before: before.map(\.array), after: last.map(\.value.array))
  }

  private func norm(_ a: some Collection<Double>, _ gain: some Collection<Double>) -> [Double] {
    let mean = a.reduce(0, +) / Double(a.count)
    let variance = a.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(a.count)
    return zip(a, gain).map { ($0 - mean) / (variance + 1e-5).squareRoot() * $1 }
  }

  private func sigmoid(_ x: Double) -> Double { 1 / (1 + Double.exponential(-x)) }
  private func tanh(_ x: Double) -> Double { Double.hyperbolicTangent(x) }

  @Test func lstm() {
    let step = step(.lstm)
    let p = step.parameters
    let sums = zip(
      zip(
        norm(step.product("inputWeight", step.x), p["inputGain"]!),
        norm(step.product("recurrentWeight", step.before[0]), p["recurrentGain"]!)
      ).map(+), p["bias"]!
    ).map(+)
    func gate(_ number: Int, _ unit: Int) -> Double { sums[number * Self.hidden + unit] }
    let c = (0..<Self.hidden).map {
      sigmoid(gate(1, $0)) * step.before[1][$0] + sigmoid(gate(0, $0)) * tanh(gate(2, $0))
    }
    let normal = norm(c, p["cellGain"]!)
    let h = (0..<Self.hidden).map { sigmoid(gate(3, $0)) * tanh(normal[$0] + p["cellBias"]![$0]) }
    #expect(zip(step.after[0] + step.after[1], h + c).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func gru() {
    let step = step(.gru)
    let p = step.parameters
    let (w, u, h, n) = (
      step.product("inputWeight", step.x), step.product("recurrentWeight", step.before[0]), Self.hidden, 2 * Self.hidden
    )
    let gates = zip(norm(w[..<n], p["inputGain"]![..<n]), norm(u[..<n], p["recurrentGain"]![..<n])).map(+)
    let (input, state) = (norm(w[n...], p["inputGain"]![n...]), norm(u[n...], p["recurrentGain"]![n...]))
    let after = (0..<h).map { unit in
      let (r, z) = (sigmoid(gates[unit] + p["bias"]![unit]), sigmoid(gates[h + unit] + p["bias"]![h + unit]))
      let candidate = tanh(input[unit] + p["bias"]![n + unit] + r * (state[unit] + p["innerBias"]![unit]))
      return (1 - z) * candidate + z * step.before[0][unit]
    }
    #expect(zip(step.after[0], after).allSatisfy { abs($0 - $1) < 1e-12 })
  }
}
