import Testing

@testable import Corpus

struct LanguageTagsTests {
  @Test(
    arguments: [
      ("en", "th", "en-US", .partly, .none), ("en", "th", "EN_GB", .partly, .none), ("en", "th", "EN", .fully, .none),
      ("en", "th", "th_TH.UTF-8", .none, .partly), ("en", "th", "eng", .none, .none), ("en", "th", "", .none, .none),
      ("pt-BR", "en", "pt_br", .fully, .none), ("pt-BR", "en", "pt", .partly, .none),
      ("pt-BR", "en", "pt-PT", .otherRegion, .none), ("pt-BR", "pt-PT", "pt-pt", .none, .fully),
      ("pt-BR", "pt-PT", "pt", .none, .none), ("en-GB", "th", "en-US", .otherRegion, .none),
      ("en", "en-GB", "en-US", .partly, .none), ("en", "en-GB", "en-GB", .none, .fully),
      ("sr@latin", "en", "sr_RS.UTF-8@latin", .partly, .none), ("sr@latin", "en", "SR.UTF-8@latin", .fully, .none),
      ("", "en", "-", .none, .none), ("es-419", "en", "es-MX", .otherRegion, .none),
    ] as [(String, String, String, LanguageTags.Fit, LanguageTags.Fit)])
  func fits(source: String, target: String, tag: String, sourceFit: LanguageTags.Fit, targetFit: LanguageTags.Fit) {
    var tags = LanguageTags(LanguagePair(source: source, target: target))
    let fits = tags.fits(tag)
    #expect(fits.source == sourceFit)
    #expect(fits.target == targetFit)
  }

  @Test(
    arguments: [
      ("zh-TW", "zh-Hans", .none), ("zh-TW", "zh", .none), ("zh-TW", "zh-CN", .none), ("zh-TW", "zh-Hant", .partly),
      ("zh-TW", "zh_HK", .otherRegion), ("zh", "zh-CN", .partly), ("zh", "zh-TW", .none), ("zh-Hans", "zh_CN", .partly),
      ("sr-Latn", "sr-Cyrl", .none), ("sr-Latn", "sr", .none), ("sr", "sr@latin", .none), ("sr", "sr-Cyrl-RS", .partly),
      ("sr-Latn", "sr_RS@latin", .partly), ("uz", "uz@cyrillic", .none), ("pa", "pa-PK", .none),
      ("en", "en@boldquot", .partly),
      ("ca", "ca@valencia", .partly), ("xx", "xx-YY", .partly),
    ] as [(String, String, LanguageTags.Fit)])
  func languagesOfOtherScriptsNeverFit(language: String, tag: String, fit: LanguageTags.Fit) {
    var tags = LanguageTags(LanguagePair(source: language, target: "th"))
    #expect(tags.fits(tag).source == fit)
  }

  @Test func scriptsTellTwoOfALanguageApart() {
    var tags = LanguageTags(LanguagePair(source: "zh-CN", target: "zh-TW"))
    #expect(tags.fits("zh-Hant").source == .none)
    #expect(tags.fits("zh-Hant").target == .partly)
    #expect(tags.fits("zh").source == .partly)
  }

  @Test func theMissingLanguageIsNamed() {
    var tags = LanguageTags(thaiEnglish)
    #expect(tags.missing == nil)
    for tag in ["de", "en-US", "de"] { _ = tags.fits(tag) }
    #expect(tags.missing == "th")
    #expect(tags.present == ["de", "en-US"])
    for number in 0..<200 { _ = tags.fits("x\(number)") }
    #expect(tags.present.count == 64)
    #expect(tags.missing == nil)
  }
}
