internal import CICU
import Glibc

/// The ICU library that this process runs with.
public enum ICU {
  /// Its version, such as `72.1`.
  public static var version: String {
    var text = [CChar](repeating: 0, count: 20)
    mt_icu_version(&text)
    return string(text)
  }

  /// The script that a language's tag names or most likely means: `Hant` for `zh-TW`. Nil if ICU does not know one.
  public static func likelyScript(of tag: String) -> String? {
    var script = [CChar](repeating: 0, count: Int(MT_ICU_SCRIPT_CAPACITY))
    return mt_icu_likely_script(tag, &script) > 0 ? string(script) : nil
  }

  /// Whether text in the language of this code can be normalized and divided into words.
  public static func knows(language code: String) -> Bool {
    do throws(TextError) { return try !canonicalLanguage(code).isEmpty } catch { return false }
  }

  /// The name of a language in another, in lower case: `thai` for `th` in `en`. Nil if ICU has none.
  public static func name(ofLanguage code: String, in language: String) -> String? {
    var name = [CChar](repeating: 0, count: 256)
    return mt_icu_language_name(code, language, &name, 256) > 0 ? string(name).lowercased() : nil
  }

  /// The codes of two letters of all languages that have one.
  public static var languages: [String] {
    var codes: [String] = []
    var place = mt_icu_languages()
    while let code = place.pointee {
      if strlen(code) == 2 { codes.append(String(cString: code)) }
      place += 1
    }
    return codes
  }

  /// The canonical form of a language code: `th` for `tha`, `TH` or `th-TH`.
  static func canonicalLanguage(_ code: String) throws(TextError) -> String {
    var language = [CChar](repeating: 0, count: 16)
    guard mt_icu_language(code, &language, 16) > 0 else { throw .unknownLanguage(code) }
    return string(language)
  }

  static func string(_ text: [CChar]) -> String {
    String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
