import Basics
import Corpus
import Inference
import Subwords
import TextProcessing

/// The kind of lines that a training has. It decides how the model treats lines that it translates, where the recipe
/// does not say.
struct TrainingLines: Equatable {
  /// Lines that were looked at.
  private(set) var count = 0
  /// With one sentence on either side: where one side has a mark for the end of a sentence, it speaks for the other too.
  private(set) var singleSentences = 0
  /// With nothing to translate.
  private(set) var untranslatable = 0
  /// Those of them whose translation is another text all the same.
  private(set) var translatedAllTheSame = 0

  /// A model that has seen fewer lines of several sentences makes nonsense of them: its translations part them.
  private static let singleSentenceShare = 0.9
  /// A model that has learned from this share of lines without a letter, most of them with another translation (digits spelled
  /// out, say), is asked to translate them.
  private static let untranslatableShare = 0.05
  /// About so many pairs are looked at, evenly from all of them.
  private static let mostPairs = 20_000

  init() {}

  init(of readers: [ShardReader], languages: LanguagePair, workers: Int) throws(TrainingError) {
    self = try asTrainingError {
      let source = try SentenceSplitter(language: languages.source)
      let target = try SentenceSplitter(language: languages.target)
      let pool = WorkerPool(count: workers)
      var lines = TrainingLines()
      for (reader, frame) in ShardReader.evenFrames(of: readers, mostPairs: Self.mostPairs) {
        let pairs = try reader.frame(frame)
        for found in pool.map(pairs.count, share: 64, { _, pair in TrainingLines(of: pairs[pair], source, target) }) {
          lines.add(found)
        }
      }
      return lines
    }
  }

  private init(of pair: SentencePair, _ source: SentenceSplitter, _ target: SentenceSplitter) {
    count = 1
    if source.sentences(of: pair.source).count == 1, target.sentences(of: pair.target).count == 1 {
      singleSentences = 1
    }
    if TranslatableText.isIn(pair.source) { return }
    untranslatable = 1
    if !pair.source.utf8.elementsEqual(pair.target.utf8) { translatedAllTheSame = 1 }
  }

  private mutating func add(_ other: TrainingLines) {
    count += other.count
    singleSentences += other.singleSentences
    untranslatable += other.untranslatable
    translatedAllTheSame += other.translatedAllTheSame
  }

  /// Rounded to four digits; 1 if there are no lines.
  var shareOfSingleSentences: Double {
    count == 0 ? 1 : (10_000 * Double(singleSentences) / Double(count)).rounded() / 10_000
  }

  var areSingleSentences: Bool { shareOfSingleSentences >= Self.singleSentenceShare }

  /// Whether a line with nothing to translate comes out as it went in.
  var passThrough: Bool {
    2 * translatedAllTheSame <= untranslatable
      || Double(untranslatable) < Self.untranslatableShare * Double(count)
  }

  /// For the log.
  func summary(_ decoding: BundleConfiguration.Decoding) -> String {
    "\(VocabularyCoverage.percent(shareOfSingleSentences)) of the lines are one sentence: translation "
      + (decoding.splitSentences ? "parts lines into sentences" : "leaves lines whole")
      + (decoding.passThrough ? "" : ", and translates lines without letters too")
  }
}
