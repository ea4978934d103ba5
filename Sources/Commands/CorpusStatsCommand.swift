import ArgumentParser
import Corpus
import Subwords

extension CorpusCommand {
  struct Stats: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Measure a corpus: lengths, scripts, duplicates.",
      discussion: """
        Characters are Unicode scalars; a ratio is the target's characters for each character of the source. Duplicates are exact \
        for up to 65,536 distinct pairs, and an estimate above. Any corpus is read once, in bounded memory.

        Examples:
          mt corpus stats shards
          mt corpus stats corpora/th-en/train --source-language th --target-language en --tokens --json
        """)

    @OptionGroup var corpus: CorpusPathOptions
    @Flag(help: "Count tokens too: normalized and cut by the rules of each language.") var tokens = false
    @OptionGroup var workers: WorkerOptions
    @Flag(help: "Write one JSON object.") var json = false

    func run() throws {
      let (sources, languages) = try corpus.resolve()
      let tokenizers =
        tokens
        ? (
          source: try SegmentTokenizer(language: languages.source),
          target: try SegmentTokenizer(language: languages.target)
        ) : nil
      let console = Console.standard
      let (statistics, tallies) = try CorpusScan.statistics(
        of: sources, languages: languages, workers: workers.count, tokenizers: tokenizers
      ) { pairs in console.show { width in String("read \(pairCount(pairs))".prefix(width)) } }
      console.clearProgress()
      for line in try CorpusFindingLines.leftAlone(in: [corpus.path], languages) { console.log(line) }
      let report = CorpusStatsReport(corpus.path, statistics, tallies, languages)
      try StandardOutput.write(json ? jsonLine(report.counts) + "\n" : report.text)
    }
  }
}
