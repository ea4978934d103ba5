import ArgumentParser
import Basics
import Inference
import Models
import Training

/// `mt inspect`.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Check a model and describe it.",
    discussion: """
      All files of the model are read and compared with their checksums.

      --self-test translates lines in batches of several sizes, by several workers, shuffled, and with n-best lists, and \
      compares the translations to the byte: a translation depends on its line alone. The lines are the input's, or else \
      are made from the model's vocabulary. Each check is a line of output; the exit status is 1 if one fails.

      Examples:
        mt inspect runs/th-en
        mt inspect runs/th-en --json
        mt inspect runs/th-en --self-test
        mt inspect runs/th-en --self-test -i test.th
      """)

  @Argument(help: ArgumentHelp("The model's folder.", valueName: "model"), completion: .directory)
  var model: String

  @Flag(help: "Write one JSON object.")
  var json = false

  @Flag(help: "Check that batch size, workers and order do not change the translations.")
  var selfTest = false

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The lines that the self-test translates; - is standard input.", valueName: "file"),
    completion: .file())
  var input: String?

  func validate() throws {
    if selfTest && json { throw ValidationError("--self-test and --json cannot be combined") }
    if input != nil && !selfTest { throw ValidationError("--input needs --self-test") }
  }

  func run() throws {
    let bundle = try ModelBundle.load(model)
    if selfTest { return try SelfTestReport(bundle, folder: model, input: input).run() }
    if let waiting = RunFolder(model).waitingRun {
      Console.standard.warn(
        "mt train --fresh began a run in \(waiting), which takes the place of this one when it saves a model: "
          + "mt train --resume goes on with it")
    }
    let report = ModelReport(bundle, folder: model)
    try StandardOutput.write((json ? jsonLine(report) : report.text) + "\n")
  }
}

/// The report of `mt inspect`.
private struct ModelReport: Encodable {
  struct Part: Encodable {
    var name: String
    var parameters: Int
  }

  var folder: String
  var parameters: Int
  var parts: [Part]
  var configuration: BundleConfiguration
  /// The notes of the training in the file of weights.
  var training: [String: String]

  init(_ bundle: ModelBundle, folder: String) {
    self.folder = folder
    parts = bundle.parts.map { Part(name: $0.name, parameters: $0.parameters) }
    parameters = parts.reduce(0) { $0 + $1.parameters }
    configuration = bundle.configuration
    training = bundle.metadata
  }

  private func sourceKnowledge(_ model: ModelConfiguration) -> String {
    guard let attention = model.attention else {
      return model.feedVector ? "one vector, fed at every step" : "one vector, fed at the first step"
    }
    let heads = model.attentionHeads == 1 ? "" : ", \(model.attentionHeads) heads"
    return "\(attention.rawValue) attention\(heads)" + (model.inputFeeding ? ", input feeding" : "")
  }

  var text: String {
    let model = configuration.model
    let decoding = configuration.decoding
    var rows = [
      ("model", folder),
      ("languages", "\(configuration.languages.source) to \(configuration.languages.target)"),
      ("format version", "\(configuration.formatVersion)"),
      ("weights", configuration.precision.rawValue),
      ("parameters", "\(parameters)"),
    ]
    rows += parts.map { ("  " + $0.name, "\($0.parameters)") }
    rows.append(
      configuration.sharedVocabulary
        ? ("shared vocabulary", "\(model.sourceVocabularySize) pieces")
        : ("vocabularies", "\(model.sourceVocabularySize) source pieces, \(model.targetVocabularySize) target pieces"))
    let forms = configuration.vocabularyForms
    rows.append(
      (
        "vocabulary form",
        forms.source == forms.target
          ? forms.source.rawValue : "\(forms.source.rawValue) in the source, \(forms.target.rawValue) in the target"
      ))
    rows += [
      ("cell", model.cell.summary),
      ("layers", "\(model.layers) in the encoder, \(model.layers) in the decoder"),
      ("hidden size", "\(model.hiddenSize)"),
      ("embedding size", "\(model.embeddingSize)"),
      ("source read", model.bidirectional ? "both ways" : model.reverseSource ? "backwards" : "forwards"),
      ("source known by", sourceKnowledge(model)),
      ("dropout", "\(model.dropout)"),
      ("normalization", configuration.text.normalization.joined(separator: " ")),
      ("normalization version", "\(configuration.text.normalizationVersion)"),
      ("longest source", counted(configuration.text.maxSourceTokens, "piece")),
      ("beam size", "\(decoding.beamSize)"),
      ("length exponent", "\(decoding.normalize)"),
      ("max length factor", "\(decoding.maxLengthFactor)"),
      ("pass through", decoding.passThrough ? "lines without a letter to translate" : "nothing"),
      ("split sentences", decoding.splitSentences ? "yes" : "no"),
    ]
    if let share = configuration.text.singleSentenceShare {
      rows.append(("single sentences", "\(fixed(100 * share, digits: 2)) % of the training's pairs"))
    }
    rows += training.sorted { $0.key < $1.key }.map { ("training: " + $0.key, $0.value) }
    let width = rows.reduce(0) { max($0, $1.0.count) } + 2
    return rows.map { $0.0 + String(repeating: " ", count: width - $0.0.count) + $0.1 }.joined(separator: "\n")
  }
}
