import Testing

@testable import Layers

/// One step of cells with layer normalization, against their equations written down once more.
struct NormalizedCellTests {
  private func norm(_ a: some Collection<Double>, _ gain: some Collection<Double>) -> [Double] {
    let mean = a.reduce(0, +) / Double(a.count)
    let variance = a.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(a.count)
    return zip(a, gain).map { ($0 - mean) / (variance + 1e-5).squareRoot() * $1 }
  }

  @Test func lstm() {
    let step = OneStep(CellDescription(.lstm, layerNorm: true))
    let p = step.parameters
    let sums = zip(
      zip(
        norm(step.product("inputWeight", step.x), p["inputGain"]!),
        norm(step.product("recurrentWeight", step.before[0]), p["recurrentGain"]!)
      ).map(+), p["bias"]!
    ).map(+)
    func gate(_ number: Int, _ unit: Int) -> Double { sums[number * OneStep.hidden + unit] }
    let c = (0..<OneStep.hidden).map {
      sigmoid(gate(1, $0)) * step.before[1][$0] + sigmoid(gate(0, $0)) * tanh(gate(2, $0))
    }
    let normal = norm(c, p["cellGain"]!)
    let h = (0..<OneStep.hidden).map { sigmoid(gate(3, $0)) * tanh(normal[$0] + p["cellBias"]![$0]) }
    #expect(step.isAfter([h, c]))
  }

  @Test func gru() {
    let step = OneStep(CellDescription(.gru, layerNorm: true))
    let p = step.parameters
    let (w, u, h, n) = (
      step.product("inputWeight", step.x), step.product("recurrentWeight", step.before[0]), OneStep.hidden,
      2 * OneStep.hidden
    )
    let gates = zip(norm(w[..<n], p["inputGain"]![..<n]), norm(u[..<n], p["recurrentGain"]![..<n])).map(+)
    let (input, state) = (norm(w[n...], p["inputGain"]![n...]), norm(u[n...], p["recurrentGain"]![n...]))
    let after = (0..<h).map { unit in
      let (r, z) = (sigmoid(gates[unit] + p["bias"]![unit]), sigmoid(gates[h + unit] + p["bias"]![h + unit]))
      let candidate = tanh(input[unit] + p["bias"]![n + unit] + r * (state[unit] + p["innerBias"]![unit]))
      return (1 - z) * candidate + z * step.before[0][unit]
    }
    #expect(step.isAfter([after]))
  }
}
