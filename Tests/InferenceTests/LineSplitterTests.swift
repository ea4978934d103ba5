import Testing
import TextProcessing

@testable import Inference
@testable import Subwords

@Suite struct LineSplitterTests {
  private let codec: SegmentCodec

  init() throws { codec = try SegmentCodec(language: "en", model: TinyModel.subwords) }

  private func parts(_ line: String, _ limit: Int) -> [String] {
    LineSplitter(codec: codec, limit: limit).parts(of: line).map(codec.decode)
  }

  @Test(arguments: [
    // The last end of a sentence that fits, whatever stands behind it.
    ("The river runs. People wait, and wait", ["The river runs.", "People wait, and wait"]),
    ("(The river runs!) the water stay, and wait", ["(The river runs!)", "the water stay, and wait"]),
    ("The water rises, and the people wait", ["The water rises,", "and the people wait"]),
    // A point inside a number ends nothing.
    ("the 3.5 chairs carry the people", ["the 3.5 chairs carry", "the people"]),
  ])
  func cutsWhereItDoesLeastHarm(_ line: String, _ expected: [String]) {
    let limit = expected.map { codec.encode($0).count }.max() ?? 0
    #expect(parts(line, limit) == expected)
  }

  @Test func whatFitsStaysWhole() {
    let line = "The river runs. People wait."
    let count = codec.encode(line).count
    #expect(parts(line, count) == [line])
    #expect(parts(line, count - 1).count == 2)
    #expect(parts(" ", 5) == [])
  }

  @Test func withoutSpacesItIsCutAnywhere() {
    let line = String(repeating: "กำ中🙂é。，xyz", count: 40)
    let normalized = codec.decode(codec.encode(line))
    for limit in [1, 2, 3, 4, 5, 7, 50] {
      let ids = LineSplitter(codec: codec, limit: limit).parts(of: line)
      #expect(ids.allSatisfy { !$0.isEmpty && $0.count <= max(limit, 5) })
      #expect(ids.map(codec.decode).joined().utf8.elementsEqual(normalized.utf8))
    }
  }

  /// The model makes eight letters of №: whatever is cut, nothing is lost and it ends.
  @Test func modelsOfAnotherMakerAreCutInTheTextAsItIs() throws {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    let file = try VocabularyFile(path: root + "/scripts/goldens/foreign-unigram.model")
    let codec = try SegmentCodec(language: "en", model: file.model)
    for line in ["№№№ №", "the teacher. THE TEACHER, the teacher reads a book", "a№", "№a ÿ", "สวัสดีครับ คุณครู"] {
      for limit in [1, 2, 5, 9] {
        let ids = LineSplitter(codec: codec, limit: limit).parts(of: line)
        #expect(ids.allSatisfy { !$0.isEmpty && $0.count <= max(limit, 9) })
        let letters = { (text: String) in text.filter { $0 != " " } }
        #expect(letters(ids.map(codec.decode).joined()) == letters(codec.decode(codec.encode(line))))
      }
    }
  }

  @Test func aHugeLineTakesNoLongerThanItsLength() {
    let line = String(repeating: "a. b c, ", count: 20_000)
    let clock = ContinuousClock()
    var count = 0
    let seconds = clock.measure { count = LineSplitter(codec: codec, limit: 100).parts(of: line).count }
    #expect(count > 100)
    #expect(seconds < .seconds(30))
  }
}
