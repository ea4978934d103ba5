import Corpus
import TextProcessing

/// The warnings of `mt corpus build`: shards can be built, but probably not as the user meant them.
enum CorpusBuildWarnings {
  static func languages(_ languages: LanguagePair) -> [String] {
    [languages.source, languages.target].filter { UnicodeScript(language: $0) == nil }.map {
      "ICU knows no script of the language '\($0)': check the code"
    }
  }
}
