/// Strings that are pieces by decree (specials, bytes, symbols), found in bytes of UTF-8.
struct ReservedStrings {
  /// Longest first, by the first byte.
  private let byFirstByte: [[[UInt8]]]

  init(_ strings: [String]) {
    var byFirstByte = [[[UInt8]]](repeating: [], count: 256)
    for string in strings.map({ Array($0.utf8) }) where !string.isEmpty {
      byFirstByte[Int(string[0])].append(string)
    }
    self.byFirstByte = byFirstByte.map { $0.sorted { $0.count > $1.count } }
  }

  /// What stands between the reserved strings of `text`, from left to right.
  func parts(of text: [UInt8]) -> [ArraySlice<UInt8>] {
    split(text).filter { !$0.isReserved }.map(\.bytes)
  }

  /// The whole of `text`, from left to right, cut at both ends of every reserved string; of two that begin in one place,
  /// the longer holds. No part is empty.
  func split(_ text: [UInt8]) -> [(bytes: ArraySlice<UInt8>, isReserved: Bool)] {
    var parts: [(bytes: ArraySlice<UInt8>, isReserved: Bool)] = []
    var start = 0
    var position = 0
    while position < text.count {
      let rest = text[position...]
      if let found = byFirstByte[Int(text[position])].first(where: { rest.starts(with: $0) }) {
        if start < position { parts.append((text[start..<position], false)) }
        position += found.count
        start = position
        parts.append((text[position - found.count..<position], true))
      } else {
        position += 1
      }
    }
    if start < text.count { parts.append((text[start...], false)) }
    return parts
  }
}
