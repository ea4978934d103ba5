/// The byte between the fields of a CSV file. Some programs write semicolons where the comma is the mark of decimals, and tabs.
enum CSVSeparator: UInt8, CaseIterable {
  case comma = 0x2c
  case semicolon = 0x3b
  case tab = 0x09

  /// More lines are not looked at.
  private static let lineLimit = 64

  /// The separator that stands equally often in all of the first lines, and at least once; else one that stands in the first.
  /// The comma comes before the others, but one that a space follows everywhere is text if there is another.
  init(start: UnsafeRawBufferPointer) {
    let text = WideEncoding.narrowed(start)
    var lines = text.split(separator: 0x0a, maxSplits: Self.lineLimit)
    // The last may be cut.
    if lines.count > 2, text.last != 0x0a { lines.removeLast() }
    let counts = Self.allCases.map { separator in lines.map { separator.count(in: $0) } }
    let steady = counts.indices.filter { place in
      let counts = counts[place]
      return counts.allSatisfy { $0 == counts[0] && $0 > 0 } && !counts.isEmpty
    }
    let places = steady.filter { place in lines.contains { !Self.allCases[place].isBeforeSpaces(in: $0) } }
    let place = places.first ?? steady.first ?? counts.firstIndex { ($0.first ?? 0) > 0 }
    self = place.map { Self.allCases[$0] } ?? .comma
  }

  /// The finding that tells the user of a separator other than the comma.
  var finding: Finding? {
    switch self {
    case .comma: nil
    case .semicolon: .semicolons
    case .tab: .tabs
    }
  }

  /// How often it stands outside of quotation marks.
  private func count(in line: ArraySlice<UInt8>) -> Int { places(in: line).count }

  private func isBeforeSpaces(in line: ArraySlice<UInt8>) -> Bool {
    places(in: line).allSatisfy { line.index(after: $0) < line.endIndex && line[line.index(after: $0)] == 0x20 }
  }

  private func places(in line: ArraySlice<UInt8>) -> [Int] {
    var isQuoted = false
    return line.indices.filter { place in
      if line[place] == UInt8(ascii: "\"") { isQuoted.toggle() }
      return line[place] == rawValue && !isQuoted
    }
  }
}
