/// The names by which a header or an object tells which of its fields are the two sides: the languages' own, as `th` and `en-US`,
/// or `source` and `target`, or `src` and `tgt`.
struct SideNames {
  private var tags: LanguageTags

  init(_ languages: LanguagePair) { tags = LanguageTags(languages) }

  /// The places of both sides among names; nil if they are not both there. A language's exact name wins over its relatives.
  mutating func find(in names: [String]) -> (source: Int, target: Int)? {
    var fits: [(source: LanguageTags.Fit, target: LanguageTags.Fit)] = []
    for name in names {
      let fit = name.utf8.count <= 16 ? tags.fits(name) : .none
      fits.append((fit.source, fit.target))
    }
    if let source = Self.best(fits.map(\.source)), let target = Self.best(fits.map(\.target)), source != target {
      return (source, target)
    }
    for (source, target) in [("source", "target"), ("src", "tgt")] {
      if let source = names.firstIndex(where: { $0.lowercased() == source }),
        let target = names.firstIndex(where: { $0.lowercased() == target })
      {
        return (source, target)
      }
    }
    return nil
  }

  private static func best(_ fits: [LanguageTags.Fit]) -> Int? {
    guard let best = fits.max(), best > .none else { return nil }
    return fits.firstIndex(of: best)
  }
}
