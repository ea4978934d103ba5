import ArgumentParser
import Evaluation

/// Options for confidence intervals and significance tests.
struct SignificanceOptions: ParsableArguments {
  @Flag(
    name: [.long, .customLong("ci", withSingleDash: true)],
    help: "Add a 95 % confidence interval, by bootstrap resampling.")
  var confidence = false

  @Option(
    name: [.long, .customLong("cin", withSingleDash: true)],
    help: ArgumentHelp("Number of resamples.", valueName: "n"))
  var confidenceN = 1000

  @Flag(
    name: [.customLong("paired-bs"), .customLong("pbs", withSingleDash: true)],
    help: "Compare each system with the first, by paired bootstrap resampling.")
  var pairedBootstrap = false

  @Option(
    name: [.customLong("paired-bs-n"), .customLong("pbsn", withSingleDash: true)],
    help: ArgumentHelp("Number of resamples.", valueName: "n"))
  var bootstrapCount = 1000

  @Flag(
    name: [.customLong("paired-ar"), .customLong("par", withSingleDash: true)],
    help: "Compare each system with the first, by paired approximate randomization.")
  var pairedRandomization = false

  @Option(
    name: [.customLong("paired-ar-n"), .customLong("parn", withSingleDash: true)],
    help: ArgumentHelp("Number of trials.", valueName: "n"))
  var randomizationCount = 10000

  /// sacreBLEU's number of processes, accepted so that its commands run: tests take no time here.
  @Option(name: [.long, .customShort("j")], help: .hidden)
  var pairedJobs: Int?

  func validate() throws {
    if pairedBootstrap && pairedRandomization {
      throw ValidationError("--paired-bs and --paired-ar cannot be combined: choose one test")
    }
    if confidence && (pairedBootstrap || pairedRandomization) {
      throw ValidationError("--confidence is for one system: --paired-bs gives intervals too")
    }
    let counts = [
      ("--confidence-n", confidenceN), ("--paired-bs-n", bootstrapCount), ("--paired-ar-n", randomizationCount),
    ]
    for (flag, count) in counts where !(2...10_000_000).contains(count) {
      throw ValidationError("\(flag) must be from 2 to 10000000")
    }
  }

  var pairedTest: PairedTest? {
    if pairedBootstrap { return PairedTest(method: .bootstrap, count: bootstrapCount) }
    return pairedRandomization ? PairedTest(method: .approximateRandomization, count: randomizationCount) : nil
  }

  /// The results of each system for each metric.
  /// - Parameter test: compares each system with the first; nil for no test.
  func results(_ measurements: [[Measurement]], _ test: PairedTest?) throws -> [[PairedTest.Result]] {
    if let test { return try test.compare(measurements) }
    return measurements.map { system in
      system.map { measurement in
        let score = confidence ? measurement.score(resamples: confidenceN) : measurement.score
        return PairedTest.Result(score: score, pValue: nil)
      }
    }
  }
}
