import ArgumentParser
import Inference
import Training

/// `mt train`.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a model from a recipe.",
    discussion: """
      Everything is written to one folder, runs/<recipe's name>: the model with the best validation score, checkpoints, \
      logs, shards and vocabularies. runs/latest points at the newest run that has saved a model. The folder is new, \
      empty, or that of an earlier run: mt does not write to any other. On SIGINT (Ctrl-C), SIGTERM and SIGHUP (a closed \
      terminal) the training finishes its update, saves a checkpoint and ends; --resume continues from there, bit for bit. \
      A resumed run may change the learning rate, the lengths of its schedule, the limits and the patience; the log \
      records the change.

      Text that no model should learn from is refused: the wrong script or column, swapped or shifted sides, letters that \
      are lost in a wrong encoding. 'mt corpus check' describes what is wrong; --force accepts the text as it is.

      Examples:
        mt train recipes/th-en.json
        mt train recipes/th-en.json --set training.maxTime=30m
        mt train recipes/th-en.json --resume
        mt train recipes/th-en.json --fresh --output runs/second-try
      """)

  @OptionGroup var options: RecipeOptions

  @Option(help: ArgumentHelp("The folder of the run (default: runs/<recipe's name>).", valueName: "dir"))
  var output: String?

  @Flag(help: "Continue an interrupted run; start one if there is none.")
  var resume = false

  @Flag(help: "Start again. The new run replaces the one in the folder when it saves its first model.")
  var fresh = false

  @Flag(help: "Take text in which 'mt corpus check' finds an error, with a warning.")
  var force = false

  @Option(
    help: ArgumentHelp(
      "Number of threads (default: one for each core). It does not change the result.", valueName: "n"))
  var workers: Int?

  @Flag(help: "Write only warnings and errors to standard error.")
  var quiet = false

  func validate() throws {
    if resume && fresh { throw ValidationError("--resume and --fresh cannot be combined") }
    if output?.isEmpty == true { throw ValidationError("--output needs the name of a folder") }
    if let workers, !(1...1024).contains(workers) { throw ValidationError("--workers must be from 1 to 1024") }
  }

  func run() throws {
    let console = Console.standard
    console.isQuiet = quiet
    let loaded = try options.load()
    let folder = output ?? "runs/" + loaded.name
    let trainer = try Trainer(
      loaded, folder: folder, mode: fresh ? .fresh : resume ? .resume : .refuse, workers: workers,
      acceptsFaults: force
    ) { event in
      switch event {
      case .update(let snapshot): console.show(snapshot)
      case .warning(let text): console.warn(text)
      default: for line in event.lines { console.log(line) }
      }
    }
    // Until here nothing is lost if the program is simply ended.
    InterruptSignals.install()
    let outcome = try trainer.train { InterruptSignals.received != nil }
    console.clearProgress()
    switch outcome {
    case .finished(let reason): console.log("Finished: \(reason). The model is in \(folder)")
    case .alreadyFinished(let reason): console.log("\(folder) is finished already: \(reason)")
    case .interrupted:
      console.log("Stopped. To go on from the last checkpoint: \(continuation(of: loaded.path))")
      if ModelFiles(folder).isCheckpoint {
        console.log("To translate with that checkpoint: mt translate --model \(Self.quoted(folder))")
      }
      throw InterruptSignals.received ?? .interrupted
    }
  }

  /// The command that continues this run.
  private func continuation(of recipe: String) -> String {
    let arguments =
      [recipe] + options.overrides.flatMap { ["--set", $0] } + (output.map { ["--output", $0] } ?? []) + ["--resume"]
    return "mt train " + arguments.map(Self.quoted).joined(separator: " ")
  }

  /// The argument quoted for a shell.
  static func quoted(_ argument: String) -> String {
    let isPlain =
      !argument.isEmpty
      && argument.utf8.allSatisfy { byte in
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
          || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte || "-_./=,:+@".utf8.contains(byte)
      }
    return isPlain
      ? argument
      : "'" + argument.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
