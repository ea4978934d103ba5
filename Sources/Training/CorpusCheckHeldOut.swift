import Corpus

/// Checks whether validation and test text is in the training text.
struct CorpusCheckHeldOut {
  /// Pairs of the training text of which both sides are a pair of a set.
  private(set) var copies = 0
  /// Further ones of which one side is a segment of a set, or nearly.
  private(set) var nearCopies = 0
  private(set) var findings: [CorpusCheckFinding] = []

  private struct Place {
    var set: CorpusCheckCorpus
    var line: Int
  }

  private var places: [[UInt8]: Place] = [:]

  init(training: [CorpusCheckCorpus], sets: [CorpusCheckCorpus]) {
    for set in sets { compareAndAdd(set) }
    guard !places.isEmpty else { return }
    let filter = HeldOutFilter(sets.flatMap { Array($0.sample.pairs) })
    for corpus in training { look(at: corpus, filter) }
  }

  /// Sets should not share pairs either: what chooses the model would be what measures it.
  private mutating func compareAndAdd(_ set: CorpusCheckCorpus) {
    var shared: [(line: Int, with: Place)] = []
    var twice = 0
    var own: [[UInt8]: Place] = [:]
    for stretch in set.sample.stretches {
      for (pair, line) in zip(stretch.pairs, stretch.lines) {
        let key = Self.key(pair)
        if let other = places[key] { shared.append((line, other)) }
        if own[key] != nil { twice += 1 }
        own[key] = own[key] ?? Place(set: set, line: line)
      }
    }
    places.merge(own) { first, _ in first }
    if let first = shared.first {
      findings.append(
        CorpusCheckFinding(
          .warning, path: set.sample.path, line: first.line,
          "\(counted(shared.count, "pair")) of \(set.role) '\(set.name)' \(shared.count == 1 ? "is" : "are") in "
            + "\(first.with.set.role) '\(first.with.set.name)' too: the first is its line \(first.with.line)",
          remedy: "take them out of one of the two"))
    }
    if twice > 0 {
      findings.append(
        CorpusCheckFinding(
          .note, path: set.sample.path,
          "\(counted(twice, "pair")) of \(set.role) '\(set.name)' \(twice == 1 ? "occurs" : "occur") there more than once"
        ))
    }
  }

  private mutating func look(at corpus: CorpusCheckCorpus, _ filter: HeldOutFilter) {
    var exact: (count: Int, line: Int, place: Place)?
    var near: (count: Int, line: Int)?
    for stretch in corpus.sample.stretches {
      for (pair, line) in zip(stretch.pairs, stretch.lines) {
        if let place = places[Self.key(pair)] {
          exact = ((exact?.count ?? 0) + 1, exact?.line ?? line, exact?.place ?? place)
        } else if filter.contains(pair) {
          near = ((near?.count ?? 0) + 1, near?.line ?? line)
        }
      }
    }
    let remedy = "training leaves them out; mt corpus build --held-out takes them out for good"
    if let exact {
      copies += exact.count
      findings.append(
        CorpusCheckFinding(
          .warning, path: corpus.sample.path, line: exact.line,
          "\(counted(exact.count, "pair")) of the training text \(exact.count == 1 ? "is" : "are") in held-out sets: "
            + "this one is line \(exact.place.line) of \(exact.place.set.role) '\(exact.place.set.name)'",
          remedy: remedy))
    }
    if let near {
      nearCopies += near.count
      findings.append(
        CorpusCheckFinding(
          .note, path: corpus.sample.path, line: near.line,
          "\(counted(near.count, "pair")) of the training text \(near.count == 1 ? "has" : "have") a side that is in a "
            + "held-out set, or nearly (the first is here)",
          remedy: remedy))
    }
  }

  private static func key(_ pair: SentencePair) -> [UInt8] {
    Array(pair.source.utf8) + [0xff] + Array(pair.target.utf8)
  }
}
