import ArgumentParser
import Training

extension CorpusCommand {
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check a recipe's corpora before training.",
      discussion: """
        In seconds: do both sides have as many lines, and does each line stand beside its translation? Is the text UTF-8, \
        in the right script, of likely lengths, free of what 'mt corpus build --clean' leaves out? Is anything of the \
        validation and test sets in the training text, or in each other? How does the vocabulary fit, and what will the \
        training take of memory, disk and time? Of large corpora a sample is looked at: frames at even distances of \
        shards, the first pairs of anything else.

        The exit status is 1 if something should be done, and 0 if there is nothing or only notes. What a training takes \
        is an estimate.

        Examples:
          mt corpus check recipes/th-en.json
          mt corpus check recipes/th-en.json --set vocabulary.size=4000 --json
        """)

    @OptionGroup var options: RecipeOptions

    @Option(help: ArgumentHelp("Where the run will be; runs/<recipe's name> by default.", valueName: "dir"))
    var output: String?

    @OptionGroup var workers: WorkerOptions
    @Flag(help: "Write one JSON object.") var json = false

    func run() throws {
      let loaded = try options.load()
      let report = try CorpusCheck.run(loaded, folder: output ?? "runs/" + loaded.name, workers: workers.workers)
      try StandardOutput.write(json ? jsonLine(report) + "\n" : CorpusCheckText(report).text)
      if !report.isGood { throw ExitStatus.checkFailed }
    }
  }
}
