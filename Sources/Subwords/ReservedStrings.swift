/// Strings that are pieces by decree (specials, bytes, symbols), found in bytes of UTF-8.
struct ReservedStrings {
  /// A tree of their bytes; the first node is the root.
  private var nodes = [Node()]

  private struct Node {
    /// The node behind each byte.
    var next: [UInt8: Int] = [:]
    /// Whether a string ends here.
    var isEnd = false
  }

  init(_ strings: [String]) {
    for string in strings where !string.isEmpty {
      var node = 0
      for byte in string.utf8 {
        if let next = nodes[node].next[byte] {
          node = next
        } else {
          nodes[node].next[byte] = nodes.count
          node = nodes.count
          nodes.append(Node())
        }
      }
      nodes[node].isEnd = true
    }
  }

  /// The parts of `text` between the reserved strings, from left to right.
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
      if let end = endOfLongest(in: text, from: position) {
        if start < position { parts.append((text[start..<position], false)) }
        parts.append((text[position..<end], true))
        position = end
        start = end
      } else {
        position += 1
      }
    }
    if start < text.count { parts.append((text[start...], false)) }
    return parts
  }

  /// The end of the longest reserved string that begins at `start`.
  private func endOfLongest(in text: [UInt8], from start: Int) -> Int? {
    var end: Int?
    var node = 0
    var position = start
    while position < text.count, let next = nodes[node].next[text[position]] {
      node = next
      position += 1
      if nodes[node].isEnd { end = position }
    }
    return end
  }
}
