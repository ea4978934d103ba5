import Basics

/// Takes the most probable id at each step, the lowest of equally probable ones: what `BeamSearch` with a beam of 1 finds,
/// for less work.
public struct GreedySearch: Sendable {
  public let options: DecodingOptions
  public let begin: TokenID
  public let end: TokenID

  /// - Parameters:
  ///   - options: its beam size and number of hypotheses are not used.
  ///   - begin: fed at the first step.
  ///   - end: ends a hypothesis.
  public init(_ options: DecodingOptions, begin: TokenID, end: TokenID) {
    self.options = options
    self.begin = begin
    self.end = end
  }

  /// One hypothesis a source, in their order; no source is empty. Sentences that have ended leave the batch.
  public func search<Model: StepModel>(
    _ sources: [[TokenID]], with model: inout Model
  ) throws(DecodingError) -> [Hypothesis] {
    let penalty = options.lengthPenalty
    let limits = sources.map { options.stepLimit(sourceLength: $0.count) }
    var ids = [[TokenID]](repeating: [], count: sources.count)
    var logProbabilities = [Double](repeating: 0, count: sources.count)
    var isComplete = [Bool](repeating: false, count: sources.count)
    var sentences = Array(sources.indices)  // [rows]: the sentence of a row
    var tokens = [TokenID](repeating: begin, count: sources.count)
    var parents = [Int32]()
    var candidates = StepCandidates()

    if !sources.isEmpty { model.start(sources) }
    var step = 0
    while !sentences.isEmpty {
      step += 1
      model.step(tokens, count: 1, into: &candidates)
      parents.removeAll(keepingCapacity: true)
      for (row, sentence) in sentences.enumerated() {
        let id = candidates.ids[row * candidates.count]
        let logProbability = candidates.logProbabilities[row * candidates.count]
        guard logProbability.isFinite else { throw .probabilityNotFinite }
        logProbabilities[sentence] += Double(logProbability)
        if id == end {
          isComplete[sentence] = true
          continue
        }
        ids[sentence].append(id)
        guard step < limits[sentence] else { continue }
        sentences[parents.count] = sentence
        tokens[parents.count] = id
        parents.append(Int32(row))
      }
      guard parents.count < sentences.count else { continue }
      sentences.removeLast(sentences.count - parents.count)
      tokens.removeLast(tokens.count - parents.count)
      if !parents.isEmpty { model.reorder(parents) }
    }
    return sources.indices.map { sentence in
      let length = ids[sentence].count + (isComplete[sentence] ? 1 : 0)
      return Hypothesis(
        ids: ids[sentence], logProbability: logProbabilities[sentence],
        score: logProbabilities[sentence] / penalty.divisor(length: length), isComplete: isComplete[sentence])
    }
  }
}
