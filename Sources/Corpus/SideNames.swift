import TextProcessing

/// The names by which a header or an object tells which of its fields are the two sides: the languages' own, as `th`, `en-US` or
/// `Thai`, or `source` and `target`, or `src` and `tgt`.
struct SideNames {
  /// The meaning of the first record of a table.
  enum Header: Equatable {
    /// It names both sides, once each.
    case sides(source: Int, target: Int)
    /// It names languages, but not both sides once each. The places are those of the columns that do.
    case ambiguous([Int])
    /// It names no columns: it is a pair.
    case none
  }

  private static let words = [("source", "target"), ("src", "tgt")]
  private static let byteLimit = 64

  private var tags: LanguageTags
  private let languageNames: LanguageNames
  private var seen: [String: LanguageTags.Fits] = [:]

  init(_ languages: LanguagePair) {
    tags = LanguageTags(languages)
    languageNames = LanguageNames(languages)
  }

  /// The places of both sides among names; nil if they are not both there. A language's exact name wins over its relatives.
  mutating func find(in names: [String]) -> (source: Int, target: Int)? {
    let fits = names.map { self.fits($0) }
    if let source = Self.best(fits.map(\.source)).first, let target = Self.best(fits.map(\.target)).first,
      source != target
    {
      return (source, target)
    }
    for (source, target) in Self.words {
      if let source = Self.places(of: source, in: names).first, let target = Self.places(of: target, in: names).first {
        return (source, target)
      }
    }
    return nil
  }

  /// Tells the meaning of a table's first record. Two columns that name languages make it a header; a code of a language that is not
  /// wanted (`no`, `is`) may be a word, and counts where a sure name stands beside it, or where all columns are codes.
  mutating func header(_ names: [String]) -> Header {
    let fits = names.map { self.fits($0) }
    let (sources, targets) = (Self.best(fits.map(\.source)), Self.best(fits.map(\.target)))
    if sources.count == 1, targets.count == 1, sources != targets {
      return .sides(source: sources[0], target: targets[0])
    }
    let sure = names.indices.filter { fits[$0] != .none || !languageNames.codes(ofName: names[$0]).isEmpty }
    let codes = names.indices.filter { LanguageNames.isCode(names[$0]) }
    let areCodes = codes.count == names.count && Set(names.map { $0.lowercased() }).count > 1
    let named = sure.isEmpty && !areCodes ? [] : Set(sure + codes).sorted()
    for (source, target) in Self.words {
      let (sources, targets) = (Self.places(of: source, in: names), Self.places(of: target, in: names))
      if sources.isEmpty || targets.isEmpty { continue }
      if sources.count == 1, targets.count == 1 { return .sides(source: sources[0], target: targets[0]) }
      return .ambiguous((sources + targets).sorted())
    }
    return named.count > 1 ? .ambiguous(named) : .none
  }

  private mutating func fits(_ name: String) -> LanguageTags.Fits {
    guard name.utf8.count <= Self.byteLimit else { return .none }
    let fits = tags.fits(name)
    if fits != .none { return fits }
    if let known = seen[name] { return known }
    var found = LanguageTags.Fits.none
    for code in languageNames.codes(ofName: name) {
      let fits = tags.fits(code)
      found.source = max(found.source, fits.source)
      found.target = max(found.target, fits.target)
    }
    if seen.count < Self.byteLimit { seen[name] = found }
    return found
  }

  /// The places of the best fit; none if nothing fits.
  private static func best(_ fits: [LanguageTags.Fit]) -> [Int] {
    guard let best = fits.max(), best > .none else { return [] }
    return fits.indices.filter { fits[$0] == best }
  }

  private static func places(of word: String, in names: [String]) -> [Int] {
    names.indices.filter { names[$0].lowercased() == word }
  }
}
