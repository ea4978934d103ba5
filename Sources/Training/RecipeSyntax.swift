import Basics

/// What can be wrong with the writing of a recipe, before any key is looked at.
public enum RecipeSyntaxProblem: Sendable, Equatable {
  /// `found` is nil at the end of the text.
  case unexpected(found: String?, expected: String)
  case invalidUTF8
  case unterminatedString
  case unterminatedComment
  case controlCharacter
  case badEscape(String)
  case loneSurrogate
  case badNumber(String)
  case numberTooLarge(String)
  case tooDeep(limit: Int)
}

/// Reads JSON with comments (`//`, `/* */`) and trailing commas into a tree that knows its lines.
struct RecipeSyntax {
  static let depthLimit = 32

  private let bytes: [UInt8]
  private let file: String
  private let countsLines: Bool
  private var position = 0
  private var line = 1

  /// - Parameter countsLines: false for the value of a flag, which has no lines.
  static func parse(_ bytes: [UInt8], file: String, countsLines: Bool = true) throws(RecipeError) -> RecipeValue {
    var syntax = RecipeSyntax(bytes: bytes, file: file, countsLines: countsLines)
    if let line = firstInvalidLine(bytes) {
      syntax.line = line
      throw syntax.problem(.invalidUTF8)
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { syntax.position = 3 }
    let value = try syntax.value(depth: 0)
    try syntax.skipSpace()
    guard syntax.position == bytes.count else { throw syntax.unexpected("the end") }
    return value
  }

  private init(bytes: [UInt8], file: String, countsLines: Bool) {
    self.bytes = bytes
    self.file = file
    self.countsLines = countsLines
  }

  /// The line of the first bytes that are not UTF-8.
  private static func firstInvalidLine(_ bytes: [UInt8]) -> Int? {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var line = 1
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): if scalar == "\n" { line += 1 }
      case .emptyInput: return nil
      case .error: return line
      }
    }
  }

  // MARK: - Values

  private mutating func value(depth: Int) throws(RecipeError) -> RecipeValue {
    try skipSpace()
    let location = location
    switch peek {
    case UInt8(ascii: "{"): return RecipeValue(.object(try members(depth: depth)), at: location)
    case UInt8(ascii: "["): return RecipeValue(.array(try elements(depth: depth)), at: location)
    case UInt8(ascii: "\""): return RecipeValue(.string(try string()), at: location)
    case let byte? where byte == UInt8(ascii: "-") || Self.isDigit(byte): return RecipeValue(try number(), at: location)
    default:
      for (word, content) in [("true", RecipeValue.Content.boolean(true)), ("false", .boolean(false)), ("null", .null)]
      where bytes[position...].starts(with: word.utf8) {
        position += word.utf8.count
        return RecipeValue(content, at: location)
      }
      throw unexpected("a value")
    }
  }

  private mutating func members(depth: Int) throws(RecipeError) -> [RecipeValue.Member] {
    var members = [RecipeValue.Member]()
    var keys = Set<[UInt8]>()
    try open(depth)
    while try !close(UInt8(ascii: "}"), after: members.isEmpty ? nil : "\"}\"") {
      guard peek == UInt8(ascii: "\"") else { throw unexpected("a key in double quotes") }
      var location = location
      let key = try string()
      guard keys.insert(Array(key.utf8)).inserted else {
        location.key = key.shortened
        throw .duplicateKey(at: location)
      }
      try skipSpace()
      guard peek == UInt8(ascii: ":") else { throw unexpected("\":\" after the key \"\(key.shortened)\"") }
      position += 1
      members.append(RecipeValue.Member(key: key, location: location, value: try value(depth: depth + 1)))
    }
    return members
  }

  private mutating func elements(depth: Int) throws(RecipeError) -> [RecipeValue] {
    var elements = [RecipeValue]()
    try open(depth)
    while try !close(UInt8(ascii: "]"), after: elements.isEmpty ? nil : "\"]\"") {
      elements.append(try value(depth: depth + 1))
    }
    return elements
  }

  private mutating func open(_ depth: Int) throws(RecipeError) {
    guard depth < Self.depthLimit else { throw problem(.tooDeep(limit: Self.depthLimit)) }
    position += 1
  }

  /// Steps over a comma where one is due and over the closing bracket where one stands; true after the latter.
  /// - Parameter ending: names the bracket if something came before it, which a comma or the bracket must follow.
  private mutating func close(_ bracket: UInt8, after ending: String?) throws(RecipeError) -> Bool {
    try skipSpace()
    if let ending, peek != bracket {
      guard peek == UInt8(ascii: ",") else { throw unexpected("\",\" or \(ending)") }
      position += 1
      try skipSpace()
    }
    guard peek == bracket else { return false }
    position += 1
    return true
  }

  private mutating func number() throws(RecipeError) -> RecipeValue.Content {
    let written = bytes[position...].prefix { Self.isDigit($0) || Self.isLetter($0) || "+-.".utf8.contains($0) }
    let text = String(decoding: written.prefix(64), as: UTF8.self)
    guard written.count <= 64, Self.isNumber(written), let value = Double(text) else { throw problem(.badNumber(text)) }
    guard value.isFinite else { throw problem(.numberTooLarge(text)) }
    position += written.count
    if let whole = Int(text) { return .integer(whole) }
    return .number(value)
  }

  /// JSON's grammar: `-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?`.
  private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
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

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  // MARK: - Strings

  private mutating func string() throws(RecipeError) -> String {
    position += 1
    var decoded = [UInt8]()
    while let byte = peek {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: decoded, as: UTF8.self)
      case UInt8(ascii: "\\"): decoded.append(contentsOf: String(try escape()).utf8)
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): throw problem(.unterminatedString)
      case 0..<0x20: throw problem(.controlCharacter)
      default: decoded.append(byte)
      }
    }
    throw problem(.unterminatedString)
  }

  /// The scalar of an escape, after its backslash.
  private mutating func escape() throws(RecipeError) -> Unicode.Scalar {
    guard let byte = peek else { throw problem(.unterminatedString) }
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
        throw problem(.loneSurrogate)
      }
      position += 2
      let second = try codeUnit()
      guard (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      else { throw problem(.loneSurrogate) }
      return scalar
    default:
      position -= 1
      throw problem(.badEscape("\\" + foundText(limit: 1)))
    }
  }

  private mutating func codeUnit() throws(RecipeError) -> UInt32 {
    let digits = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
    guard digits.utf8.count == 4, digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let unit = UInt32(digits, radix: 16)
    else { throw problem(.badEscape("\\u" + digits)) }
    position += 4
    return unit
  }

  // MARK: - Where we are

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

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

  private func problem(_ problem: RecipeSyntaxProblem) -> RecipeError {
    .syntax(at: location, problem)
  }

  private func unexpected(_ expected: String) -> RecipeError {
    problem(.unexpected(found: peek == nil ? nil : foundText(limit: 20), expected: expected))
  }

  /// The scalars that stand here, up to a space, a bracket or a comma, for a message.
  private func foundText(limit: Int) -> String {
    var text = String.UnicodeScalarView()
    for scalar in String(decoding: bytes[position...].prefix(4 * limit), as: UTF8.self).unicodeScalars.prefix(limit) {
      if !text.isEmpty && (scalar.properties.isWhitespace || "{}[],:\"".unicodeScalars.contains(scalar)) { break }
      text.append(scalar)
    }
    return String(text)
  }
}
