import Testing

@testable import Tensors

struct WorkspaceTests {
  @Test func oneBlockHoldsAllAfterAReset() {
    let workspace = Workspace<Float>()
    for _ in 0..<3 {
      for _ in 0..<10 { workspace.tensor(Shape(100_000)).fill(1) }
      workspace.reset()
    }
    let size = workspace.byteCount
    for _ in 0..<10 { workspace.tensor(Shape(100_000)).fill(1) }
    workspace.reset()
    #expect(workspace.byteCount == size)
  }

  @Test func tensorsDoNotOverlapAndAreAligned() {
    let workspace = Workspace<Double>()
    let a = workspace.tensor(Shape(3, 5))
    let b = workspace.tensor(Shape(7))
    a.fill(1)
    b.fill(2)
    #expect(a.array.allSatisfy { $0 == 1 })
    #expect(UInt(bitPattern: b.base) % 64 == 0)
  }

  @Test func temporaryGivesBackWhatItTook() {
    let workspace = Workspace<Float>()
    _ = workspace.tensor(Shape(1))
    let first = workspace.temporary { workspace.tensor(Shape(10)).base }
    #expect(workspace.tensor(Shape(10)).base == first)
  }
}
