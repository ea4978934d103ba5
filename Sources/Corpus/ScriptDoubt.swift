/// A contradiction between the letters of a corpus and its languages.
public enum ScriptDoubt: Sendable, Equatable {
  /// Each side is written like the language of the other.
  case swappedSides(LanguagePair)
  /// Less than half of a side's letters are of its language's script.
  case otherScript(isSource: Bool, language: String, share: Double, most: LetterScript?, shareOfMost: Double)

  /// - Parameter percent: writes a share.
  public func words(_ percent: (Double) -> String) -> String {
    switch self {
    case .swappedSides(let languages):
      return
        "the sides are swapped: the source is written like \(languages.target), the target like \(languages.source)"
    case .otherScript(let isSource, let language, let share, let most, let shareOfMost):
      let most = most.map { ", and \(percent(shareOfMost)) \($0.rawValue)" } ?? ""
      let side = isSource ? "source" : "target"
      return "of the \(side)'s letters only \(percent(share)) are of \(language)'s script\(most)"
    }
  }
}

extension ScriptDoubt {
  /// Whether the sides are in their languages, as far as scripts tell; none if they are.
  static func all(source: ScriptCounts, target: ScriptCounts, _ languages: LanguagePair) -> [ScriptDoubt] {
    let isMostly = { (scripts: ScriptCounts, language: String) in (scripts.share(of: language) ?? 0) > 0.5 }
    let isHardly = { (scripts: ScriptCounts, language: String) in (scripts.share(of: language) ?? 1) < 0.5 }
    if isHardly(source, languages.source), isHardly(target, languages.target), isMostly(source, languages.target),
      isMostly(target, languages.source)
    {
      return [.swappedSides(languages)]
    }
    return [(true, source, languages.source), (false, target, languages.target)].compactMap {
      isSource, scripts, language in
      guard isHardly(scripts, language) else { return nil }
      let most = scripts.shares.first
      return .otherScript(
        isSource: isSource, language: language, share: scripts.share(of: language) ?? 0, most: most?.script,
        shareOfMost: most?.share ?? 0)
    }
  }
}
