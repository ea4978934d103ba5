import ArgumentParser

/// How scores are written: what `mt score` and `mt evaluate` have in common.
struct ScoreFormOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, latex }

  @Option(name: .shortAndLong, help: "The form of the result.")
  var format = Format.text

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Digits after the point of a score; from 12 on, all that it has.", valueName: "digits"))
  var width = 1

  @Flag(name: [.long, .customLong("sh", withSingleDash: true)], help: "Write signatures short.")
  var short = false

  func validate() throws {
    if !(0...100).contains(width) { throw ValidationError("--width is 0 to 100") }
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
