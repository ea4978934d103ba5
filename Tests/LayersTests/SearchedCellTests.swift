import Testing

@testable import Layers

/// One step of cells that a search found, against their published equations.
struct SearchedCellTests {
  /// MUT1 and MUT3 of Jozefowicz et al. 2015, with the paper's z, of which ours is 1 - z.
  @Test(arguments: [CellKind.mut1, .mut3])
  func mut(kind: CellKind) {
    let step = OneStep(CellDescription(kind))
    let (hidden, p, h) = (OneStep.hidden, step.parameters, step.before[0])
    let w = step.product("inputWeight", step.x)
    let bias = p["bias"]! + (p["candidateBias"] ?? [])
    let u = step.product("recurrentWeight", h)
    let updates: [Double] =
      switch kind {
      case .mut1: [Double](repeating: 0, count: hidden)
      default: step.product("updateWeight", h.map(tanh))
      }
    let r = (0..<hidden).map { sigmoid(w[$0] + u[$0] + bias[$0]) }
    let candidates = step.product("candidateWeight", zip(r, h).map(*))
    let after = (0..<hidden).map { unit in
      let z = sigmoid(-(w[hidden + unit] + updates[unit] + bias[hidden + unit]))
      let input = w[2 * hidden + unit]
      let n = tanh(candidates[unit] + (kind == .mut1 ? tanh(input) : input) + bias[2 * hidden + unit])
      return n * z + h[unit] * (1 - z)
    }
    #expect(step.isAfter([after]))
  }

  @Test func nas() {
    let step = OneStep(CellDescription(.nas))
    let hidden = OneStep.hidden
    let x = step.product("inputWeight", step.x)
    let u = zip(step.product("recurrentWeight", step.before[0]), step.parameters["bias"]!).map(+)
    let states = (0..<hidden).map { unit in
      func sum(_ gate: Int) -> Double { x[gate * hidden + unit] + u[gate * hidden + unit] }
      let product = max(0, x[3 * hidden + unit] * u[3 * hidden + unit])
      let left = tanh(tanh(sigmoid(sum(0)) * max(0, sum(1))) + step.before[1][unit])
      let c = left * tanh(sigmoid(sum(2)) + product)
      let right = tanh(tanh(tanh(sum(4)) * sigmoid(sum(5))) + sigmoid(tanh(sum(6)) + sigmoid(sum(7))))
      return (h: tanh(c * right), c: c)
    }
    #expect(step.isAfter([states.map(\.h), states.map(\.c)]))
  }
}
