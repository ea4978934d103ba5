import Basics
import Decoding

/// Checks, on a model and on this machine, what `Translator` promises: a translation depends on its line alone.
///
/// Texts are compared byte by byte, and log-probabilities and scores bit by bit, with those of one worker and batches of
/// one line.
public struct SelfTest {
  /// One thing that was looked at.
  public struct Check: Sendable, Equatable {
    public var name: String
    /// Nil where all is well.
    public var failure: Failure?
  }

  /// The first line that is not as it should be.
  public struct Failure: Sendable, Equatable {
    /// From 1.
    public var line: Int
    public var source: String
    public var expected: String
    public var found: String
  }

  static let batchSizes = [1, 7, 64]
  static let workerCounts = [1, 2, 3]

  public let lines: [String]
  private let bundle: ModelBundle

  /// The search is the model's own.
  /// - Parameter lines: to translate; nil for lines that are made for the model.
  public init(_ bundle: ModelBundle, lines: [String]?) {
    self.bundle = bundle
    self.lines = lines ?? SelfTestLines.lines(for: bundle)
  }

  /// Makes all checks.
  /// - Parameter report: is told each check when it is made.
  /// - Returns: how many checks failed, of how many.
  public func run(_ report: (Check) throws -> Void) throws -> (failed: Int, of: Int) {
    var (failed, count) = (0, 0)
    func note(_ name: String, _ failure: Failure?) throws {
      try report(Check(name: name, failure: failure))
      count += 1
      if failure != nil { failed += 1 }
    }
    let expected = try translations(lines, batchSize: 1, workers: 1)
    try note("a translation without line breaks for each line, with finite probabilities", firstUnsound(expected))
    for workers in Self.workerCounts {
      for batchSize in Self.batchSizes where (workers, batchSize) != (1, 1) {
        let found = try translations(lines, batchSize: batchSize, workers: workers)
        let name = "batches of \(batchSize), \(workers) " + (workers == 1 ? "worker" : "workers")
        try note(name + ": the same", firstDifference(expected, found))
      }
    }
    try note("lines shuffled and put back: the same", firstDifference(expected, try shuffledTranslations()))
    let beamSize = bundle.configuration.decoding.beamSize
    let best = try translations(lines, batchSize: 64, workers: 2, nBest: beamSize)
    try note("the first of the \(beamSize) best: the same", firstDifference(expected, best))
    return (failed, count)
  }

  private func translations(
    _ lines: [String], batchSize: Int, workers: Int, nBest: Int = 1
  ) throws(InferenceError) -> [[TranslationCandidate]] {
    let options: DecodingOptions
    do throws(DecodingError) { options = try bundle.configuration.decodingOptions(nBest: nBest) } catch {
      throw .decoding(error)
    }
    return Translator(bundle, options: options, batchSize: batchSize, workers: workers).translate(lines).lines
  }

  private func shuffledTranslations() throws(InferenceError) -> [[TranslationCandidate]] {
    var order = Array(lines.indices)
    var generator = SeededGenerator(seed: 11)
    generator.shuffle(&order)
    let shuffled = try translations(order.map { lines[$0] }, batchSize: 7, workers: 2)
    var found = shuffled
    for (place, line) in order.enumerated() { found[line] = shuffled[place] }
    return found
  }

  private func firstUnsound(_ found: [[TranslationCandidate]]) -> Failure? {
    for (number, candidates) in found.enumerated() {
      let best = candidates[0]
      let isSound =
        best.logProbability.isFinite && best.logProbability <= 0 && best.score.isFinite
        && !best.text.utf8.contains { $0 == 0x0A || $0 == 0x0D || $0 == 0 }
      if !isSound { return failure(number, expected: "a line, of a probability from 0 to 1", found: Self.text(best)) }
    }
    return nil
  }

  func firstDifference(_ expected: [[TranslationCandidate]], _ found: [[TranslationCandidate]]) -> Failure? {
    let different = lines.indices.first { !Self.areSame(expected[$0][0], found[$0][0]) }
    return different.map { failure($0, expected: Self.text(expected[$0][0]), found: Self.text(found[$0][0])) }
  }

  private func failure(_ number: Int, expected: String, found: String) -> Failure {
    Failure(line: number + 1, source: lines[number], expected: expected, found: found)
  }

  /// Strings are equal to Swift where they are canonically equivalent, and numbers where they are 0 and -0.
  private static func areSame(_ left: TranslationCandidate, _ right: TranslationCandidate) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
      && left.logProbability.bitPattern == right.logProbability.bitPattern
      && left.score.bitPattern == right.score.bitPattern
  }

  private static func text(_ candidate: TranslationCandidate) -> String {
    "\(candidate.text) (log-probability \(candidate.logProbability))"
  }
}
