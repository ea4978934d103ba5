import ArgumentParser

/// `mt corpus`.
struct CorpusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "corpus",
    abstract: "Make, read, measure and check corpora.",
    discussion: """
      A corpus is a prefix of two files with a line for each segment (a.th and a.en are 'a'), a file of both sides (TSV, \
      CSV, JSON lines, TMX, XLIFF, PO or MO), a zip archive of such pairs of files, a folder of such files, or a folder of shards, which 'mt corpus build' makes of any of them.

      Examples:
        mt corpus build web books.tsv -o shards --source-language th \\
          --target-language en --clean --held-out test
        mt corpus stats shards
        mt corpus cat shards --sample 20
        mt corpus verify shards
        mt corpus check recipes/th-en.json
      """,
    subcommands: [Build.self, Cat.self, Verify.self, Stats.self, Check.self])
}
