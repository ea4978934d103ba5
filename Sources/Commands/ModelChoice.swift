import ArgumentParser
import Basics
import Corpus
import Glibc
import Inference
import TextProcessing

/// No model was given, and there is no default one.
struct NoModelError: Diagnostic, Equatable {
  /// The folder that runs/latest points at and that is gone; nil if there is no such link.
  let target: String?

  var category: DiagnosticCategory { .missingInput }
  /// A run that has a checkpoint, and no model yet.
  let run: String?
  var summary: String {
    "there is no model: "
      + (target.map { "runs/latest points at \($0), which is gone" } ?? "runs/latest does not exist")
  }
  var remedy: String? {
    if let run { return "\(run) has a checkpoint, but no model yet: mt translate --model \(run) translates with that" }
    return "give one with --model DIR or in MT_MODEL, or train one: mt train recipes/th-en.json"
  }
}

/// Which model works.
struct ModelChoice: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of a model, a run or a checkpoint (default: the environment variable MT_MODEL, or else runs/latest).",
      valueName: "dir"),
    completion: .directory)
  var model: [String] = []

  func validate() throws {
    if model.count > 1 {
      throw ValidationError("--model is given \(model.count) times, but only one model can translate at a time")
    }
  }

  /// The folder; a link is followed once, so that it has the run's name.
  func folder() throws(NoModelError) -> String {
    if let model = model.first { return model }
    if let variable = getenv("MT_MODEL").map({ String(cString: $0) }), !variable.isEmpty { return variable }
    let latest = "runs/latest"
    let run = AtomicFile.linkTarget(latest).map { $0.hasPrefix("/") ? $0 : "runs/" + $0 }
    guard AtomicFile.exists(latest) else {
      let runs = (Folder.names(in: "runs") ?? []).map { "runs/" + $0 }
      throw NoModelError(target: run, run: runs.first { ModelFiles($0).isCheckpoint })
    }
    return run ?? latest
  }

  /// Loads the model and says which.
  func load(_ precision: TranslationPrecision?) throws -> ModelBundle { try Self.load(try folder(), precision) }

  static func load(_ folder: String, _ precision: TranslationPrecision?) throws -> ModelBundle {
    let bundle = try ModelBundle.load(folder, precision: precision)
    let isOfRun = bundle.isCheckpoint && AtomicFile.exists(folder + "/" + ModelBundle.configurationFile)
    let remark = isOfRun ? ", the last checkpoint: this run has saved no model yet" : ""
    let update = bundle.metadata["update"].map { " (update \($0)\(remark))" } ?? ""
    if bundle.isCheckpoint && bundle.metadata["update"] == "0" {
      Console.standard.warn("these weights are those that training began with: they have learned nothing")
    }
    let form = bundle.precision == .float32 ? "" : " in \(bundle.precision.rawValue)"
    Console.standard.log("mt: translating with \(folder)\(update)\(form)")
    let wanted = precision ?? bundle.configuration.precision
    if bundle.precision != wanted {
      Console.standard.warn(
        "this processor has no instructions for products of \(wanted.rawValue): they are computed in "
          + bundle.precision.rawValue)
    }
    warn(ofRules: bundle.configuration, folder)
    return bundle
  }

  /// A model is used with today's rules: if they have changed, the model may read a line in another form than in training.
  private static func warn(ofRules configuration: BundleConfiguration, _ folder: String) {
    let (trained, now) = (configuration.text.normalizationVersion, Normalizer.version)
    let forms = configuration.vocabularyForms
    let isSame = (Normalizer.meaningVersion...now).contains(trained)
    if isSame || (forms.source == .foreign && forms.target == .foreign) { return }
    Console.standard.warn(
      "\(folder) was trained with version \(trained) of the normalization rules, and this mt has version \(now): rare "
        + "characters may be translated differently")
  }
}
