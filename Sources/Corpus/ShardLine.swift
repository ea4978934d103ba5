/// A pair as a line of a shard: `source TAB target LF`, in which a tab, LF or backslash of the text is written `\t`, `\n`
/// or `\\`. Further columns may follow.
public enum ShardLine {
  /// Appends the line of a pair, its LF included.
  public static func append(_ pair: SentencePair, to text: inout [UInt8]) {
    append(pair.source, to: &text)
    text.append(tab)
    append(pair.target, to: &text)
    text.append(lineFeed)
  }

  /// The pair of a line without its LF; nil if it is no such line.
  static func pair(_ line: UnsafeBufferPointer<UInt8>) -> SentencePair? {
    guard let sourceEnd = line.firstIndex(of: tab) else { return nil }
    let rest = line[(sourceEnd + 1)...]
    guard let source = text(line[..<sourceEnd]), let target = text(rest[..<(rest.firstIndex(of: tab) ?? rest.endIndex)])
    else { return nil }
    return SentencePair(source: source, target: target)
  }

  private static let tab = UInt8(ascii: "\t")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let backslash = UInt8(ascii: "\\")

  private static func append(_ side: String, to text: inout [UInt8]) {
    var side = side
    side.withUTF8 { bytes in
      guard bytes.contains(where: { $0 == tab || $0 == lineFeed || $0 == backslash }) else {
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

  private static func text(_ column: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
    let bytes = UnsafeBufferPointer(rebasing: column)
    guard bytes.contains(backslash) else { return String(validating: bytes, as: UTF8.self) }
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
    return String(validating: unescaped, as: UTF8.self)
  }
}
