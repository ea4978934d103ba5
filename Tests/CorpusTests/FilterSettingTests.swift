import Testing

@testable import Corpus

struct FilterSettingTests {
  private func options(_ settings: [String]) throws -> FilterOptions {
    var options = FilterOptions()
    for setting in settings { try options.set(setting) }
    return options
  }

  @Test func settingsAreThoseThatAreSet() throws {
    let settings = [
      "score=0.5", "length=200", "ratio=4.5", "script=0", "identical", "markup", "repetition", "duplicates=source",
      "near-duplicates",
    ]
    let options = try options(settings.reversed())
    #expect(options.settings == settings)
    #expect(options.minScore == 0.5)
    #expect(options.maxCharacters == 200)
    #expect(options.maxRatio == 4.5)
    #expect(options.minScriptShare == 0)
    #expect(options.identical && options.markup && options.repetition && options.nearDuplicates)
    #expect(options.duplicates == .source)
    #expect(try self.options(settings.map { String($0.prefix { $0 != "=" }) + "=off" }) == FilterOptions())
  }

  @Test func recommendedSettings() throws {
    #expect(try options(["score=1", "recommended"]) == .recommended)
    #expect(
      try options(["recommended", "markup=off"]).settings
        == ["length=1000", "ratio=5", "script=0.2", "identical", "repetition", "duplicates=pair"])
    #expect(try options(FilterOptions.recommended.settings) == .recommended)
    #expect(FilterOptions().descriptions == [])
    #expect(FilterOptions.recommended.descriptions[0] == "length=1000: sides of more characters than this")
  }

  @Test(arguments: [
    "length", "length=", "length=0", "length=-1", "length=1.5", "length=99999999999999999999", "ratio=0.5", "ratio=inf",
    "ratio=nan", "score=nan", "score=-inf", "score=1e999",
    "script=1.1", "script=-0.1", "script=x", "score", "score=high", "identical=1", "markup=", "duplicates",
    "duplicates=both",
    "near-duplicates=pair", "length=off=off",
  ])
  func valuesThatAreRefused(text: String) throws {
    var options = FilterOptions.recommended
    let error = #expect(throws: FilterSettingError.self) { try options.set(text) }
    #expect(options == .recommended)
    guard case .unknownValue = error else {
      Issue.record("\(text): \(String(describing: error))")
      return
    }
  }

  @Test(arguments: ["", "lengths=1", "Length=1", "=", "recommended=off", "near duplicates"])
  func namesThatAreRefused(text: String) throws {
    var options = FilterOptions()
    #expect(throws: FilterSettingError.self) { try options.set(text) }
    #expect(options == FilterOptions())
  }

  @Test func errorsSayWhatIsKnown() {
    let unknown = FilterSettingError.unknownFilter("size", known: ["length", "ratio"])
    #expect(unknown.message == "there is no filter 'size'")
    #expect(unknown.remedy == "the filters are length, ratio")
    let value = FilterSettingError.unknownValue(filter: "length", value: "x", expected: FilterSetting.length.values)
    #expect(value.message == "filter length takes a number of characters above 0, not 'x'")
    #expect(value.remedy == "or length=off")
  }
}
