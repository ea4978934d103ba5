import Basics

/// A fault that makes a text unfit to train on, as far as it can be seen without knowing the languages; or the doubt whether
/// there is one.
public enum TextFault: Sendable, Equatable {
  /// Bytes that were not UTF-8, here or in an earlier conversion, so that their letters are lost: in `count` segments of `pairs` pairs that were looked at.
  case lostLetters(path: String, line: Int, count: Int, pairs: Int)
  /// UTF-8 that was read as another encoding.
  case mojibake(path: String, line: Int, isSource: Bool, share: Double)
  /// - isCertain: whether there is enough text to tell.
  case script(path: String, ScriptDoubt, isCertain: Bool)
  /// One side is mostly numbers, names of segments or signs, and the other is text. That may be what the corpus is made for,
  /// unless what stands there shows that letters were lost.
  case noLetters(path: String, isSource: Bool, share: Double, isDamaged: Bool)
  /// From `line` on, line N of the source goes with line N + `offset` of the target.
  case shifted(path: String, line: Int, offset: Int)

  /// Fewer pairs than this are not judged.
  static let leastPairs = 4
  /// Above this share of segments a text is not damaged here and there, but as a whole.
  private static let mostDamage = 0.1
  /// Above this share damage here and there is warned of.
  private static let leastDamage = 0.001
  /// Another script in fewer pairs than this may be how these few are: names, terms, phonemes.
  static let leastPairsForScript = 100

  /// All that the evidence shows: first what is certain.
  /// - Parameters:
  ///   - path: what the lines are of.
  ///   - isHeldOut: whether they are a validation or test set. One may be of a special kind: names alone, say.
  static func all(
    _ evidence: TextEvidence, path: String, languages: LanguagePair, isHeldOut: Bool = false
  ) -> [TextFault] {
    guard evidence.pairs >= leastPairs else { return [] }
    let share = { (count: Int) in Double(count) / Double(evidence.pairs) }
    var faults: [TextFault] = []
    let sides = [(true, evidence.source), (false, evidence.target)]
    let repaired = evidence.source.repaired + evidence.target.repaired
    if share(repaired) > mostDamage, let line = sides.compactMap(\.1.firstRepair).min() {
      faults.append(.lostLetters(path: path, line: line, count: repaired, pairs: evidence.pairs))
    }
    for (isSource, side) in sides where share(side.mojibake) > mostDamage {
      faults.append(
        .mojibake(path: path, line: side.firstMojibake ?? 1, isSource: isSource, share: share(side.mojibake)))
    }
    for (isSource, side, other, language) in [
      (true, evidence.source, evidence.target, languages.source),
      (false, evidence.target, evidence.source, languages.target),
    ]
    where share(side.withoutLetters) > 0.5 && share(other.withoutLetters) < 0.5 {
      let isDamaged = share(side.replaced) > mostDamage && LetterScript.scripts(of: language) != nil
      faults.append(
        .noLetters(path: path, isSource: isSource, share: share(side.withoutLetters), isDamaged: isDamaged))
    }
    // Lost or garbled text is in no script: one fault is enough.
    if faults.isEmpty {
      let doubts = ScriptDoubt.all(source: evidence.source.scripts, target: evidence.target.scripts, languages)
      faults += doubts.map { doubt in
        let isCertain =
          if case .swappedSides = doubt { true } else { !isHeldOut && evidence.pairs >= leastPairsForScript }
        return .script(path: path, doubt, isCertain: isCertain)
      }
    }
    if (leastDamage...mostDamage).contains(share(repaired)), let line = sides.compactMap(\.1.firstRepair).min() {
      faults.append(.lostLetters(path: path, line: line, count: repaired, pairs: evidence.pairs))
    }
    if let shift = CorpusAlignment(evidence.stretches).firstShift {
      faults.append(.shifted(path: path, line: shift.line, offset: shift.offset))
    }
    return faults.filter(\.isCertain) + faults.filter { !$0.isCertain }
  }

