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
/// The result is the `nBest` complete hypotheses with the highest scores. If fewer than `nBest` are complete at the step
/// limit, live hypotheses are cut and come after all complete ones, whatever their score: a hypothesis that repeats itself
/// without end has a high score, and must not displace a translation. So the best hypothesis does not depend on `nBest`.
/// A beam of 1 is greedy search: it takes the most probable id at each step.
///
/// Finished sentences leave the batch and others take their place: each counts its own steps.
///
/// Ties go to the shorter hypothesis, then to the one whose prefix ranked higher at its last step, then to the lower id.
/// Sums are in double precision, from the first step to the last. With a model that follows `StepModel`, the result of a
/// sentence does not depend on the other sentences of the batch or on their order.
public struct BeamSearch: Sendable {
  public let options: DecodingOptions
  public let begin: TokenID
  public let end: TokenID
  /// Sentences that are encoded together if there are enough: a single one costs as much.
  private static let encodedTogether = 16

  /// - Parameters:
  ///   - begin: fed at the first step.
  ///   - end: ends a hypothesis.
  public init(_ options: DecodingOptions, begin: TokenID, end: TokenID) {
    self.options = options
    self.begin = begin
    self.end = end
  }

  /// Takes sentences from the queue until none is left.
  /// - Parameters:
  ///   - batchSize: the most sentences that are decoded together; 1 or more.
  ///   - found: receives the number of each finished sentence and its hypotheses, best first: 1 to `nBest` of them, all
  ///     two alike; with none if the model gave it a probability that is not finite.
  public func search<Model: StepModel>(
    _ queue: SentenceQueue, batchSize: Int, with model: inout Model, found: (_ sentence: Int, [Hypothesis]) -> Void
  ) {
    // K that do not end and one that does are all that can matter of a row; of a single row, the first.
    let wanted = options.beamSize == 1 ? 1 : options.beamSize + 1
    // Sentences that are encoded, and have no place in the batch yet.
    var waiting: ArraySlice<Int> = []
    var beams: [SentenceBeam] = []
    var rows = LiveRows()
    var nextRows = LiveRows()
    var candidates = StepCandidates()
    var ranking = CandidateRanking()
    while true {
      let room = batchSize - beams.count
      if waiting.isEmpty && room > 0 {
        waiting = queue.take(max(room, Self.encodedTogether), least: min(batchSize, Self.encodedTogether))
        if waiting.isEmpty && beams.isEmpty { return }
        model.encode(waiting.map { queue.sources[$0] })
      }
      let newcomers = waiting.prefix(room)
      waiting.removeFirst(newcomers.count)
      model.arrange(rows.parents, adding: newcomers.count)
      for sentence in newcomers {
        let limit = options.stepLimit(sourceLength: queue.sources[sentence].count)
        beams.append(
          SentenceBeam(
            sentence: sentence, stepLimit: limit, largestDivisor: options.lengthPenalty.divisor(length: limit),
            rows: rows.count..<rows.count + 1))
        rows.append(parent: 0, id: begin, prefix: PrefixTree.root, logProbability: 0)
      }

      model.step(rows.ids, count: wanted, into: &candidates)
      nextRows.removeAll()
      var keptBeams = 0
      for index in beams.indices {
        guard ranking.start(beams[index].rows, candidates) else {
          found(beams[index].sentence, [])
          continue
        }
        extend(&beams[index], rows, candidates, &ranking, into: &nextRows)
        if isDone(beams[index], nextRows) {
          found(beams[index].sentence, best(of: beams[index], nextRows))
          nextRows.removeLast(beams[index].rows.count)
        } else {
          beams.swapAt(keptBeams, index)
          keptBeams += 1
        }
      }
      beams.removeLast(beams.count - keptBeams)
      swap(&rows, &nextRows)
    }
  }

  /// One step of one sentence: complete hypotheses go to `beam.complete`, live ones to `nextRows`, best first.
  private func extend(
    _ beam: inout SentenceBeam, _ rows: LiveRows, _ candidates: StepCandidates, _ ranking: inout CandidateRanking,
    into nextRows: inout LiveRows
  ) {
    beam.step += 1
    let firstRow = nextRows.count
    var rank = 0
    while nextRows.count - firstRow < options.beamSize,
      let (row, id, logProbability) = ranking.next(rows.logProbabilities, candidates)
    {
      if id != end {
        let prefix = beam.tree.append(id, after: rows.prefixes[row])
        nextRows.append(parent: Int32(row), id: id, prefix: prefix, logProbability: logProbability)
      } else if rank < options.beamSize {
        beam.insert(hypothesis(of: beam, rows.prefixes[row], logProbability, isComplete: true))
      }
      rank += 1
    }
    beam.rows = firstRow..<nextRows.count
  }

  private func isDone(_ beam: SentenceBeam, _ rows: LiveRows) -> Bool {
    guard let bestLive = beam.rows.first, beam.step < beam.stepLimit else { return true }
    if beam.complete.count >= options.beamSize { return true }
    guard beam.complete.count >= options.nBest else { return false }
    return rows.logProbabilities[bestLive] / beam.largestDivisor < beam.complete[options.nBest - 1].score
  }

  private func best(of beam: SentenceBeam, _ rows: LiveRows) -> [Hypothesis] {
    let cut = beam.rows.prefix(max(0, options.nBest - beam.complete.count)).map { row in
      hypothesis(of: beam, rows.prefixes[row], rows.logProbabilities[row], isComplete: false)
    }
    return beam.complete.prefix(options.nBest) + cut
  }

  /// - Parameter prefix: all its ids but the end symbol.
  private func hypothesis(
    of beam: SentenceBeam, _ prefix: Int32, _ logProbability: Double, isComplete: Bool
  ) -> Hypothesis {
    let score = logProbability / options.lengthPenalty.divisor(length: beam.step)
    return Hypothesis(
      ids: beam.tree.path(to: prefix), logProbability: logProbability, score: score, isComplete: isComplete)
  }
}

/// The state of the search for one sentence.
private struct SentenceBeam {
  let sentence: Int
  let stepLimit: Int
  /// (step limit)^alpha.
  let largestDivisor: Double
  /// Steps done.
  var step = 0
  /// The rows of its live hypotheses in the batch, best first.
  var rows: Range<Int>
  /// Best first.
  var complete: [Hypothesis] = []
  var tree = PrefixTree()

  init(sentence: Int, stepLimit: Int, largestDivisor: Double, rows: Range<Int>) {
    self.sentence = sentence
    self.stepLimit = stepLimit
    self.largestDivisor = largestDivisor
    self.rows = rows
  }

  /// Behind those of an equal score: they came earlier, or ranked higher.
  mutating func insert(_ hypothesis: Hypothesis) {
    var position = complete.count
    while position > 0, complete[position - 1].score < hypothesis.score { position -= 1 }
    complete.insert(hypothesis, at: position)
  }
}
