import Testing

@testable import Corpus

struct LanguageOfPathTests {
  @Test(arguments: [
    ("de.po", "de"), ("po/th.po.gz", "th"), ("x/th_TH.UTF-8.po", "th_TH"), ("messages_th.xlf", "th"),
    ("app.zh-Hant.xliff", "zh-Hant"),
    ("a-pt_BR.po", "pt_BR"), ("de.locallang.xlf", "de"), ("th/LC_MESSAGES/coreutils.mo", "th"),
    ("/usr/share/locale/sr@latin/LC_MESSAGES/fr.mo", "sr@latin"),
    ("A/DE.PO", "DE"), ("woocommerce-th.mo", "th"),
    ("es-419.po", "es-419"),
  ])
  func namesTell(path: String, tag: String) {
    #expect(LanguageOfPath.tag(path, thaiEnglish) == tag)
  }

  @Test(arguments: [
    "messages.po", "new.po", "bin/a.mo", "po/a.po", "mo/a.mo", "file_in_th.d.po", "a.po", "main_menu.xlf", "x/in/a.po",
    "",
    "in.po", "views-8.x-3.0.po", "no_states.xlf", "no-target.xlf", "my-ui.po", "af-pootle.po",
    "th.lproj/Localizable.xliff", "locale/pt_BR/app.po",
    "/home/my/app.po", "is/app.xlf",
  ])
  func otherNamesTellNothing(path: String) {
    #expect(LanguageOfPath.tag(path, thaiEnglish) == nil)
  }

  @Test func threeLettersCountWhereTheyAreWanted() {
    #expect(LanguageOfPath.tag("fil.po", LanguagePair(source: "en", target: "fil")) == "fil")
    #expect(LanguageOfPath.tag("fil.po", thaiEnglish) == nil)
  }
}
