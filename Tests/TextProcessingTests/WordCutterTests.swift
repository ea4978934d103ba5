import Basics
import Testing

@testable import TextProcessing

@Suite struct WordCutterTests {
  /// A run that is handed to ICU in parts is cut as if it were not.
  @Test func partsForICUBeginWhereWordsDo() throws {
    let tokenizer = try Tokenizers.make(language: "th")
    let sentence = "ฉันรักน้ำและข้าวเขาไปตลาดและกินข้าว"
    let once = tokenizer.tokenize(sentence)
    let tokens = tokenizer.tokenize(String(repeating: sentence, count: 1000))
    #expect(tokens == Array(repeating: once, count: 1000).flatMap { $0 })
  }

  @Test func linesOfOtherLanguagesAreCutAtSpacesOnly() throws {
    let words = Array(repeating: "Straßenbahn", count: 3000)
    let tokens = try Tokenizers.make(language: "de").tokenize(words.joined(separator: " "))
    #expect(tokens.dropFirst().allSatisfy { $0 == "▁Straßenbahn" } && tokens.count == 3000)
  }

  /// Thai letters share no token with other letters or digits, and begin none with a mark or a vowel that follows.
  @Test func thaiStandsApart() throws {
    let tokenizer = try Tokenizers.make(language: "th")
    let letters = Array("กขนมยรเแโไะาำิี่้์aZé漢12๓,! ".unicodeScalars)
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<2000 {
      var line = String.UnicodeScalarView()
      for _ in 0..<1 + generator.below(30) { line.append(letters[generator.below(letters.count)]) }
      var buffer = LineBuffer(String(line))
      var isGood = true
      var output: [UInt8] = []
      tokenizer.tokenize(&buffer, to: &output)
      for token in output.split(separator: 0x20) {
        let units = Array(String(decoding: token, as: UTF8.self).utf16)
        let hasThai = units.contains { $0.isThaiLetter && !$0.isThaiMark }
        if hasThai && units.contains(where: { $0.isASCIIAlphanumeric || $0.isDigit || $0 == 0x6F22 }) { isGood = false }
      }
      // Where a Thai letter stands before it, a follower is in the same token.
      let units = Array(String(decoding: output, as: UTF8.self).utf16)
      for index in units.indices.dropFirst(2) where units[index - 1] == .space && units[index].isThaiFollower {
        let letter = units[..<(index - 1)].last { !$0.isThaiMark }
        if letter?.isThaiLetter == true { isGood = false }
      }
      #expect(isGood, "\(String(decoding: output, as: UTF8.self))")
    }
  }
}
