/// Which columns of a table are read.
public struct TableColumns: Sendable, Equatable {
  /// A column of a table.
  public enum Column: Sendable, Equatable, CustomStringConvertible {
    /// Counted from 1.
    case number(Int)
    /// As it stands in the table's first line, to the byte.
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

  public init() {}

  /// Whether the first line names the columns.
  var areNamed: Bool {
    [source, target, score, weight].contains { column in
      if case .name = column { true } else { false }
    }
  }
}
