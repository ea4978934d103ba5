import Testing

@testable import Evaluation

@Suite struct TestSetTests {
  @Test func hashIsThatOfTheFile() {
    #expect(TestSet.hash(references: []) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      TestSet.hash(references: [["abc"]]) == "edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb")
    let lines = (0..<2000).map { "line \($0)" }
    #expect(
      TestSet.hash(references: [lines, lines]) == "5cf8ece8987a5d62bec942aaea9e9fea3a2291fdbc468fdbe7c815762594ad5d")
  }

  /// Around the length of a block, where padding changes.
  @Test(arguments: 54...66)
  func paddingFillsBlocks(count: Int) {
    var whole = SHA256()
    whole.update([UInt8](repeating: 0x61, count: count))
    var parts = SHA256()
    for _ in 0..<count { parts.update([0x61]) }
    #expect(whole.hexadecimal == parts.hexadecimal)
    #expect(Self.hashes[count - 54].utf8.elementsEqual(whole.hexadecimal.prefix(8).utf8))
  }

  /// Of so many letters a, from 54 on.
  private static let hashes = [
    "a3f01b69", "9f4390f8", "b35439a4", "f13b2d72", "d5c039b7", "111bb261", "11ee3912", "35d5fc17", "f506898c",
    "7d3e74a0", "ffe054fe", "635361c4", "ac137fce",
  ]
}