  /// Whether the text is refused for it. Sound text may give rise to a doubt, which is only warned of.
  public var isCertain: Bool {
    switch self {
    case .lostLetters(_, _, let count, let pairs): Double(count) > Self.mostDamage * Double(pairs)
    case .script(_, _, let isCertain): isCertain
    case .noLetters(_, _, _, let isDamaged): isDamaged
    case .mojibake, .shifted: true
    }
  }

  /// What a user is warned of: the remedy belongs to it where nothing is refused.
  public var warning: String {
    let message = CorpusError.unfitText(self).message
    return isCertain ? message : message + "; " + remedy
  }

  public var path: String {
    switch self {
    case .lostLetters(let path, _, _, _), .mojibake(let path, _, _, _), .script(let path, _, _),
      .noLetters(let path, _, _, _), .shifted(let path, _, _):
      path
    }
  }

  /// The first line that shows it, where one line does.
  public var line: Int? {
    switch self {
    case .lostLetters(_, let line, _, _), .mojibake(_, let line, _, _), .shifted(_, let line, _): line
    case .script, .noLetters: nil
    }
  }

  /// - Parameter percent: writes a share.
  public func words(_ percent: (Double) -> String) -> String {
    switch self {
    case .lostLetters(_, _, let count, let pairs):
      let share = percent(min(1, Double(count) / Double(pairs)))
      if isCertain { return "\(share) of the segments held bytes that are not UTF-8, and their letters are lost" }
      return
        "\(count) \(plural("segment", count)) of \(pairs) pairs (\(share)) \(count == 1 ? "holds" : "hold") U+FFFD in "
        + "place of bytes that are not UTF-8 (the first is here)"
    case .mojibake(_, _, let isSource, let share):
      return "\(percent(share)) of the \(Self.side(isSource))'s segments are UTF-8 that was read as windows-1252"
    case .script(_, let doubt, _): return doubt.words(percent)
    case .noLetters(_, let isSource, let share, let isDamaged):
      return "\(percent(share)) of the \(Self.side(isSource))'s segments have no letter"
        + (isDamaged ? ", and many have question marks or control characters in place of letters" : "")
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
    case .script(_, .swappedSides, _): "exchange the files or columns, or the languages"
    case .script(_, .otherScript(_, let language, _, _, _), _):
      "check that this is the right file or column, and the languages: a tag may name the script, as "
        + "\(language.prefix { $0 != "-" && $0 != "_" })-Latn does"
    case .noLetters(_, _, _, true): "get the text again from its origin: its letters were lost when it was converted"
    case .noLetters: "check that this is the right file or column"
    case .shifted: "look for a line that only one side has, and fix it"
    }
  }

  private static func side(_ isSource: Bool) -> String { isSource ? "source" : "target" }
}

extension CorpusSample {
  /// The faults that make the text unfit to train on, or to measure with.
  public func faults(_ languages: LanguagePair, isHeldOut: Bool = false) -> [TextFault] {
    var evidence = TextEvidence()
    for stretch in stretches {
      evidence.beginStretch()
      for (pair, line) in zip(stretch.pairs, stretch.lines) { evidence.add(pair, line: line) }
    }
    return TextFault.all(evidence, path: path, languages: languages, isHeldOut: isHeldOut)
  }
}

extension ParallelCorpus {
  /// The faults that make the text of a held-out set unfit.
  public func faults(_ languages: LanguagePair) -> [TextFault] {
    var evidence = TextEvidence()
    for (index, pair) in pairs.enumerated() { evidence.add(pair, line: index + 1) }
    return TextFault.all(
      evidence, path: files.first?.path ?? "the corpus", languages: languages, isHeldOut: true)
  }
}

extension [TextFault] {
  /// Those to tell a user of: the first that is certain, or else all doubts.
  public var leading: [TextFault] { first.map { $0.isCertain ? [$0] : self } ?? [] }
}
