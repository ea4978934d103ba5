import Glibc

/// A pair as a line of a shard: `source TAB target LF`, in which a tab, LF or backslash of the text is written `\t`, `\n`
/// or `\\`. A pair with another weight than 1 has it as a third column.
public enum ShardLine {
  /// The longest line that a frame has room for.
  static let byteLimit = 1 << 23

  /// Appends the line of a pair, its LF included.
  public static func append(_ pair: SentencePair, to text: inout [UInt8]) {
    append(column: pair.source, to: &text)
    text.append(tab)
    append(column: pair.target, to: &text)
    if pair.weight != 1 {
      text.append(tab)
      text.append(contentsOf: pair.weight.description.utf8)
    }
    text.append(lineFeed)
  }

  /// Appends a line that is given without its LF, but for its weight.
  /// - Parameter reversed: exchanges the sides.
  public static func append(
    sidesOf line: UnsafeBufferPointer<UInt8>, reversed: Bool, to text: inout [UInt8]
  ) {
    let sourceEnd = first(tab, in: line) ?? line.count
    if !reversed && first(tab, in: UnsafeBufferPointer(rebasing: line.dropFirst(sourceEnd + 1))) == nil {
      text.append(contentsOf: line)
      text.append(lineFeed)
      return
    }
    let rest = UnsafeBufferPointer(rebasing: line[min(sourceEnd + 1, line.count)...])
    let target = UnsafeBufferPointer(rebasing: rest[..<(first(tab, in: rest) ?? rest.count)])
    let source = UnsafeBufferPointer(rebasing: line[..<sourceEnd])
    text.append(contentsOf: reversed ? target : source)
    text.append(tab)
    text.append(contentsOf: reversed ? source : target)
    text.append(lineFeed)
  }

  /// Appends a column, with what would end it escaped.
  static func append(column: String, to text: inout [UInt8]) {
    var column = column
    column.withUTF8 { bytes in
      if first(tab, in: bytes) == nil && first(lineFeed, in: bytes) == nil && first(backslash, in: bytes) == nil {
        text.append(contentsOf: bytes)
        return
      }
      for byte in bytes {
        switch byte {
        case tab: text += [backslash, UInt8(ascii: "t")]
        case lineFeed: text += [backslash, UInt8(ascii: "n")]
        case backslash: text += [backslash, backslash]
        default: text.append(byte)
        }
      }
    }
  }

  /// The pair of a line without its LF; nil if it is no such line.
  static func pair(_ line: UnsafeBufferPointer<UInt8>) -> SentencePair? {
    guard let sourceEnd = first(tab, in: line) else { return nil }
    var target = UnsafeBufferPointer(rebasing: line[(sourceEnd + 1)...])
    var weight: Float = 1
    if let targetEnd = first(tab, in: target) {
      guard let number = self.weight(UnsafeBufferPointer(rebasing: target[(targetEnd + 1)...])) else { return nil }
      weight = number
      target = UnsafeBufferPointer(rebasing: target[..<targetEnd])
    }
    guard let sourceText = text(UnsafeBufferPointer(rebasing: line[..<sourceEnd])), let targetText = text(target) else {
      return nil
    }
    return SentencePair(source: sourceText, target: targetText, weight: weight)
  }

  /// The weight of a line without its LF; nil if its third column is none.
  static func weight(ofLine line: UnsafeBufferPointer<UInt8>) -> Float? {
    guard let sourceEnd = first(tab, in: line) else { return nil }
    let target = UnsafeBufferPointer(rebasing: line[(sourceEnd + 1)...])
    guard let targetEnd = first(tab, in: target) else { return 1 }
    return weight(UnsafeBufferPointer(rebasing: target[(targetEnd + 1)...]))
  }

  /// The pairs of whole lines; nil if one of them is no such line.
  static func pairs(_ text: [UInt8], count: Int) -> [SentencePair]? {
    var pairs: [SentencePair] = []
    pairs.reserveCapacity(count)
    return text.withUnsafeBufferPointer { bytes in
      var rest = bytes
      while let end = first(lineFeed, in: rest) {
        guard let pair = pair(UnsafeBufferPointer(rebasing: rest[..<end])) else { return nil }
        pairs.append(pair)
        rest = UnsafeBufferPointer(rebasing: rest[(end + 1)...])
      }
      return rest.isEmpty ? pairs : nil
    }
  }

  /// The number of lines, of which the last one ends in LF too; nil if it does not.
  static func count(_ text: [UInt8]) -> Int? {
    guard text.last == lineFeed else { return nil }
    return text.withUnsafeBufferPointer { bytes in
      var (count, rest) = (0, bytes)
      while let end = first(lineFeed, in: rest) {
        count += 1
        rest = UnsafeBufferPointer(rebasing: rest[(end + 1)...])
      }
      return count
    }
  }

  private static let tab = UInt8(ascii: "\t")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let backslash = UInt8(ascii: "\\")

  private static func first(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let start = bytes.baseAddress, let found = memchr(start, Int32(byte), bytes.count) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(start)
  }

  private static func weight(_ column: UnsafeBufferPointer<UInt8>) -> Float? {
    guard let weight = Float(String(decoding: column, as: UTF8.self)), SentencePair.weights.contains(weight) else {
      return nil
    }
    return weight
  }

  private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard first(backslash, in: bytes) != nil else { return valid(bytes) }
    return unescaped(bytes)?.withUnsafeBufferPointer(valid)
  }

  /// A column with its escapes resolved; nil if a backslash stands for nothing.
  static func unescaped(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var unescaped: [UInt8] = []
    unescaped.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == backslash {
        index += 1
        guard index < bytes.count else { return nil }
        switch bytes[index] {
        case UInt8(ascii: "t"): unescaped.append(tab)
        case UInt8(ascii: "n"): unescaped.append(lineFeed)
        case backslash: unescaped.append(backslash)
        default: return nil
        }
      } else {
        unescaped.append(bytes[index])
      }
      index += 1
    }
    return unescaped
  }

  /// The text of UTF-8; nil if it is none. Repairing and comparing takes half the time of `String(validating:as:)`.
  private static func valid(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    var text = String(decoding: bytes, as: UTF8.self)
    let isSame = text.withUTF8 {
      $0.count == bytes.count && (bytes.isEmpty || memcmp($0.baseAddress!, bytes.baseAddress!, bytes.count) == 0)
    }
    return isSame ? text : nil
  }
}
