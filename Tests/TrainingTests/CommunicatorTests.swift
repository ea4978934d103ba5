import Basics
import Layers
import Tensors
import Testing

@testable import Training

struct CommunicatorTests {
  @Test(arguments: [1, 2, 3, 5, 16])
  func everyPartIsDoneOnce(workers: Int) {
    let communicator = Communicator(workers: workers)
    #expect(communicator.workers == workers)
    for count in [0, 1, 17, 1000] {
      let done = SharedValues(count: count, 0)
      communicator.share(count) { done[$0] += 1 + $0 }
      #expect((0..<count).allSatisfy { done[$0] == 1 + $0 })
    }
  }

  /// A store, and tapes of random numbers for it, the same at each call.
  private static func tapes(
    _ count: Int, in workspace: Workspace<Float>
  ) -> (store: ParameterStore<Float>, tapes: [GradientTape<Float>]) {
    let store = ParameterStore<Float>()
    let matrix = store.matrix("matrix", outputs: 1100, inputs: 7)
    let vector = store.vector("vector", count: 33)
    let table = store.table("table", rows: 50, columns: 5)
    store.allocate(training: true)
    var generator = SeededGenerator(seed: 5)
    func random(_ shape: Shape) -> Tensor<Float> {
      let tensor = workspace.tensor(shape)
      tensor.copy(from: (0..<shape.count).map { _ in Float(generator.uniform()) - 0.5 })
      return tensor
    }
    let tapes = (0..<count).map { _ in
      let tape = GradientTape(store)
      tape.addOuterProduct(random(Shape(20, 1100)), random(Shape(20, 7)), to: matrix)
      tape.addColumnSums(of: random(Shape(20, 33)), to: vector)
      let ids = (0..<20).map { _ in TokenID(generator.below(50)) }
      tape.addRows(of: random(Shape(20, 5)), ids: ids, to: table)
      return tape
    }
    return (store, tapes)
  }

  /// Bit for bit whatever the number of workers and however many tapes come at a time.
  @Test func tapesAreAddedInTheirOrder() {
    let workspace = Workspace<Float>()
    let (store, tapes) = Self.tapes(5, in: workspace)
    let expected = GradientBlock(like: store)
    for tape in tapes { expected.add(tape) }
    let arrays = store.parameters.map { expected.array(of: $0) }
    let squares = arrays.joined().reduce(0.0) { $0 + Double($1) * Double($1) }
    var norms: Set<Double> = []
    for workers in 1...4 {
      let communicator = Communicator(workers: workers)
      let gradients = GradientBlock(like: store)
      // Twice: what was there before must leave no trace.
      for _ in 0..<2 {
        gradients.clear()
        for first in stride(from: 0, to: tapes.count, by: workers) {
          communicator.allReduce(tapes[first..<min(first + workers, tapes.count)], into: gradients)
        }
        norms.insert(communicator.norm(gradients))
        #expect(store.parameters.map { gradients.array(of: $0) } == arrays, "\(workers) workers")
      }
    }
    #expect(norms.count == 1)
    #expect(abs(norms.first! - squares.squareRoot()) < 1e-4 * squares.squareRoot())
  }
}
