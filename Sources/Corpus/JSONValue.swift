/// A value of JSON, as far as readers of corpora need it. Strings are bytes: a line may hold what is not UTF-8.
indirect enum JSONValue {
  case string([UInt8])
  case number([UInt8])
  case null
  case object([(name: [UInt8], value: JSONValue)])
  /// A list, `true` or `false`.
  case other

  /// Values are nested no deeper.
  static let depthLimit = 64

  /// Reads a text that is one value.
  /// - Returns: nil if it is not sound JSON, or too deep.
  init?(_ text: UnsafeRawBufferPointer) {
    var parser = Parser(rest: text[...])
    guard let value = parser.value(depth: 0), parser.isAtEnd else { return nil }
    self = value
  }

  private struct Parser {
    var rest: Slice<UnsafeRawBufferPointer>

    var isAtEnd: Bool {
      mutating get {
        skipSpace()
        return rest.isEmpty
      }
    }

    mutating func value(depth: Int) -> JSONValue? {
      guard depth < JSONValue.depthLimit else { return nil }
      skipSpace()
      switch rest.first {
      case UInt8(ascii: "\""): return string().map(JSONValue.string)
      case UInt8(ascii: "{"): return object(depth: depth)
      case UInt8(ascii: "["): return list(depth: depth)
      case UInt8(ascii: "t"): return take("true") ? .other : nil
      case UInt8(ascii: "f"): return take("false") ? .other : nil
      case UInt8(ascii: "n"): return take("null") ? .null : nil
      default: return number()
      }
    }

    private mutating func object(depth: Int) -> JSONValue? {
      rest.removeFirst()
      var members: [(name: [UInt8], value: JSONValue)] = []
      if takeNext("}") { return .object(members) }
      repeat {
        skipSpace()
        guard rest.first == UInt8(ascii: "\""), let name = string(), takeNext(":"), let value = value(depth: depth + 1)
        else { return nil }
        members.append((name, value))
      } while takeNext(",")
      return takeNext("}") ? .object(members) : nil
    }

    private mutating func list(depth: Int) -> JSONValue? {
      rest.removeFirst()
      if takeNext("]") { return .other }
      repeat {
        guard value(depth: depth + 1) != nil else { return nil }
      } while takeNext(",")
      return takeNext("]") ? .other : nil
    }

    private mutating func number() -> JSONValue? {
      let digits = rest.prefix { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
      }
      guard !digits.isEmpty, Double(String(decoding: digits, as: UTF8.self)) != nil else { return nil }
      rest = rest[digits.endIndex...]
      return .number(Array(digits))
    }

    private mutating func string() -> [UInt8]? {
      rest.removeFirst()
      var text: [UInt8] = []
      while true {
        let plain = rest.prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        text += plain
        rest = rest[plain.endIndex...]
        guard let mark = rest.popFirst() else { return nil }
        if mark == UInt8(ascii: "\"") { return text }
        guard let escape = rest.popFirst(), append(escape, to: &text) else { return nil }
      }
    }

    private mutating func append(_ escape: UInt8, to text: inout [UInt8]) -> Bool {
      switch escape {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escape)
      case UInt8(ascii: "n"): text.append(0x0a)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "r"): text.append(0x0d)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0c)
      case UInt8(ascii: "u"):
        guard let unit = codeUnit() else { return false }
        append(unit, to: &text)
      default: return false
      }
      return true
    }

    /// Appends a character of one code unit, or of two if the other half follows. A half alone becomes a byte that UTF-8 does
    /// not have, which is counted like any other.
    private mutating func append(_ unit: UInt32, to text: inout [UInt8]) {
      var scalar = unit
      if (0xd800..<0xdc00).contains(unit), rest.starts(with: "\\u".utf8) {
        let before = rest
        rest = rest.dropFirst(2)
        if let low = codeUnit(), (0xdc00..<0xe000).contains(low) {
          scalar = 0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00)
        } else {
          rest = before
        }
      }
      if let scalar = Unicode.Scalar(scalar) {
        text += UTF8.encode(scalar).map(Array.init) ?? []
      } else {
        text.append(0xff)
      }
    }

    private mutating func codeUnit() -> UInt32? {
      let digits = rest.prefix(4)
      guard digits.count == 4, digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else {
        return nil
      }
      rest = rest.dropFirst(4)
      return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    private mutating func take(_ word: String) -> Bool {
      guard rest.starts(with: word.utf8) else { return false }
      rest = rest.dropFirst(word.utf8.count)
      return true
    }

    private mutating func takeNext(_ mark: String) -> Bool {
      skipSpace()
      return take(mark)
    }

    private mutating func skipSpace() {
      rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }
    }
  }
}
