/// The least number of edits from a hypothesis to a reference, where moving a block of words is one edit, by the greedy
/// search of Tercom (Snover et al. 2006): the block whose move saves the most edits is moved, until no move saves any.
///
/// A block is up to 10 words that also occur in the reference, at most 50 positions away. At least one of its words is not
/// aligned with an equal word, and neither is its place in the reference. No move is made after 1000 were tried.
struct ShiftSearch {
  private static let longestBlock = 10
  private static let longestWay = 50
  private static let mostCandidates = 1000

  private struct Candidate {
    var start: Int
    var length: Int
    /// The block goes before the word here, counted before the move.
    var target: Int
  }

  private var distances = BandedEditDistance()
  private var candidates: [Candidate] = []
  private var tried = 0

  mutating func edits(hypothesis: [UInt32], reference: [UInt32]) -> Int {
    guard !reference.isEmpty else { return hypothesis.count }
    guard !hypothesis.isEmpty else { return reference.count }
    distances.start(hypothesis: hypothesis, reference: reference)
    var shifts = 0
    tried = 0
    while distances.distance > 0 {
      collectCandidates(reference)
      tried += candidates.count
      guard tried < Self.mostCandidates, let best = bestCandidate() else { break }
      let (words, changed) = Self.shifted(distances.hypothesis, best)
      distances.replace(hypothesis: words, from: changed.lowerBound)
      shifts += 1
    }
    return shifts + distances.distance
  }

  /// All moves that are worth trying, up to the number at which the search gives up.
  private mutating func collectCandidates(_ reference: [UInt32]) {
    candidates.removeAll(keepingCapacity: true)
    let hypothesis = distances.hypothesis
    let (alignment, errors, referenceErrors) = (
      distances.alignment, distances.hypothesisErrors, distances.referenceErrors
    )
    // Further on, the whole reference is too far away.
    for start in 0..<min(hypothesis.count, reference.count + Self.longestWay) {
      // Blocks from here on are all in place.
      if errors[min(start + Self.longestBlock, hypothesis.count)] == errors[start] { continue }
      let places = max(0, start - Self.longestWay)..<min(reference.count, start + Self.longestWay + 1)
      for place in places where hypothesis[start] == reference[place] {
        let longest = min(Self.longestBlock, hypothesis.count - start, reference.count - place)
        var length = 0
        while length < longest && hypothesis[start + length] == reference[place + length] {
          length += 1
          let isWrong =
            errors[start + length] > errors[start] && referenceErrors[place + length] > referenceErrors[place]
          let isThere = alignment[place] >= start && alignment[place] < start + length
          if !isWrong || isThere { continue }
          appendCandidates(start, length, place, alignment)
          if tried + candidates.count >= Self.mostCandidates { return }
        }
      }
    }
  }

  /// The block can go before the place's own word, or behind what each word of the place is aligned to.
  private mutating func appendCandidates(_ start: Int, _ length: Int, _ place: Int, _ alignment: [Int]) {
    var last = -1
    for position in place - 1..<place + length {
      let target = position < 0 ? 0 : alignment[position] + 1
      if target == last { continue }
      last = target
      candidates.append(Candidate(start: start, length: length, target: target))
    }
  }

  /// The move that saves most; of such, that of the longest block, then of the first block, then to the first target.
  private mutating func bestCandidate() -> Candidate? {
    let distance = distances.distance
    var best: (saved: Int, candidate: Candidate)?
    for candidate in candidates {
      let least = best?.saved ?? 1
      // A block of n words is taken out and put in again with 2n edits: no move saves more.
      if distances.isExact && 2 * candidate.length < least { continue }
      let (words, changed) = Self.shifted(distances.hypothesis, candidate)
      guard let new = distances.distance(of: words, changed: changed, limit: distance - least) else { continue }
      let saved = distance - new
      if let best, saved == best.saved, !Self.isBetter(candidate, best.candidate) { continue }
      best = (saved, candidate)
    }
    return best?.candidate
  }

  private static func isBetter(_ one: Candidate, _ other: Candidate) -> Bool {
    (one.length, -one.start, -one.target) > (other.length, -other.start, -other.target)
  }

  /// The words after the move, and the positions that it can have changed.
  ///
  /// A target within the block counts as a target that many words after the start of the block, as in Tercom.
  private static func shifted(_ words: [UInt32], _ candidate: Candidate) -> ([UInt32], Range<Int>) {
    let (start, length, target) = (candidate.start, candidate.length, candidate.target)
    let end = start + length
    var shifted = words
    if target < start {
      shifted.replaceSubrange(target..<end, with: words[start..<end] + words[target..<start])
      return (shifted, target..<end)
    }
    let newEnd = target > end ? target : min(length + target, words.count)
    shifted.replaceSubrange(start..<newEnd, with: words[end..<newEnd] + words[start..<end])
    return (shifted, start..<newEnd)
  }
}
