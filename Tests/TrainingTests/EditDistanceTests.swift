import Testing

@testable import Training

@Suite struct EditDistanceTests {
  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3), ("sgd", "sdg", 1),
    ("hidenSize", "hiddenSize", 1),
  ])
  func counts(_ first: String, _ second: String, _ edits: Int) {
    #expect(EditDistance.between(Array(first.utf8), Array(second.utf8)) == edits)
  }

  @Test func theNearestWinsIfItIsNear() {
    let names = ["layers", "hiddenSize", "embeddingSize"]
    #expect(EditDistance.nearest(to: "layer", among: names) == "layers")
    #expect(EditDistance.nearest(to: "hidden_size", among: names) == "hiddenSize")
    #expect(EditDistance.nearest(to: "width", among: names) == nil)
    #expect(EditDistance.nearest(to: "", among: names) == nil)
    #expect(EditDistance.nearest(to: String(repeating: "x", count: 1_000_000), among: names) == nil)
  }
}
