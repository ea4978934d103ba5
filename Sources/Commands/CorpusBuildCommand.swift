import ArgumentParser
import Basics
import Corpus

extension CorpusCommand {
  struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Build a folder of shards from corpora of any kind.",
      discussion: """
        The sources are read one after the other; - is standard input, whose format is detected from its content. Text is \
        kept unchanged, except for bytes that are not UTF-8. The flags for tables apply to all tables, including held-out \
        ones. Pairs with an empty side and pairs of --held-out sets are left out. --clean also leaves out:

        \(FilterOptions.recommended.descriptions.map { "  " + $0 }.joined(separator: "\n"))

        Text that no model should learn from is refused, held-out sets too: the wrong script or column, swapped or shifted sides, \
        letters that are lost in a wrong encoding. --force takes it as it is. A file that is not UTF-8 needs --encoding instead.

        --rejects writes what was left \
        out, and why. The same sources give the same shards, to the byte.

        Examples:
          mt corpus build a.tsv -o shards --source-language th --target-language en
          mt corpus build web books.tsv -o shards --source-language th \\
            --target-language en --clean --filter length=500 --held-out dev \\
            --held-out test --rejects rejects.tsv
          bzip2 -dc web.tsv.bz2 | mt corpus build - -o shards \\
            --source-language th --target-language en
          mt corpus cat shards | my-filter | mt corpus build - --escaped -o better \\
            --source-language th --target-language en
        """)

    @Argument(help: ArgumentHelp("Corpora: files, prefixes of two files, or folders.", valueName: "source"))
    var sources: [String]

    @Option(name: .shortAndLong, help: ArgumentHelp("The folder to create.", valueName: "dir"), completion: .directory)
    var output: String

    @Option(help: ArgumentHelp("Language of the source.", valueName: "code")) var sourceLanguage: String
    @Option(help: ArgumentHelp("Language of the target.", valueName: "code")) var targetLanguage: String
    @OptionGroup var encoding: EncodingOptions
    @OptionGroup(title: "Tables") var columns: CorpusColumnOptions
    @OptionGroup(title: "Filters") var filters: CorpusFilterOptions

    @Option(
      help: ArgumentHelp(
        "Leave out pairs that are in this validation or test set, or nearly; may be repeated.", valueName: "path"))
    var heldOut: [String] = []

    @Option(
      help: ArgumentHelp("Write the pairs that are left out to this file, with the reason.", valueName: "file"),
      completion: .file())
    var rejects: String?

    @Flag(help: "Take text in which 'mt corpus check' would find an error, with a warning.")
    var force = false

    @OptionGroup var workers: WorkerOptions
    @Flag(help: "Write only warnings and errors to standard error.") var quiet = false
    @Flag(help: "Write the counts as one JSON object to standard output.") var json = false

    func validate() throws {
      if sources.isEmpty { throw ValidationError("Missing expected argument '<source> ...'") }
      if output.isEmpty { throw ValidationError("--output needs the name of a folder") }
      _ = try languages()
    }

    /// Refuses a fault; warns of a doubt, and by force of any.
    private func meet(_ fault: TextFault) throws(CorpusError) {
      if fault.isCertain && !force { throw .unfitText(fault) }
      Console.standard.warn(fault.warning)
    }

    private func languages() throws(ValidationError) -> LanguagePair {
      try LanguagePair(checkedSource: sourceLanguage, target: targetLanguage)
    }

    func run() throws {
      let console = Console.standard
      console.isQuiet = quiet
      let languages = try languages()
      var build = CorpusBuild(languages: languages)
      build.filters = try filters.options()
      if build.filters.minScore != nil && columns.scoreColumn == nil {
        throw CorpusFlagError(
          summary: "a lowest score needs --score-column, the column of scores",
          remedy: "name the column, or leave the filter out")
      }
      build.rejects = rejects
      build.workers = workers.count
      // Every path is looked up before the first is read: a misspelt name costs nothing.
      let tables = try columns.columns()
      let encoding = encoding.encoding
      let found = try CorpusSource.resolve(
        all: sources, languages: languages, columns: tables, encoding: encoding)
      let sets = try CorpusSource.resolve(
        all: heldOut, languages: languages, columns: tables.sides, encoding: encoding)
      try columns.check(found + sets)
      for warning in CorpusBuildWarnings.languages(languages) { console.warn(warning) }
      var heldOutPairs: [SentencePair] = []
      for set in sets {
        let corpus = try ParallelCorpus.load([set], languages: languages)
        for fault in corpus.faults(languages).leading { try meet(fault) }
        heldOutPairs += corpus.pairs
        build.heldOutFiles += corpus.files
      }
      if !sets.isEmpty { build.heldOut = HeldOutFilter(heldOutPairs) }
      let clock = ContinuousClock()
      let start = clock.now
      InterruptSignals.install(patience: 3)
      build.isInterrupted = { InterruptSignals.received != nil }
      let result = Result { () throws(CorpusError) in
        let show = { (progress: CorpusBuild.Progress) in
          let seconds = (clock.now - start) / .seconds(1)
          console.show { width in String(CorpusBuildReport.line(of: progress, seconds: seconds).prefix(width)) }
        }
        return try build.run(found, folder: output, observe: show, onFault: meet)
      }
      if case .failure(.interrupted) = result { throw InterruptSignals.received ?? .interrupted }
      let index = try result.get()
      console.clearProgress()
      let leftAlone = try CorpusFindingLines.leftAlone(in: sources, languages)
      let report = CorpusBuildReport(
        index, folder: output, sources: found.count, heldOutSets: heldOut.count,
        leftAlone: leftAlone, seconds: (clock.now - start) / .seconds(1))
      for line in report.lines { console.log(line) }
      if json { try StandardOutput.write(jsonLine(report.counts) + "\n") }
    }
  }
}
