import Basics
import Testing

@testable import Corpus

struct CorpusFilterTests {
  private func reason(
    _ source: String, _ target: String, _ options: FilterOptions = .recommended, languages: LanguagePair = thaiEnglish
  ) -> RejectReason? {
    CorpusFilter(options, languages: languages).reasonToReject(SentencePair(source: source, target: target))
  }

  private func options(_ change: (inout FilterOptions) -> Void) -> FilterOptions {
    var options = FilterOptions()
    change(&options)
    return options
  }

  @Test(arguments: ["", " ", "\t\u{A0}\u{3000}", "\u{200B}\u{FEFF}", "\0\u{7}", "\u{2028}"])
  func emptySides(text: String) {
    #expect(reason(text, "text", FilterOptions()) == .empty)
    #expect(reason("ข้อความ", text, FilterOptions()) == .empty)
  }

  @Test(arguments: [("ก", "a"), ("😀", "."), ("\u{200B}ก", " a")])
  func sidesThatCanBeSeen(source: String, target: String) {
    #expect(reason(source, target, FilterOptions()) == nil)
  }

  @Test func scoresAndWeights() {
    let filter = CorpusFilter(options { $0.minScore = 0.5 }, languages: thaiEnglish)
    func reason(_ weight: Float, _ score: Double?) -> RejectReason? {
      filter.reasonToReject(SentencePair(source: "ก", target: "a", weight: weight, score: score))
    }
    #expect(reason(1, 0.5) == nil)
    #expect(reason(1, nil) == nil)
    #expect(reason(1, 0.4) == .lowScore)
    #expect(reason(1, .nan) == .lowScore)
    #expect(reason(0, 0.4) == .lowScore)
    #expect(reason(0, 0.9) == .noWeight)
    #expect(reason(-1, nil) == .noWeight)
    #expect(reason(.nan, nil) == .noWeight)
    #expect(reason(1e-9, nil) == nil)
  }

  @Test func lengthIsCountedInScalars() {
    let options = options { $0.maxCharacters = 5 }
    #expect(reason("กำลังก", "abcde", options) == .tooLong)
    #expect(reason("กำลัง", "abcde", options) == nil)
    #expect(reason("กำลัง", "😀😀😀😀😀", options) == nil)
    #expect(reason("กำลัง", "e\u{301}bcde", options) == .tooLong)
  }

  @Test(arguments: [
    ("OK", "ตกลง", true), ("Hi", "สวัสดีครับ ยินดีต้อนรับสู่ร้านของเรา", true), ("Hi", String(repeating: "ก", count: 51), false),
    (String(repeating: "a", count: 200), String(repeating: "ก", count: 1000), true),
    (String(repeating: "a", count: 200), String(repeating: "ก", count: 1041), false),
  ])
  func ratioIsKindToShortSides(english: String, thai: String, isKept: Bool) {
    let options = options { $0.maxRatio = 5 }
    #expect(reason(thai, english, options) == (isKept ? nil : .lengthRatio))
  }

  @Test(arguments: [
    ("th", "สวัสดี", true), ("th", "hello", false), ("th", "แท็บ Machine Learning", false),
    ("th", "คลิกแท็บ Machine Learning", true), ("th", "123 !?", true),
    ("th", "ติดตั้งระบบ Project Operations", true), ("th", "ใน RTCPeerConnection.getLocalStreams", false),
    ("ja", "東京へ行きたいカー", true), ("ja", "서울에", false), ("zh", "我们去北京", true), ("zh", "ひらがなだけ", false),
    ("ko", "서울에 가요", true), ("ru", "Привет", true), ("ru", "Privet", false), ("en", "привет", false),
    ("xx", "อะไรก็ได้", true), ("", "anything", true),
  ])
  func wrongScript(language: String, text: String, isRight: Bool) {
    let languages = LanguagePair(source: language, target: "en")
    let expected: RejectReason? = isRight ? nil : .wrongScript
    #expect(reason(text, "hello", options { $0.minScriptShare = 0.2 }, languages: languages) == expected)
  }

  @Test(arguments: [
    ("iPhone 12", "iPhone 12", true), (" iPhone 12\n", "iPhone 12", true), ("12:30", "12:30", false),
    ("iPhone 12", "iPhone 13", false), ("ขอบคุณ", "ขอบคุณ", true), ("abc", "ABC", false), ("abc", "abcd", false),
  ])
  func identicalSides(one: String, other: String, isRejected: Bool) {
    #expect(reason(one, other, options { $0.identical = true }) == (isRejected ? .identical : nil))
  }

  @Test func theFirstReasonCounts() {
    let text = "hahahahahahahahahahahaha <b>"
    var options = FilterOptions.recommended
    #expect(reason(text, text, options) == .wrongScript)
    options.minScriptShare = nil
    #expect(reason(text, text, options) == .identical)
    options.identical = false
    #expect(reason(text, text, options) == .markup)
    options.markup = false
    #expect(reason(text, text, options) == .repetition)
    options.repetition = false
    #expect(reason(text, text, options) == nil)
    options.maxCharacters = 3
    #expect(reason(text, text, options) == .tooLong)
  }

  @Test func anyBytesAreDecidedOn() {
    var generator = SeededGenerator(seed: 5)
    let filter = CorpusFilter(.recommended, languages: thaiEnglish)
    var reasons = Set<RejectReason>()
    for _ in 0..<3000 {
      func side() -> String {
        let alphabet: [UInt8] = [
          0x3C, 0x26, 0x7B, 0x5B, 0x2F, 0x5C, 0x62, 0x20, 0xE0, 0xB8, 0x81, 0xF0, 0x9F, 0x98, 0x80, 0, 0xFF,
        ]
        return String(
          decoding: (0..<generator.below(60)).map { _ in
            generator.below(3) == 0 ? UInt8(generator.below(256)) : alphabet[generator.below(alphabet.count)]
          }, as: UTF8.self)
      }
      let pair = SentencePair(source: side(), target: side())
      let reason = filter.reasonToReject(pair)
      #expect(reason == filter.reasonToReject(pair))
      if let reason { reasons.insert(reason) }
    }
    #expect(reasons.isSuperset(of: [.empty, .wrongScript]))
  }

  @Test func threadsChangeNothing() {
    let pairs = somePairs(2000) + somePairs(500, seed: 2).map { SentencePair(source: $0.target, target: $0.target) }
    let filter = CorpusFilter(.recommended, languages: thaiEnglish)
    let heldOut = HeldOutFilter(Array(pairs[100..<300]))
    var options = FilterOptions.recommended
    options.nearDuplicates = true
    let decide: @Sendable (SentencePair) -> [String] = { [options] pair in
      [
        "\(String(describing: filter.reasonToReject(pair)))", "\(heldOut.contains(pair))",
        "\(DuplicateFilter.keys(of: pair, options))",
      ]
    }
    #expect(ParallelMap.map(pairs, threads: 4, decide) == pairs.map(decide))
  }

  @Test(arguments: ["a", "<", "</a ", "&#1", "{\\i", "[[a", "<a b=", "กข", "😀", "ab ", "<b <b/ ", "[[ab] "])
  func longLinesTakeNoLongerThanTheirLength(unit: String) {
    // Anything but linear time would last for minutes.
    let text = String(repeating: unit, count: (1 << 17) / unit.utf8.count)
    var options = FilterOptions.recommended
    options.maxCharacters = nil
    options.minScriptShare = nil
    #expect(reason(text, text + "!", options) == .repetition)
  }
}
