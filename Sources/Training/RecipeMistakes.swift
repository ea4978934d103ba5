import Basics

/// The thing that is expected at a place in a recipe.
enum RecipeExpectation {
  case recipe
  /// - Parameter key: whose value it is; nil in a list.
  case value(key: String?)
  case key
  case colon(key: String)
  /// A comma, or the bracket that closes.
  case separator(bracket: String)
  case end

  var words: String {
    switch self {
    case .recipe: "a recipe, which begins with {"
    case .value: "a value"
    case .key: "a key in double quotes"
    case .colon(let key): "\":\" after the key \"\(key.shortened)\""
    case .separator(let bracket): "\",\" or \"\(bracket)\""
    case .end: "the end"
    }
  }
}

/// Recognises the mistakes that people make in JSON, so that an error can say what to write instead.
extension RecipeSyntax {
  /// The error for the text here, where something else is expected.
  func unexpected(_ expected: RecipeExpectation) -> RecipeError {
    guard let byte = peek, let scalar = text(of: 1).unicodeScalars.first else {
      guard let opening = openings.last else { return .syntax(at: DiagnosticLocation(file: file), .empty) }
      return problem(.notClosed(bracket: String(Unicode.Scalar(bytes[opening]))), at: opening)
    }
    if Self.isInvisible(scalar) { return problem(.invisible(scalar)) }
    if let meant = Self.substitutes[scalar] { return problem(expected, .write(meant, insteadOf: String(scalar))) }
    switch expected {
    case .recipe: return problem(expected, nil)
    case .value(let key): return unexpected(byte, insteadOfValueOf: key, expected)
    case .key: return unexpected(byte, insteadOfKey: expected)
    case .colon(let key): return unexpected(byte, insteadOfColonAfter: key, expected)
    case .separator: return unexpected(byte, insteadOfSeparator: expected)
    case .end: return unexpected(byte, insteadOfEnd: expected)
    }
  }

  /// Signs of other languages, and what JSON has instead.
  private static let substitutes: [Unicode.Scalar: String] = [
    "#": "//", "'": "\"", "`": "\"", "\u{2018}": "\"", "\u{2019}": "\"", "\u{201A}": "\"", "\u{201C}": "\"",
    "\u{201D}": "\"", "\u{201E}": "\"", "\u{AB}": "\"", "\u{BB}": "\"", "\u{FF02}": "\"", "\u{FF1A}": ":",
    "\u{FF0C}": ",", "\u{FF5B}": "{", "\u{FF5D}": "}", "(": "[", ")": "]", ";": ",",
  ]

