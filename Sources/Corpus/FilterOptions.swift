/// Which pairs are kept. Pairs with an empty side, and those of held-out sets, are always left out.
public struct FilterOptions: Sendable, Equatable, Codable {
  /// What makes two pairs the same.
  public enum Duplicates: String, Sendable, Codable, CaseIterable {
    /// Both sides are the same, to the byte.
    case pair
    /// The source is the same.
    case source
    /// The target is the same.
    case target
  }

  /// The lowest score of a column that holds scores.
  public var minScore: Double?
  /// Characters (Unicode scalars) of a side at most.
  public var maxCharacters: Int?
  /// The longer side has at most this many times the characters of the shorter.
  public var maxRatio: Double?
  /// The least share of letters, from 0 to 1, that must be of the language's script.
  public var minScriptShare: Double?
  public var identical = false
  public var markup = false
  public var repetition = false
  public var duplicates: Duplicates?
  public var nearDuplicates = false

  public init() {}

  /// What cleans most corpora without taking much that is good.
  public static var recommended: FilterOptions {
    var options = FilterOptions()
    options.maxCharacters = 1000
    options.maxRatio = 6
    options.minScriptShare = 0.5
    options.identical = true
    options.markup = true
    options.repetition = true
    options.duplicates = .pair
    return options
  }
}
