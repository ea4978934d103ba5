import Testing

@testable import Corpus

struct DuplicateFilterTests {
  private func reasons(_ pairs: [(String, String)], _ change: (inout FilterOptions) -> Void) throws -> [RejectReason?] {
    var options = FilterOptions()
    change(&options)
    var filter = DuplicateFilter(options)
    return try pairs.map {
      try filter.reasonToReject(DuplicateFilter.keys(of: SentencePair(source: $0, target: $1), options))
    }
  }

  private let pairs = [("ก", "a"), ("ก", "b"), ("ข", "a"), ("ก", "a"), ("a", "ก"), ("", ""), ("กa", ""), ("", "กa")]

  @Test func exactDuplicates() throws {
    #expect(try reasons(pairs) { $0.duplicates = .pair } == [nil, nil, nil, .duplicate, nil, nil, nil, nil])
    #expect(
      try reasons(pairs) { $0.duplicates = .source } == [nil, .duplicate, nil, .duplicate, nil, nil, nil, .duplicate])
    #expect(
      try reasons(pairs) { $0.duplicates = .target } == [nil, nil, .duplicate, .duplicate, nil, nil, .duplicate, nil])
    #expect(try reasons(pairs) { _ in } == pairs.map { _ in nil })
  }

  @Test func exactMeansToTheByte() throws {
    // The two are the same to `String`.
    let pairs = [("\u{E9}", "a"), ("e\u{301}", "a"), ("\u{E9}", "a ")]
    #expect(try reasons(pairs) { $0.duplicates = .pair } == [nil, nil, nil])
    #expect(try reasons(pairs) { $0.nearDuplicates = true } == [nil, .nearDuplicate, .nearDuplicate])
  }

  @Test func nearDuplicates() throws {
    let pairs = [
      ("หน้า 1", "Page 1"), ("หน้า ๑๒", "page 12!"), ("หน้า", "Page"), ("หน้า 1", "Page 1"), ("น้า 1", "Page 1"),
      ("...", "…"),
      ("?", "!"),
    ]
    let expected: [RejectReason?] = [nil, .nearDuplicate, nil, .duplicate, nil, nil, nil]
    #expect(
      try reasons(pairs) {
        $0.duplicates = .pair
        $0.nearDuplicates = true
      } == expected)
  }

  @Test func memoryIsBounded() throws {
    let scratch = Scratch()
    var options = FilterOptions()
    options.duplicates = .pair
    options.nearDuplicates = true
    var limited = DuplicateFilter(options, folder: scratch.path, memoryLimit: 1000)
    var unlimited = DuplicateFilter(options)
    let pairs = somePairs(15_000) + somePairs(3000) + somePairs(15_000, seed: 2)
    for pair in pairs {
      let keys = DuplicateFilter.keys(of: pair, options)
      let reasons = [try limited.reasonToReject(keys), try unlimited.reasonToReject(keys)]
      #expect(reasons[0] == reasons[1])
    }
  }
}
