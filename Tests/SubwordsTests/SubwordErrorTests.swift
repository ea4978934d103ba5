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
        "a vocabulary of 100 is too small: the text has 52 characters, which take 312 pieces together with bytes and "
          + "special pieces", .badData
      ),
      (.nothingToLearn, "there is no text to learn a vocabulary from", .badData),
      (.trainingFailed(reason: "x"), "sentencepiece could not train the vocabulary: x", .internalFault),
    ] as [(SubwordError, String, DiagnosticCategory)])
  func messages(error: SubwordError, message: String, category: DiagnosticCategory) {
    #expect(error.message == message)
    #expect(error.category == category)
  }
}
