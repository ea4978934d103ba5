import Corpus
import TextProcessing

/// What `mt corpus build` warns of: shards can be made all the same, but hardly as they were meant.
enum CorpusBuildWarnings {
  /// Above this share of repaired segments, the text is in another encoding and not damaged here and there.
  private static let mostRepaired = 0.1

  static func languages(_ languages: LanguagePair) -> [String] {
    [languages.source, languages.target].filter { UnicodeScript(language: $0) == nil }.map {
      "ICU knows no script of the language '\($0)': check the code"
    }
  }

  /// A held-out set that is not what it should be holds nothing out.
  static func heldOut(_ corpus: ParallelCorpus, _ languages: LanguagePair) -> [String] {
    var statistics = CorpusStatistics()
    for pair in corpus.pairs { statistics.add(pair) }
    let doubts = statistics.scriptDoubts(languages).map { doubt in
      "\(corpus.files[0].path): \(doubt.words(percent)): this held-out set may hold nothing out"
    }
    return doubts + encoding(corpus.tallies)
  }

  static func encoding(_ tallies: CorpusTallies) -> [String] {
    guard let place = tallies.findings[.invalidUTF8],
      Double(place.count) > mostRepaired * Double(tallies.readPairs)
    else { return [] }
    let segments = counted(place.count, "segment")
    return [
      "\(place.path):\(place.line): \(segments) from here on held bytes that are not UTF-8, and their letters are lost: convert "
        + "the text first, for example by iconv -f WINDOWS-874 -t UTF-8 FILE"
    ]
  }
}
