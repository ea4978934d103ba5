/// A segment and its translation.
public struct SentencePair: Sendable {
  public var source: String
  public var target: String

  public init(source: String, target: String) {
    self.source = source
    self.target = target
  }
}

extension SentencePair: Equatable {
  /// To the byte: `String`'s own equality is by canonical equivalence.
  public static func == (left: SentencePair, right: SentencePair) -> Bool {
    left.source.utf8.elementsEqual(right.source.utf8) && left.target.utf8.elementsEqual(right.target.utf8)
  }
}

/// The codes of the two languages, as they end the names of files.
public struct LanguagePair: Sendable, Equatable, Codable {
  public var source: String
  public var target: String

  public init(source: String, target: String) {
    self.source = source
    self.target = target
  }
}

/// What was found, repaired or left out on the way from files to pairs. A segment is one side of a pair.
public struct CorpusTallies: Sendable, Equatable, Codable {
  /// Pairs in the files, those that were left out included.
  public var readPairs = 0
  /// Pairs left out because a side was empty or white space only.
  public var emptyPairs = 0
  /// Segments in which bytes that were not UTF-8 became U+FFFD.
  public var repairedSegments = 0
  /// Segments that ended in CR LF; the CR was taken off.
  public var carriageReturns = 0
  /// Segments that hold the character U+0000. They are kept as they are.
  public var nullSegments = 0
  /// Files that begin with a byte order mark. It is kept in the text.
  public var byteOrderMarks = 0

  public init() {}

  public static func + (left: CorpusTallies, right: CorpusTallies) -> CorpusTallies {
    var sum = left
    sum.readPairs += right.readPairs
    sum.emptyPairs += right.emptyPairs
    sum.repairedSegments += right.repairedSegments
    sum.carriageReturns += right.carriageReturns
    sum.nullSegments += right.nullSegments
    sum.byteOrderMarks += right.byteOrderMarks
    return sum
  }
}
