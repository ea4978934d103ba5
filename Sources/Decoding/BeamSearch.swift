import Basics

/// Beam search over a batch of sentences.
///
/// At each step the live hypotheses of a sentence are extended by every candidate, and the extensions are ranked by
/// log-probability. Those among the first `K` that end are complete and leave the beam; the first `K` that do not end
/// are the next live ones. The sentence is done when one of these holds:
/// - `K` hypotheses or more are complete;
/// - `nBest` are complete, and no live one could still beat the last of them: log-probabilities only fall, so that no
///   descendant of a live hypothesis scores above its log-probability / (step limit)^alpha;
/// - nothing is live, or the step limit (`DecodingOptions.stepLimit`) is reached.
///
/// The result is the `nBest` complete hypotheses of the highest score. Only where fewer than `nBest` are complete at the
/// step limit, live ones are cut and stand behind all complete ones, whatever their score: a hypothesis that repeats itself
/// without end has a high score, and must not displace a translation. So the best hypothesis does not depend on `nBest`.
///
/// Ties go to the shorter hypothesis, then to the one whose prefix ranked higher at its last step, then to the lower id.
/// Sums are in double precision, first step to last. With a model that keeps to `StepModel`, the result of a sentence
/// depends neither on the other sentences of the batch nor on their order.
public struct BeamSearch: Sendable {
  public let options: DecodingOptions
  public let begin: TokenID
  public let end: TokenID

  /// - Parameters:
  ///   - begin: fed at the first step.
  ///   - end: ends a hypothesis.
  public init(_ options: DecodingOptions, begin: TokenID, end: TokenID) {
    self.options = options
    self.begin = begin
    self.end = end
  }

  /// The hypotheses of each source, best first, 1 to `nBest` of them, no two alike. No source is empty. Sentences that are
  /// done leave the batch.
  public func search<Model: StepModel>(
    _ sources: [[TokenID]], with model: inout Model
  ) throws(DecodingError) -> [[Hypothesis]] {
    guard !sources.isEmpty else { return [] }
    var results = [[Hypothesis]](repeating: [], count: sources.count)
    var beams = sources.enumerated().map { sentence, source in
      let limit = options.stepLimit(sourceLength: source.count)
      return SentenceBeam(
        sentence: sentence, stepLimit: limit, largestDivisor: options.lengthPenalty.divisor(length: limit),
        rows: sentence..<(sentence + 1))
    }
    var rows = sources.map { _ in Row(parent: 0, id: begin, prefix: PrefixTree.root, logProbability: 0) }
    var nextRows = [Row]()
    var tree = PrefixTree()
    var candidates = StepCandidates()
    var ranking = CandidateRanking()

    model.start(sources)
    var step = 0
    while true {
      step += 1
      // K that do not end and one that does are all that can matter of a row.
      model.step(rows.map(\.id), count: options.beamSize + 1, into: &candidates)
      let divisor = options.lengthPenalty.divisor(length: step)
      nextRows.removeAll(keepingCapacity: true)
      var keptBeams = 0
      for var beam in beams {
        try ranking.start(rows, beam.rows, candidates)
        let firstRow = nextRows.count
        extend(&beam, rows, candidates, &ranking, into: &nextRows, &tree, divisor)
        beam.rows = firstRow..<nextRows.count
        if isDone(beam, nextRows, step) {
          results[beam.sentence] = best(of: beam, nextRows, tree, divisor)
          nextRows.removeLast(beam.rows.count)
        } else {
          beams[keptBeams] = beam
          keptBeams += 1
        }
      }
      beams.removeLast(beams.count - keptBeams)
      guard !beams.isEmpty else { return results }
      let isUnchanged = nextRows.count == rows.count && nextRows.enumerated().allSatisfy { $0 == Int($1.parent) }
      if !isUnchanged { model.reorder(nextRows.map(\.parent)) }
      swap(&rows, &nextRows)
    }
  }

  /// One step of one sentence: complete hypotheses go to `beam.complete`, live ones to `nextRows`, best first.
  private func extend(
    _ beam: inout SentenceBeam, _ rows: [Row], _ candidates: StepCandidates, _ ranking: inout CandidateRanking,
    into nextRows: inout [Row], _ tree: inout PrefixTree, _ divisor: Double
  ) {
    var rank = 0
    var liveCount = 0
    while liveCount < options.beamSize, let (row, id, logProbability) = ranking.next(rows, candidates) {
      if id != end {
        let prefix = tree.append(id, after: rows[row].prefix)
        nextRows.append(Row(parent: Int32(row), id: id, prefix: prefix, logProbability: logProbability))
        liveCount += 1
      } else if rank < options.beamSize {
        beam.insert(
          Hypothesis(
            ids: tree.path(to: rows[row].prefix), logProbability: logProbability, score: logProbability / divisor,
            isComplete: true))
      }
      rank += 1
    }
  }

  private func isDone(_ beam: SentenceBeam, _ rows: [Row], _ step: Int) -> Bool {
    guard let bestLive = beam.rows.first.map({ rows[$0] }), step < beam.stepLimit else { return true }
    if beam.complete.count >= options.beamSize { return true }
    guard beam.complete.count >= options.nBest else { return false }
    return bestLive.logProbability / beam.largestDivisor < beam.complete[options.nBest - 1].score
  }

  private func best(of beam: SentenceBeam, _ rows: [Row], _ tree: PrefixTree, _ divisor: Double) -> [Hypothesis] {
    let cut = rows[beam.rows].prefix(max(0, options.nBest - beam.complete.count)).map { row in
      Hypothesis(
        ids: tree.path(to: row.prefix), logProbability: row.logProbability, score: row.logProbability / divisor,
        isComplete: false)
    }
    return beam.complete.prefix(options.nBest) + cut
  }
}

/// A live hypothesis.
struct Row {
  /// The row, one step earlier, that it extends.
  var parent: Int32
  /// The last id: fed next.
  var id: TokenID
  /// Its node in the prefix tree.
  var prefix: Int32
  var logProbability: Double
}

/// What a search knows of one sentence.
private struct SentenceBeam {
  let sentence: Int
  let stepLimit: Int
  /// (step limit)^alpha.
  let largestDivisor: Double
  /// Its live hypotheses among those of the batch, best first.
  var rows: Range<Int>
  /// Best first.
  var complete: [Hypothesis] = []

  /// Behind those of an equal score: they came earlier, or ranked higher.
  mutating func insert(_ hypothesis: Hypothesis) {
    var position = complete.count
    while position > 0, complete[position - 1].score < hypothesis.score { position -= 1 }
    complete.insert(hypothesis, at: position)
  }
}
