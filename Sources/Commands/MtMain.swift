import ArgumentParser
import Basics
import Glibc
import Training

/// The entry point of `mt`, which also sets its exit status.
public enum MtMain {
  /// Runs the command that the arguments name, and ends the program with its exit status.
  public static func run() -> Never {
    // A closed pipe and a file at its size limit are errors of the writing call.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    FaultSignals.install()
    let arguments = withDashes(Array(CommandLine.arguments.dropFirst()))
    exit(status(of: arguments).rawValue)
  }

  private static func status(of arguments: [String]) -> ExitStatus {
    do {
      var command = try MtCommand.parseAsRoot(arguments)
      try command.run()
      return .success
    } catch {
      return report(error, arguments)
    }
  }

  /// A command that was interrupted throws its `ExitStatus`, once its work is saved.
  static func report(_ error: any Error, _ arguments: [String]) -> ExitStatus {
    Console.standard.clearProgress()
    if let status = error as? ExitStatus { return status }
    if let error = error as? any Diagnostic {
      if error as? OutputError == .closedPipe { return .success }
      Console.standard.report(error)
      return ExitStatus(error.category)
    }
    switch MtCommand.exitCode(for: error) {
    case .success:
      // Help, or the version.
      do { try StandardOutput.write(MtCommand.fullMessage(for: error) + "\n") } catch {
        return report(error, arguments)
      }
      return .success
    case .validationFailure:
      let (path, unknown) = command(in: arguments)
      let (message, remedy) = unknown ?? (usageMessage(of: error), "see '\(path) --help' for more information")
      Console.standard.report(message: message, remedy: remedy)
      return .usage
    default:
      Console.standard.report(
        message: "\(error)", remedy: "this is a bug in mt: please report it, with the command that you ran")
      return .internalFault
    }
  }

  /// The parser's message in our form.
  private static func usageMessage(of error: any Error) -> String {
    let message = MtCommand.message(for: error)
    let first = message.prefix(1).lowercased()
    return first + (message.hasSuffix(".") ? message.dropFirst().dropLast() : message.dropFirst())
  }

  /// The command that the arguments name, and what to say if they name one that there is not.
  private static func command(
    in arguments: [String]
  ) -> (path: String, unknown: (message: String, remedy: String?)?) {
    var command: any ParsableCommand.Type = MtCommand.self
    var path = "mt"
    for argument in arguments {
      let subcommands = command.configuration.subcommands
      if subcommands.isEmpty || argument.hasPrefix("-") || argument == "help" { break }
      guard let next = subcommands.first(where: { $0._commandName == argument }) else {
        let nearest = EditDistance.nearest(to: argument, among: subcommands.map { $0._commandName })
        let remedy = nearest.map { "did you mean '\(path) \($0)'?" } ?? "see '\(path) --help' for more information"
        return (path, ("\(path) has no command '\(argument)'", remedy))
      }
      command = next
      path += " " + argument
    }
    return (path, nil)
  }

  /// The arguments with `--like-this` for `--like_this`, up to a `--`. Values after `=` stay as they are.
  static func withDashes(_ arguments: [String]) -> [String] {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    let flags = arguments[..<end].map { argument -> String in
      guard argument.utf8.starts(with: "--".utf8) else { return argument }
      let name = argument.prefix { $0 != "=" }
      return String(name.map { $0 == "_" ? "-" : $0 }) + argument[name.endIndex...]
    }
    return flags + arguments[end...]
  }
}

extension ExitStatus: Error {}
