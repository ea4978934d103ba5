import ArgumentParser

/// `mt`: the list of its subcommands, each in its own file.
struct MtCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mt",
    abstract: "Recurrent sequence-to-sequence machine translation.",
    discussion: """
      Results go to standard output; progress and messages go to standard error.

      Examples:
        mt train recipes/th-en.json
        mt translate < input.txt
        mt recipe show recipes/th-en.json --set training.seed=7

      Exit status: 0 done, 1 a check failed, 64 wrong usage, 65 bad data or recipe, 66 input missing, 70 a bug in mt, \
      71 the system refuses a thread or memory, 73 output cannot be created, 74 output cannot be written, 130 interrupted, 143 terminated.
      """,
    version: VersionReport.text,
    subcommands: [
      TrainCommand.self,
      TranslateCommand.self,
      EvaluateCommand.self,
      ScoreCommand.self,
      InspectCommand.self,
      QuantizeCommand.self,
      CorpusCommand.self,
      VocabularyCommand.self,
      NormalizeCommand.self,
      TokenizeCommand.self,
      DetokenizeCommand.self,
      RecipeCommand.self,
      BenchmarkCommand.self,
    ])
}
