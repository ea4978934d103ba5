import ArgumentParser
import Subwords

/// `mt vocabulary`.
struct VocabularyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vocabulary",
    abstract: "Train, apply and inspect vocabularies.",
    discussion: """
      'mt train' learns its vocabularies itself; a recipe's vocabulary.path takes one that is there already. A vocabulary \
      is a file that 'mt vocabulary train' or 'mt train' wrote, or any sentencepiece model: that one takes lines as they \
      are and normalizes as its maker meant.

      Examples:
        mt vocabulary train --language th --size 8000 -o th.model < corpus.th
        mt vocabulary encode --vocabulary th.model --language th < corpus.th > pieces.th
        mt vocabulary decode --vocabulary th.model < pieces.th
        mt vocabulary inspect th.model --language th --input test.th
      """,
    subcommands: [Train.self, Encode.self, Decode.self, Inspect.self])
}

/// The preparation of lines for a vocabulary.
struct VocabularyLineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Language of the lines; not needed for a model from another tool.", valueName: "code"))
  var language: String?

  @OptionGroup var normalization: NormalizationOptions

  func codec(_ file: VocabularyFile) throws -> SegmentCodec {
    if file.form == .foreign, normalization.normalization != nil {
      throw ValidationError("--normalization has no effect: this vocabulary is a model that normalizes lines itself")
    }
    if language == nil, file.form != .foreign {
      throw ValidationError("Missing --language: this vocabulary's lines are normalized and tokenized by its rules")
    }
    return try SegmentCodec(language: language ?? "en", model: file.model, rules: normalization.rules())
  }
}
