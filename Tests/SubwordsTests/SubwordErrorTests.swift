import Basics
import Testing

@testable import Subwords

@Suite struct SubwordErrorTests {
  @Test(
    arguments: [
      (.file(.notFound(path: "v.model")), "v.model: there is no such file", .missingInput),
      (.notAModel(path: "v.model", reason: "it is empty"), "v.model: not a sentencepiece model: it is empty", .badData),
      (
        .foreignSpecials(path: "v.model", piece: "<pad>", id: 0, found: "<unk>"),
        "v.model: piece 0 of the subword model is '<unk>' where <pad> is expected", .badData
      ),
      (
        .noByteFallback(path: "v.model"),
        "v.model: the subword model has no byte fallback: characters without a piece would be lost", .badData
      ),
      (
        .sizeTooSmall(size: 100, minimum: 312, characters: 52),
        "a vocabulary of 100 is too small: the text has 52 characters; with bytes and special pieces, "
          + "312 pieces are needed", .badData
      ),
      (
        .notAVocabulary(path: "v.txt", line: 3, reason: "<s> is expected"),
        "v.txt:3: not a line of a vocabulary: <s> is expected", .badData
      ),
      (
        .noRoom(size: 8, fixed: 260),
        "a vocabulary of 8 is too small: special pieces, symbols and bytes alone are 260", .badData
      ),
      (
        .unusableSymbol("a b"),
        "'a b' cannot be a vocabulary symbol: it is empty, given twice, already a piece, has whitespace or ▁ in it, or is "
          + "longer than 100 UTF-16 units",
        .badData
      ),
      (
        .changedSymbol("ﬁ", language: "en"),
        "'ﬁ' cannot be a vocabulary symbol: normalization for the language 'en' changes it", .badData
      ),
      (.nothingToLearn, "there is no text to learn a vocabulary from", .badData),
      (.trainingFailed(reason: "x"), "sentencepiece could not train the vocabulary: x", .internalFault),
    ] as [(SubwordError, String, DiagnosticCategory)])
  func messages(error: SubwordError, message: String, category: DiagnosticCategory) {
    #expect(error.message == message)
    #expect(error.category == category)
  }
}