  private func unexpected(
    _ byte: UInt8, insteadOfValueOf key: String?, _ expected: RecipeExpectation
  ) -> RecipeError {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"):
      if let key { return problem(.missingValue(key: key.shortened)) }
      if byte == UInt8(ascii: ",") { return problem(expected, .remove("one comma")) }
      return wrongBracket ?? problem(expected, nil)
    case _ where Self.isLetter(byte) || byte >= 0x80:
      let word = word
      switch word.lowercased() {
      case "true", "yes", "on": return problem(expected, .write("true", insteadOf: word))
      case "false", "no", "off": return problem(expected, .write("false", insteadOf: word))
      case "null", "none", "nil", "undefined": return problem(expected, .write("null", insteadOf: word))
      case "nan", "inf", "infinity": return problem(.notFinite(word))
      default: return problem(expected, .quote(unquotedText))
      }
    default: return problem(expected, nil)
    }
  }

  private func unexpected(_ byte: UInt8, insteadOfKey expected: RecipeExpectation) -> RecipeError {
    switch byte {
    case UInt8(ascii: ","): return problem(expected, .remove("one comma"))
    case UInt8(ascii: "]"): return wrongBracket ?? problem(expected, nil)
    case _ where Self.isDigit(byte):
      let isInNumber =
        position >= 2 && bytes[position - 1] == UInt8(ascii: ",") && Self.isDigit(bytes[position - 2])
      return problem(expected, isInNumber ? .noCommaInNumber : .quote(word))
    case _ where Self.isLetter(byte) || byte == UInt8(ascii: "_") || byte >= 0x80:
      return problem(expected, .quote(word))
    default: return problem(expected, nil)
    }
  }

  private func unexpected(
    _ byte: UInt8, insteadOfColonAfter key: String, _ expected: RecipeExpectation
  ) -> RecipeError {
    switch byte {
    case UInt8(ascii: "="):
      let sign = bytes[position...].starts(with: "=>".utf8) ? "=>" : "="
      return problem(expected, .write(":", insteadOf: sign))
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"): return problem(.missingValue(key: key.shortened))
    default: return problem(expected, .colon)
    }
  }

  private func unexpected(_ byte: UInt8, insteadOfSeparator expected: RecipeExpectation) -> RecipeError {
    if let wrongBracket { return wrongBracket }
    if byte == UInt8(ascii: ":") {
      return problem(expected, openings.last.map { bytes[$0] } == UInt8(ascii: "[") ? .braces : nil)
    }
    if position == valueEnd && bytes[position - 1] == UInt8(ascii: "\"") && byte != UInt8(ascii: "\"") {
      return problem(.quoteInString, at: position - 1)
    }
    let beginsValue = "\"{[-".utf8.contains(byte) || Self.isDigit(byte) || Self.isLetter(byte) || byte >= 0x80
    return beginsValue ? problem(.missingComma(before: foundText), at: valueEnd) : problem(expected, nil)
  }

  private func unexpected(_ byte: UInt8, insteadOfEnd expected: RecipeExpectation) -> RecipeError {
    switch byte {
    case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","): return problem(expected, .remove(foundText))
    case UInt8(ascii: ":") where bytes[valueEnd - 1] == UInt8(ascii: "\""):
      return problem(.noOuterBrace, at: rootStart)
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""): return problem(.secondValue)
    default: return problem(expected, nil)
    }
  }

  /// The error of a bracket that stands here and does not close the one that is open; nil if none does.
  private var wrongBracket: RecipeError? {
    guard let opening = openings.last, let byte = peek, "}]".utf8.contains(byte) else { return nil }
    let open = String(Unicode.Scalar(bytes[opening]))
    return problem(.wrongBracket(found: foundText, open: open, line: line(at: opening)))
  }

  private func problem(_ expected: RecipeExpectation, _ fix: RecipeFix?) -> RecipeError {
    problem(.unexpected(found: foundText, expected: expected.words, fix))
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  // MARK: - The text here

  /// The text here for a message: a string with its quotes, a sign in quotes, or a word as it is.
  private var foundText: String {
    if peek == UInt8(ascii: "\"") {
      let rest = text(of: 40).unicodeScalars.dropFirst().prefix { $0 != "\"" && $0 != "\n" }
      return "\"" + String(rest) + (rest.count < 39 ? "\"" : "…\"")
    }
    let word = word
    let isSign = word.unicodeScalars.count == 1 && word.allSatisfy { !$0.isLetter && !$0.isNumber }
    return isSign ? "\"\(word)\"" : word
  }

  /// The scalars up to a space, a bracket or another sign of JSON; one at least.
  private var word: String {
    var word = String.UnicodeScalarView()
    for scalar in text(of: 40).unicodeScalars {
      if !word.isEmpty && (scalar.properties.isWhitespace || "{}[],:\"=".unicodeScalars.contains(scalar)) { break }
      word.append(scalar)
    }
    return String(word)
  }

  /// The rest of the line up to a comma or a closing bracket.
  private var unquotedText: String {
    let text = text(of: 40).unicodeScalars.prefix { !"\r\n,}]\"".unicodeScalars.contains($0) }
    let last = text.lastIndex { !$0.properties.isWhitespace }
    return last.map { String(text[...$0]) } ?? ""
  }

  /// The next `count` scalars, or fewer at the end.
  private func text(of count: Int) -> String {
    String(String(decoding: bytes[position...].prefix(4 * count), as: UTF8.self).unicodeScalars.prefix(count))
  }
}

extension RecipeSyntax {
  /// The error of a number that JSON has no such form for.
  func badNumber(_ text: String) -> RecipeError {
    if ["nan", "inf", "infinity"].contains(text.lowercased().filter { $0 != "-" && $0 != "+" }) {
      return problem(.notFinite(text))
    }
    if TrainingLength(text) != nil && TrainingLength(text, bare: nil) != nil {
      return problem(.unexpected(found: text, expected: "a value", .quote(text)))
    }
    return problem(.badNumber(text, meant: Self.meant(by: text)))
  }

  /// The same number as JSON writes it; nil if it is not clear which.
  private static func meant(by written: String) -> String? {
    var text = written.filter { $0 != "_" }
    if text.lowercased().hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16).map(String.init) }
    let sign = text.hasPrefix("-") ? "-" : ""
    text = String(text.drop { $0 == "+" || $0 == "-" })
    if text.hasPrefix(".") { text = "0" + text }
    if text.hasSuffix(".") { text += "0" }
    while text.hasPrefix("0"), text.utf8.dropFirst().first.map(isDigit) == true { text.removeFirst() }
    return isNumber(Array((sign + text).utf8)[...]) ? sign + text : nil
  }
}
