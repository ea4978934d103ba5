import ArgumentParser

/// The output options that `mt score` and `mt evaluate` share.
struct ScoreFormOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, latex }

  @Option(name: .shortAndLong, help: "Output format.")
  var format = Format.text

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Digits after the decimal point of a score; 12 or more give full precision.", valueName: "digits"))
  var width = 1

  @Flag(name: [.long, .customLong("sh", withSingleDash: true)], help: "Write short signatures.")
  var short = false

  func validate() throws {
    if !(0...100).contains(width) { throw ValidationError("--width must be from 0 to 100") }
  }

  /// - Parameters:
  ///   - format: if not the one that was asked for.
  ///   - verbose: whether text says what was scored too; the other forms always do.
  func form(
    _ format: Format? = nil, of testSet: ScoredTestSet, scoreOnly: Bool = false, verbose: Bool
  ) -> any ScoreFormat {
    let digits = width >= 12 ? nil : width
    return switch format ?? self.format {
    case .text: TextScores(digits: digits, scoreOnly: scoreOnly, short: short, testSet: verbose ? testSet : nil)
    case .json: JSONScores(digits: digits, scoreOnly: scoreOnly, testSet: testSet)
    case .latex: LaTeXScores(digits: digits, short: short, testSet: testSet)
    }
  }
}
