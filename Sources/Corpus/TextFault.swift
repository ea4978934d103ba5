import Basics

/// A fault that makes a text unfit to train on, as far as it can be seen without knowing the languages.
public enum TextFault: Sendable, Equatable {
  /// Bytes that were not UTF-8, so that their letters are lost.
  case lostLetters(path: String, line: Int, share: Double)
  /// UTF-8 that was read as another encoding.
  case mojibake(path: String, line: Int, isSource: Bool, share: Double)
  case script(path: String, ScriptDoubt)
  /// One side is mostly numbers, names of segments or signs, and the other is text.
  case noLetters(path: String, isSource: Bool, share: Double)
  /// From `line` on, line N of the source goes with line N + `offset` of the target.
  case shifted(path: String, line: Int, offset: Int)

  /// Fewer pairs than this are not judged.
  static let leastPairs = 4
  /// Above this share of segments a text is not damaged here and there, but as a whole.
  private static let mostDamage = 0.1

  /// All that the evidence shows.
  /// - Parameter path: what the lines are of.
  static func all(_ evidence: TextEvidence, path: String, languages: LanguagePair) -> [TextFault] {
    guard evidence.pairs >= leastPairs else { return [] }
    let share = { (count: Int) in Double(count) / Double(evidence.pairs) }
    var faults: [TextFault] = []
    let sides = [(true, evidence.source), (false, evidence.target)]
    let repaired = evidence.source.repaired + evidence.target.repaired
    if share(repaired) > mostDamage, let line = sides.compactMap(\.1.firstRepair).min() {
      faults.append(.lostLetters(path: path, line: line, share: min(1, share(repaired))))
    }
    for (isSource, side) in sides where share(side.mojibake) > mostDamage {
      faults.append(
        .mojibake(path: path, line: side.firstMojibake ?? 1, isSource: isSource, share: share(side.mojibake)))
    }
    for (isSource, side, other) in [
      (true, evidence.source, evidence.target), (false, evidence.target, evidence.source),
    ]
    where share(side.withoutLetters) > 0.5 && share(other.withoutLetters) < 0.5 {
      faults.append(.noLetters(path: path, isSource: isSource, share: share(side.withoutLetters)))
    }
    // Lost or garbled text is in no script: one fault is enough.
    if faults.isEmpty {
      let doubts = ScriptDoubt.all(source: evidence.source.scripts, target: evidence.target.scripts, languages)
      faults += doubts.map { .script(path: path, $0) }
    }
    if let shift = CorpusAlignment(evidence.stretches).firstShift {
      faults.append(.shifted(path: path, line: shift.line, offset: shift.offset))
    }
    return faults
  }

  public var path: String {
    switch self {
    case .lostLetters(let path, _, _), .mojibake(let path, _, _, _), .script(let path, _), .noLetters(let path, _, _),
      .shifted(let path, _, _):
      path
    }
  }

  /// The first line that shows it, where one line does.
  public var line: Int? {
    switch self {
    case .lostLetters(_, let line, _), .mojibake(_, let line, _, _), .shifted(_, let line, _): line
    case .script, .noLetters: nil
    }
  }

  /// - Parameter percent: writes a share.
  public func words(_ percent: (Double) -> String) -> String {
    switch self {
    case .lostLetters(_, _, let share):
      return "\(percent(share)) of the segments held bytes that are not UTF-8, and their letters are lost"
    case .mojibake(_, _, let isSource, let share):
      return "\(percent(share)) of the \(Self.side(isSource))'s segments are UTF-8 that was read as windows-1252"
    case .script(_, let doubt): return doubt.words(percent)
    case .noLetters(_, let isSource, let share):
      return "\(percent(share)) of the \(Self.side(isSource))'s segments have no letter"
    case .shifted(_, _, let offset):
      let direction = offset > 0 ? "late" : "early"
      let lines = abs(offset) == 1 ? "1 line" : "\(abs(offset)) lines"
      return "from about here on, translations come \(lines) too \(direction), judging by the lengths of segments"
    }
  }

  public var remedy: String {
    switch self {
    case .lostLetters:
      "name the encoding of the text: --encoding windows-874 for most Thai text, or \"encoding\" in a recipe"
    case .mojibake: "get the text again from its origin, or convert it: iconv -f UTF-8 -t WINDOWS-1252 FILE"
    case .script(_, .swappedSides): "exchange the files or columns, or the languages"
    case .script(_, .otherScript): "check that this is the right file or column, and the languages"
    case .noLetters: "check that this is the right file or column"
    case .shifted: "look for a line that only one side has, and fix it"
    }
  }

  private static func side(_ isSource: Bool) -> String { isSource ? "source" : "target" }
}

extension CorpusSample {
  /// The faults that make the text unfit to train on.
  public func faults(_ languages: LanguagePair) -> [TextFault] {
    var evidence = TextEvidence()
    for stretch in stretches {
      evidence.beginStretch()
      for (pair, line) in zip(stretch.pairs, stretch.lines) { evidence.add(pair, line: line) }
    }
    return TextFault.all(evidence, path: path, languages: languages)
  }
}

extension ParallelCorpus {
  /// The faults that make the text of a held-out set unfit.
  public func faults(_ languages: LanguagePair) -> [TextFault] {
    var evidence = TextEvidence()
    for (index, pair) in pairs.enumerated() { evidence.add(pair, line: index + 1) }
    return TextFault.all(evidence, path: files.first?.path ?? "the corpus", languages: languages)
  }

  /// Refuses a held-out set that is unfit.
  /// - Returns: the same.
  public func requireSound(_ languages: LanguagePair) throws(CorpusError) -> ParallelCorpus {
    if let fault = faults(languages).first { throw .unfitText(fault) }
    return self
  }
}
