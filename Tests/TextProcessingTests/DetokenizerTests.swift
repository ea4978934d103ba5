import Testing

@testable import TextProcessing

@Suite struct DetokenizerTests {
  @Test(arguments: [
    ([], ""),
    (["▁a", "b", "▁c"], "ab c"),
    (["คน", "ๆ", "▁นั้น"], "คนๆ นั้น"),
    // A tag is one token, whatever spaces it holds.
    (["ดู", "<a▁href=\"x\">", "▁", "b"], "ดู<a href=\"x\"> b"),
    (["▁"], ""),
  ]) func marksAreSpaces(tokens: [String], line: String) {
    #expect(Detokenizer.detokenize(tokens).utf8.elementsEqual(line.utf8))
  }
}
