/// Which pairs are kept. Pairs with an empty side, those of weight 0, and those of held-out sets are always left out.
public struct FilterOptions: Sendable, Equatable {
  /// The comparison by which two pairs count as the same.
  public enum Duplicates: String, Sendable, Codable, CaseIterable {
    /// Both sides are the same, to the byte.
    case pair
    /// The source is the same.
    case source
    /// The target is the same.
    case target
  }

  /// The lowest score of a column that holds scores; pairs of a corpus without one are kept.
  public var minScore: Double?
  /// Characters (Unicode scalars) of a side at most.
  public var maxCharacters: Int?
  /// The most that (longer + 10) / (shorter + 10) may be, in characters of the two sides. The ten characters let short segments
  /// differ, as "OK" and a word of twelve letters do: at 5, two characters may stand beside 50, and 200 beside 1,040.
  public var maxRatio: Double?
  /// The least share of a side's letters, from 0 to 1, that must be of the script that is usual for its language. A side without letters
  /// passes. Texts about software mix scripts: in Thai ones, 0.5 takes 3 of a hundred segments, all good, and
  /// 0.2 one in 700; what is not translated at all has next to no letters of the script.
  public var minScriptShare: Double?
  /// Both sides are the same text, with a letter in it.
  public var identical = false
  /// See `MarkupLeftovers`.
  public var markup = false
  /// More than ten times the same letter or mark in a row, or a side that is mostly one `Repetition`.
  public var repetition = false
  public var duplicates: Duplicates?
  /// Pairs that differ from an earlier one in letter case, digits, punctuation and spaces only.
  public var nearDuplicates = false

  public init() {}

  /// Settings that clean most corpora and remove little that is good.
  public static var recommended: FilterOptions {
    var options = FilterOptions()
    options.maxCharacters = 1000
    options.maxRatio = 5
    options.minScriptShare = 0.2
    options.identical = true
    options.markup = true
    options.repetition = true
    options.duplicates = .pair
    return options
  }
}

extension FilterOptions: Codable {
  /// Reads settings in the form of the command line; one that this mt does not know is ignored.
  public init(from decoder: any Decoder) throws {
    self.init()
    for setting in try decoder.singleValueContainer().decode([String].self) { try? set(setting) }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(settings)
  }
}
