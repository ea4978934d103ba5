import Corpus
import TextProcessing

/// What `mt corpus build` warns of: shards can be made all the same, but hardly as they were meant.
enum CorpusBuildWarnings {
  static func languages(_ languages: LanguagePair) -> [String] {
    [languages.source, languages.target].filter { UnicodeScript(language: $0) == nil }.map {
      "ICU knows no script of the language '\($0)': check the code"
    }
  }
}
