/// Which columns of a table are read.
public struct TableColumns: Sendable, Equatable {
  /// A column of a table.
  public enum Column: Sendable, Equatable, CustomStringConvertible {
    /// Counted from 1.
    case number(Int)
    /// The name in the table's first line, to the byte.
    case name(String)

    /// A number if the text is one, and a name if not; nil for the number 0 and for no text.
    public init?(_ text: String) {
      guard !text.isEmpty else { return nil }
      guard text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
        self = .name(text)
        return
      }
      guard let number = Int(text), number > 0 else { return nil }
      self = .number(number)
    }

    /// Whether they are the same, names to the byte.
    public func isSame(as other: Column) -> Bool { description.utf8.elementsEqual(other.description.utf8) }

    public var description: String {
      switch self {
      case .number(let number): String(number)
      case .name(let name): name
      }
    }
  }

  public var source = Column.number(1)
  public var target = Column.number(2)
  /// Numbers that say how good a pair is.
  public var score: Column?
  /// Numbers that say how often a pair is seen in an epoch: not negative, and 1 for a plain pair.
  public var weight: Column?
  /// Whether the first line is a header and no pair, which it is in any case where a column is given by its name.
  public var hasHeader = false

  /// Whether the table is written as shards are: a tab, LF or backslash of the text stands there as `\t`, `\n` or `\\`, and a
  /// third column, where a line has one, is the pair's weight.
  public var isEscaped = false

  /// Somebody has said which columns are the sides, even if they are the first two.
  public var areGiven = false

  public init() {}

  /// The columns of both sides that a first line names where nobody has chosen columns; nil where it is a pair. Throws
  /// `ambiguousHeader` where it names languages, and it is not plain which columns are the sides.
  func sides(
    inHeader names: [String], path: String, _ languages: LanguagePair
  ) throws(CorpusError) -> (source: Column, target: Column)? {
    if areChosen || isEscaped { return nil }
    var sideNames = SideNames(languages)
    switch sideNames.header(names) {
    case .sides(let source, let target): return (.number(source + 1), .number(target + 1))
    case .ambiguous(let places):
      throw .ambiguousHeader(path: path, columns: places.map { names[$0] }, languages: languages)
    case .none: return nil
    }
  }

  /// The columns of the two sides alone.
  public var sides: TableColumns {
    var sides = self
    sides.hasHeader = hasHeader || areNamed
    (sides.score, sides.weight) = (nil, nil)
    return sides
  }

  /// Whether the first line names the columns.
  var areNamed: Bool {
    [source, target, score, weight].contains { column in
      if case .name = column { true } else { false }
    }
  }

  /// Whether somebody has chosen them.
  var areChosen: Bool { areGiven || source != .number(1) || target != .number(2) || score != nil || weight != nil }
}
