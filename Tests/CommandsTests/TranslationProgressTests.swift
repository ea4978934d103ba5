import Testing

@testable import Commands

@Suite struct TranslationProgressTests {
  @Test func theLineSaysWhatIsKnown() {
    #expect(TranslationProgress.line(lines: 1, part: nil, seconds: 4) == "translated 1 line, 0 lines/s")
    #expect(
      TranslationProgress.line(lines: 12_345, part: 0.25, seconds: 30)
        == "translated 12,345 lines, 412 lines/s, 25 %, 1m30s left")
    #expect(TranslationProgress.line(lines: 20, part: 1.5, seconds: 10) == "translated 20 lines, 2 lines/s")
  }
}
