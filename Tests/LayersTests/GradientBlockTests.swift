import Basics
import Tensors
import Testing

@testable import Layers

struct GradientBlockTests {
  private static func store() -> ParameterStore<Double> {
    let store = ParameterStore<Double>()
    _ = store.matrix("matrix", outputs: 2, inputs: 3)
    _ = store.vector("vector", count: 2)
    _ = store.table("table", rows: 5, columns: 2)
    store.allocate(training: true)
    return store
  }

  private static func tensor(_ shape: Shape, _ values: [Double], in workspace: Workspace<Double>) -> Tensor<Double> {
    let tensor = workspace.tensor(shape)
    tensor.copy(from: values)
    return tensor
  }

  @Test func whatNothingWasAddedToIsZero() {
    let store = Self.store()
    let gradients = GradientBlock(like: store)
    #expect((0..<gradients.partCount).allSatisfy { gradients.sumOfSquares(part: $0) == 0 })
    for parameter in store.parameters {
      #expect(gradients.array(of: parameter) == [Double](repeating: 0, count: parameter.shape.count))
    }
  }

  @Test func operandsBecomeGradientsAndAreAdded() {
    let store = Self.store()
    let (matrix, vector, table) = (store.parameters[0], store.parameters[1], store.parameters[2])
    let workspace = Workspace<Double>()
    let dy = Self.tensor(Shape(2, 2), [1, 2, 3, 4], in: workspace)
    let x = Self.tensor(Shape(2, 3), [1, 0, 2, 0, 1, 1], in: workspace)
    let tape = GradientTape(store)
    tape.addOuterProduct(dy, x, to: matrix)
    tape.addColumnSums(of: dy, to: vector)
    tape.addRows(of: dy, ids: [4, 1], to: table)
    let gradients = GradientBlock(like: store)
    gradients.add(tape)
    #expect(gradients.array(of: matrix) == [1, 3, 5, 2, 4, 8])
    #expect(gradients.array(of: vector) == [4, 6])
    #expect(gradients.array(of: table) == [0, 0, 3, 4, 0, 0, 0, 0, 1, 2])
    gradients.add(tape)
    #expect(gradients.array(of: matrix) == [2, 6, 10, 4, 8, 16])
    #expect(gradients.array(of: vector) == [8, 12])
    #expect(gradients.array(of: table) == [0, 0, 6, 8, 0, 0, 0, 0, 2, 4])
    #expect((0..<gradients.partCount).map { gradients.sumOfSquares(part: $0) } == [476, 208, 120])

    // A later batch touches other rows.
    gradients.clear()
    tape.clear()
    tape.addRows(of: dy, ids: [1, 1], to: table)
    gradients.add(tape)
    #expect(gradients.array(of: matrix) == [0, 0, 0, 0, 0, 0])
    #expect(gradients.array(of: table) == [0, 0, 4, 6, 0, 0, 0, 0, 0, 0])
    #expect((0..<gradients.partCount).map { gradients.sumOfSquares(part: $0) } == [0, 0, 52])
  }

  @Test func columnsOfAWiderTensorAreSummed() {
    let store = Self.store()
    let workspace = Workspace<Double>()
    let tape = GradientTape(store)
    tape.addColumnSums(
      of: Self.tensor(Shape(2, 3), [1, 2, 3, 4, 5, 6], in: workspace), from: 1, to: store.parameters[1])
    let gradients = GradientBlock(like: store)
    gradients.add(tape)
    #expect(gradients.array(of: store.parameters[1]) == [7, 9])
  }

  /// Each number of the store's block is in one run, under its own gradient.
  @Test func runsCoverTheBlock() {
    let store = ParameterStore<Float>()
    _ = store.matrix("matrix", outputs: 2500, inputs: 3)
    _ = store.table("table", rows: 7, columns: 5)
    _ = store.vector("vector", count: 19)
    store.allocate(training: true)
    let gradients = GradientBlock(like: store)
    var seen = [Int](repeating: 0, count: store.count)
    for part in 0..<gradients.partCount {
      gradients.forEachRun(part: part) { offset, run in for i in 0..<run.count { seen[offset + i] += 1 } }
    }
    for parameter in store.parameters {
      #expect(seen[parameter.offset..<parameter.offset + parameter.shape.count].allSatisfy { $0 == 1 })
    }
    #expect(seen.reduce(0, +) == store.learnedCount)
  }
}
