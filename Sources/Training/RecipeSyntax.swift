import Basics

/// Reads JSON with comments (`//`, `/* */`) and trailing commas into a tree that knows its lines.
struct RecipeSyntax {
  static let depthLimit = 32

  let bytes: [UInt8]
  let file: String
  private let countsLines: Bool
  private(set) var position = 0
  private var line = 1
  /// The start of the recipe's only value.
  private(set) var rootStart = 0
  /// The end of the last value that was read.
  private(set) var valueEnd = 0
  /// The positions of the brackets that are not closed yet.
  private(set) var openings: [Int] = []

  /// - Parameter countsLines: false for the value of a flag, which has no lines.
  static func parse(_ bytes: [UInt8], file: String, countsLines: Bool = true) throws(RecipeError) -> RecipeValue {
    var syntax = RecipeSyntax(bytes: bytes, file: file, countsLines: countsLines)
    if countsLines, let kind = RecipeFileKind(bytes: bytes) {
      throw .syntax(at: DiagnosticLocation(file: file), .otherFormat(kind))
    }
    if let position = firstInvalidByte(bytes) { throw syntax.problem(.invalidUTF8, at: position) }
    if bytes.starts(with: byteOrderMark) { syntax.position = byteOrderMark.count }
    try syntax.skipSpace()
    syntax.rootStart = syntax.position
    let value = try syntax.value(depth: 0)
    try syntax.skipSpace()
    guard syntax.position == bytes.count else { throw syntax.unexpected(.end) }
    return value
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private init(bytes: [UInt8], file: String, countsLines: Bool) {
    self.bytes = bytes
    self.file = file
    self.countsLines = countsLines
  }

  /// The first byte that is not UTF-8.
  private static func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var position = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): position += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return position
      }
    }
  }

  // MARK: - Values

  /// - Parameter key: whose value it is; nil in a list and for the whole recipe.
  private mutating func value(depth: Int, key: String? = nil) throws(RecipeError) -> RecipeValue {
    try skipSpace()
    let location = location
    let content: RecipeValue.Content
    switch peek {
    case UInt8(ascii: "{"): content = .object(try members(depth: depth))
    case UInt8(ascii: "["): content = .array(try elements(depth: depth))
    case UInt8(ascii: "\""): content = .string(try string())
    case let byte? where "+-.".utf8.contains(byte) || Self.isDigit(byte): content = try number()
    default:
      let letters = bytes[position...].prefix(while: Self.isLetter)
      switch String(decoding: letters, as: UTF8.self) {
      case "true": content = .boolean(true)
      case "false": content = .boolean(false)
      case "null": content = .null
      default: throw unexpected(depth == 0 ? .recipe : .value(key: key))
      }
      position += letters.count
    }
    valueEnd = position
    return RecipeValue(content, at: location)
  }

  private mutating func members(depth: Int) throws(RecipeError) -> [RecipeValue.Member] {
    var members = [RecipeValue.Member]()
    var lines = [[UInt8]: Int]()
    try open(depth)
    while try !close("}", isFirst: members.isEmpty) {
      guard peek == UInt8(ascii: "\"") else { throw unexpected(.key) }
      var location = location
      let key = try string()
      if let first = lines.updateValue(line, forKey: Array(key.utf8)) {
        location.key = key.shortened
        throw .duplicateKey(at: location, firstLine: first)
      }
      valueEnd = position
      try skipSpace()
      guard peek == UInt8(ascii: ":") else { throw unexpected(.colon(key: key)) }
      position += 1
      members.append(RecipeValue.Member(key: key, location: location, value: try value(depth: depth + 1, key: key)))
    }
    return members
  }

  private mutating func elements(depth: Int) throws(RecipeError) -> [RecipeValue] {
    var elements = [RecipeValue]()
    try open(depth)
    while try !close("]", isFirst: elements.isEmpty) {
      elements.append(try value(depth: depth + 1))
    }
    return elements
  }

  private mutating func open(_ depth: Int) throws(RecipeError) {
    guard depth < Self.depthLimit else { throw problem(.tooDeep(limit: Self.depthLimit)) }
    openings.append(position)
    position += 1
  }

  /// Skips a comma if one is needed, and the closing bracket if it is next; true after the bracket.
  /// - Parameter isFirst: there is no element before that a comma or the bracket must follow.
  private mutating func close(_ bracket: Character, isFirst: Bool) throws(RecipeError) -> Bool {
    try skipSpace()
    if !isFirst, peek != bracket.asciiValue {
      guard peek == UInt8(ascii: ",") else { throw unexpected(.separator(bracket: String(bracket))) }
      position += 1
      try skipSpace()
    }
    guard peek == bracket.asciiValue else { return false }
    openings.removeLast()
    position += 1
    return true
  }

  private mutating func number() throws(RecipeError) -> RecipeValue.Content {
    let written = bytes[position...].prefix { Self.isDigit($0) || Self.isLetter($0) || "+-._".utf8.contains($0) }
    let text = String(decoding: written.prefix(64), as: UTF8.self)
    guard written.count <= 64, Self.isNumber(written), let value = Double(text) else { throw badNumber(text) }
    guard value.isFinite else { throw problem(.numberTooLarge(text)) }
    position += written.count
    if let whole = Int(text) { return .integer(whole) }
    return .number(value)
  }

  /// JSON's grammar: `-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?`.
  static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    func skip(_ choices: String) -> Bool {
      guard let first = rest.first, choices.utf8.contains(first) else { return false }
      rest.removeFirst()
      return true
    }
    func skipDigits() -> Bool {
      let digits = rest.prefix(while: isDigit)
      rest = rest[digits.endIndex...]
      return !digits.isEmpty
    }
    _ = skip("-")
    guard skip("0") || skipDigits() else { return false }
    if skip(".") { guard skipDigits() else { return false } }
    if skip("eE") {
      _ = skip("+-")
      guard skipDigits() else { return false }
    }
    return rest.isEmpty
  }

  static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  // MARK: - Strings

  private mutating func string() throws(RecipeError) -> String {
    let start = position
    position += 1
    var decoded = [UInt8]()
    while let byte = peek {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: decoded, as: UTF8.self)
      case UInt8(ascii: "\\"): decoded.append(contentsOf: String(try escape()).utf8)
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): throw problem(.unterminatedString, at: start)
      case 0..<0x20: throw problem(.controlCharacter, at: position - 1)
      default: decoded.append(byte)
      }
    }
    throw problem(.unterminatedString, at: start)
  }

  /// The scalar of an escape, after its backslash.
  private mutating func escape() throws(RecipeError) -> Unicode.Scalar {
    guard let byte = peek else { throw problem(.unterminatedString) }
    let start = position - 1
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let first = try codeUnit()
      if let scalar = Unicode.Scalar(first) { return scalar }
      guard first < 0xDC00, bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else {
        throw problem(.loneSurrogate, at: start)
      }
      position += 2
      let second = try codeUnit()
      guard (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      else { throw problem(.loneSurrogate, at: start) }
      return scalar
    default:
      position -= 1
      let scalar = String(decoding: bytes[position...].prefix(4), as: UTF8.self).unicodeScalars.first
      throw problem(.badEscape("\\" + (scalar.map { String($0) } ?? "")), at: start)
    }
  }

  private mutating func codeUnit() throws(RecipeError) -> UInt32 {
    let digits = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
    guard digits.utf8.count == 4, digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let unit = UInt32(digits, radix: 16)
    else { throw problem(.badEscape("\\u" + digits), at: position - 2) }
    position += 4
    return unit
  }

  // MARK: - Where we are

  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private var location: DiagnosticLocation { DiagnosticLocation(file: file, line: countsLines ? line : nil) }

  private mutating func skipSpace() throws(RecipeError) {
    while let byte = peek {
      let next = position + 1 < bytes.count ? bytes[position + 1] : 0
      switch (byte, next) {
      case (UInt8(ascii: "\n"), _):
        line += 1
        position += 1
      case (UInt8(ascii: " "), _), (UInt8(ascii: "\t"), _), (UInt8(ascii: "\r"), _): position += 1
      case (UInt8(ascii: "/"), UInt8(ascii: "/")):
        while let byte = peek, byte != UInt8(ascii: "\n") { position += 1 }
      case (UInt8(ascii: "/"), UInt8(ascii: "*")): try skipBlockComment()
      default: return
      }
    }
  }

  private mutating func skipBlockComment() throws(RecipeError) {
    let beginning = self
    position += 2
    while position + 1 < bytes.count {
      if bytes[position] == UInt8(ascii: "*") && bytes[position + 1] == UInt8(ascii: "/") {
        position += 2
        return
      }
      if bytes[position] == UInt8(ascii: "\n") { line += 1 }
      position += 1
    }
    throw beginning.problem(.unterminatedComment)
  }

  /// - Parameter place: where the problem is, in bytes from the beginning; nil for where we are.
  func problem(_ problem: RecipeSyntaxProblem, at place: Int? = nil) -> RecipeError {
    .syntax(at: location(at: place ?? position), problem)
  }

  /// The location with its column, in scalars from 1.
  private func location(at place: Int) -> DiagnosticLocation {
    guard countsLines else { return DiagnosticLocation(file: file) }
    var start = bytes[..<place].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    if start == 0 && bytes.starts(with: Self.byteOrderMark) { start = min(place, Self.byteOrderMark.count) }
    let column = String(decoding: bytes[start..<place], as: UTF8.self).unicodeScalars.count + 1
    return DiagnosticLocation(file: file, line: line(at: place), column: column)
  }

  func line(at place: Int) -> Int { 1 + bytes[..<place].count { $0 == UInt8(ascii: "\n") } }
}
