import Testing

@testable import Corpus

struct LanguageTagsTests {
  @Test(arguments: [
    ("en", "th", "en-US", 1, 0), ("en", "th", "EN_GB", 1, 0), ("en", "th", "EN", 2, 0),
    ("en", "th", "th_TH.UTF-8", 0, 1),
    ("en", "th", "eng", 0, 0), ("en", "th", "", 0, 0), ("pt-BR", "en", "pt_br", 2, 0), ("pt-BR", "en", "pt", 1, 0),
    ("pt-BR", "en", "pt-PT", 1, 0), ("pt-BR", "pt-PT", "pt-pt", 0, 2), ("pt-BR", "pt-PT", "pt", 0, 0),
    ("en", "en-GB", "en-US", 1, 0), ("en", "en-GB", "en-GB", 0, 2), ("sr@latin", "en", "sr_RS.UTF-8@latin", 1, 0),
    ("sr@latin", "en", "SR.UTF-8@latin", 2, 0), ("sr", "en", "sr@latin", 1, 0),
    ("", "en", "-", 0, 0),
  ])
  func fits(source: String, target: String, tag: String, sourceFit: Int, targetFit: Int) {
    var tags = LanguageTags(LanguagePair(source: source, target: target))
    let fits = Array(tag.utf8).withUnsafeBytes { tags.fits($0) }
    #expect(fits.source.rawValue == sourceFit)
    #expect(fits.target.rawValue == targetFit)
  }

  @Test func theMissingLanguageIsNamed() {
    var tags = LanguageTags(thaiEnglish)
    #expect(tags.missing == nil)
    for tag in ["de", "en-US", "de"] { _ = Array(tag.utf8).withUnsafeBytes { tags.fits($0) } }
    #expect(tags.missing == "th")
    #expect(tags.present == ["de", "en-US"])
    for number in 0..<200 { _ = Array("x\(number)".utf8).withUnsafeBytes { tags.fits($0) } }
    #expect(tags.present.count == 64)
    #expect(tags.missing == nil)
  }
}
