/// Something odd that a reader met. It is counted, and the first place is named.
public enum Finding: String, Sendable, Codable, CodingKeyRepresentable, CaseIterable {
  /// Bytes that were not UTF-8 became U+FFFD.
  case invalidUTF8
  /// The segment ended in CR LF; the CR was taken off.
  case carriageReturn
  /// The segment holds U+0000. It is kept.
  case null
  /// The file begins with U+FEFF. It is taken off.
  case byteOrderMark
  /// The segment holds a CR, VT, FF, U+0085, U+2028 or U+2029, which other tools take for the end of a line. It is kept.
  case lineSeparator
  /// A unit of a translation memory has no text in one of the two languages. It is passed over.
  case missingLanguage
  /// An entry has no translation. It is passed over.
  case untranslated
  /// An entry is marked as not yet certain, no longer in use, or not to be translated. It is passed over.
  case unsure
  /// A text has more bytes than a line may have. The pair is passed over.
  case tooLong
  /// A character that XML does not allow, raw or as a reference, became U+FFFD.
  case illegalCharacter
  /// An `&` or `<` of an XML file that is text, or a name of HTML's (`&nbsp;`), was read as such.
  case unescaped
  /// A catalogue does not say one of its languages. Its pairs are kept, as what was asked for.
  case languageUnsaid
  /// A segment is in the variety of another region: pt-PT where pt-BR was asked for. It is kept.
  case otherRegion
  /// A file of a folder is in other languages. It is passed over.
  case otherLanguage
  /// A catalogue of a folder does not say its languages. It is passed over.
  case unsaidFile
  /// A file of an archive is not one of two that pair up. It is passed over.
  case archiveMember
  /// A catalogue that does not say its language has a name that suggests one which was not asked for. Its pairs are kept.
  case otherName
  /// The fields of a CSV file have semicolons between them.
  case semicolons
  /// The fields of a CSV file have tabs between them.
  case tabs
  /// A record of a table has too few fields for what is read, or more than the first. It is passed over.
  case brokenRecord
  /// A line of a table has more columns than the two that are read, and nobody has chosen columns. They are left alone.
  case furtherColumns

  /// `1 segment`, `312 segments`; files or characters where those are counted.
  /// - Parameter number: writes a number.
  public func counted(_ count: Int, _ number: (Int) -> String) -> String {
    let unit =
      switch self {
      case .illegalCharacter, .unescaped: "character"
      case .otherLanguage, .unsaidFile, .archiveMember, .semicolons, .tabs: "file"
      default: "segment"
      }
    return count == 1 ? "1 \(unit)" : "\(number(count)) \(unit)s"
  }

  /// Whether such segments gave no pair.
  public var isPassedOver: Bool {
    switch self {
    case .missingLanguage, .untranslated, .unsure, .tooLong, .brokenRecord: true
    default: false
    }
  }

  /// Whether text was changed, because it could not be read as it was.
  public var isRepaired: Bool { self == .invalidUTF8 || self == .illegalCharacter || self == .unescaped }

  /// The finding, in the words of a report: 1 segment …, 312 segments …
  public var words: String {
    switch self {
    case .invalidUTF8: "held bytes that are not UTF-8, which were repaired"
    case .carriageReturn: "ended in CR LF"
    case .null: "held U+0000"
    case .byteOrderMark: "began with a byte order mark"
    case .lineSeparator: "held a line separator other than LF, such as CR or U+2028"
    case .missingLanguage: "lacked one of the two languages"
    case .untranslated: "had no translation"
    case .unsure: "had the mark of being unsure, out of use or not to be translated"
    case .tooLong: "had more than \(LineReader.lineLimit) bytes: left out"
    case .illegalCharacter: "that XML does not allow became U+FFFD"
    case .unescaped: "that XML wants as a reference (&, <) or does not know (&nbsp;) became text"
    case .languageUnsaid: "stood in a catalogue that does not say both languages: unsure, and kept"
    case .otherRegion: "had the variety of another region"
    case .otherLanguage: "of a folder had other languages: passed over"
    case .unsaidFile: "of a folder said no language: unsure, and passed over"
    case .archiveMember: "of an archive were not one of two that pair up: passed over"
    case .otherName:
      "stood in a file whose name suggests another language, and that names none itself: unsure, and kept; "
        + "rename the file, or write the language into it"
    case .semicolons: "had semicolons between its fields, and no commas"
    case .tabs: "had tabs between its fields, and no commas"
    case .brokenRecord: "had another number of columns than the first line: left out"
    case .furtherColumns: "had more than the two columns that are read"
    }
  }
}

/// The findings on the way from files to pairs.
public struct CorpusTallies: Sendable, Equatable, Codable {
  /// The number of times that something was found, and the first place.
  public struct Place: Sendable, Equatable, Codable {
    public var count: Int
    public var path: String
    /// From 1; for files without lines, the number of the entry.
    public var line: Int
  }

  /// Pairs that the readers gave, those with an empty side included.
  public var readPairs = 0
  public private(set) var findings: [Finding: Place] = [:]

  public init() {}

  /// The number of times that something was found.
  public func count(_ finding: Finding) -> Int { findings[finding]?.count ?? 0 }

  public mutating func note(_ finding: Finding, path: String, line: Int, count: Int = 1) {
    findings[finding, default: Place(count: 0, path: path, line: line)].count += count
  }

  /// The sums; the places are those of `left` where both have one.
  public static func + (left: CorpusTallies, right: CorpusTallies) -> CorpusTallies {
    var sum = left
    sum.readPairs += right.readPairs
    for (finding, place) in right.findings {
      sum.note(finding, path: place.path, line: place.line, count: place.count)
    }
    return sum
  }
}
