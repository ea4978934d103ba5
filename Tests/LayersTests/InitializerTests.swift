import Basics
import Tensors
import Testing

@testable import Layers

struct InitializerTests {
  private func values(_ declare: (ParameterStore<Double>) -> Void) -> [String: [Double]] {
    let store = ParameterStore<Double>()
    declare(store)
    store.allocate(training: false)
    Initializer(range: 0.5, forgetBias: 2, generator: SeededGenerator(seed: 1)).fill(store)
    return Dictionary(uniqueKeysWithValues: store.parameters.map { ($0.name, $0.values.array) })
  }

  @Test func valuesFollowFromTheNameAlone() {
    let one = values {
      _ = $0.matrix("a.weight", outputs: 3, inputs: 4)
      _ = $0.vector("a.bias", count: 3)
    }
    let other = values {
      _ = $0.vector("new", count: 7)
      _ = $0.vector("a.bias", count: 3)
      _ = $0.matrix("a.weight", outputs: 3, inputs: 4)
    }
    #expect(one["a.weight"] == other["a.weight"] && one["a.bias"] == other["a.bias"])
    #expect(one["a.bias"] != Array(other["new"]!.prefix(3)))
    #expect(one.values.joined().allSatisfy { abs($0) <= 0.5 && $0 != 0 })
  }

  @Test func aParameterSaysHowItStarts() {
    let all = values {
      _ = $0.vector("bias", count: 4)
      _ = $0.vector("gain", count: 4, startingValues: .constant(1))
    }
    let forgetting = values { _ = $0.vector("bias", count: 4, startingValues: .drawnBias(forget: 1..<3)) }
    #expect(all["gain"] == [1, 1, 1, 1])
    let differences = zip(all["bias"]!, forgetting["bias"]!).map { $1 - $0 }
    #expect(differences == [0, 2, 2, 0])
  }
}
