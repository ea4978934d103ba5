/// A syntax error in a recipe.
public enum RecipeSyntaxProblem: Sendable, Equatable {
  /// There is nothing but space and comments.
  case empty
  case otherFormat(RecipeFileKind)
  case invalidUTF8
  case unexpected(found: String, expected: String, RecipeFix?)
  /// `before` is what follows without a comma.
  case missingComma(before: String)
  case missingValue(key: String)
  /// The file ends before the bracket that opens here is closed.
  case notClosed(bracket: String)
  /// `open` is the bracket on that line that this one cannot close.
  case wrongBracket(found: String, open: String, line: Int)
  /// The first thing in the file is a key.
  case noOuterBrace
  case secondValue
  /// A character that cannot be seen stands between values.
  case invisible(Unicode.Scalar)
  /// Text follows the closing quote of a string.
  case quoteInString
  case unterminatedString
  case unterminatedComment
  case controlCharacter
  case badEscape(String)
  case loneSurrogate
  case badNumber(String, meant: String?)
  case notFinite(String)
  case numberTooLarge(String)
  case tooDeep(limit: Int)
}

/// The text to write instead of something unexpected.
public enum RecipeFix: Sendable, Equatable {
  case write(String, insteadOf: String)
  case quote(String)
  case remove(String)
  case colon
  /// A list contains keys without an object around them.
  case braces
  case noCommaInNumber
}

extension RecipeSyntaxProblem {
  var summary: String {
    switch self {
    case .empty: "the file is empty"
    case .otherFormat(let kind): kind.summary
    case .invalidUTF8: "the text is not valid UTF-8"
    case .unexpected(let found, let expected, _): "expected \(expected), found \(found)"
    case .missingComma(let before): "a comma is missing here, before \(before)"
    case .missingValue(let key): "the key \"\(key)\" has no value"
    case .notClosed(let bracket): "the \(bracket) that opens here is never closed"
    case .wrongBracket(let found, let open, let line): "found \(found), but the \(open) of line \(line) is still open"
    case .noOuterBrace: "a recipe begins with {, and this one begins with a key"
    case .secondValue: "the recipe has ended, and another value begins here"
    case .invisible(let scalar): "there is an invisible character here: U+\(Self.hexadecimal(scalar))"
    case .quoteInString: "the string ends here, but text follows without a comma"
    case .unterminatedString: "a string is not closed on its line"
    case .unterminatedComment: "the comment that begins here is never closed"
    case .controlCharacter: "a string contains a control character"
    case .badEscape(let text): "\(text) is not an escape that JSON has"
    case .loneSurrogate: "an escape gives one half of a surrogate pair"
    case .badNumber(let text, _): "\(text) is not a number in JSON"
    case .notFinite(let text): "\(text) is not a number that a recipe can have"
    case .numberTooLarge(let text): "\(text) is too large"
    case .tooDeep(let limit): "more than \(limit) levels of brackets"
    }
  }

  /// - Parameter file: the recipe's.
  func remedy(file: String) -> String? {
    switch self {
    case .empty:
      #"begin with { "languages": { "source": "th", "target": "en" }, "corpora": { "train": [{ "path": "train" }] } }"#
    case .otherFormat(let kind): kind.remedy(file: file)
    case .invalidUTF8: "save the file as UTF-8"
    case .unexpected(_, _, let fix?): fix.words
    case .unexpected(_, _, nil): #"a recipe is JSON: "key": value, with a comma between two of them"#
    case .missingComma: "write a comma here"
    case .missingValue(let key): "write one, as in \"\(key)\": 1, or remove the key"
    case .notClosed(let bracket): "add the \(bracket == "{" ? "}" : "]") that belongs to it"
    case .wrongBracket(_, let open, _): "close it with \(open == "{" ? "}" : "]")"
    case .noOuterBrace: "put { before it, and } at the end of the file"
    case .secondValue: "keep one of the two, or check the brackets: an earlier } may close too much"
    case .invisible: "remove it, or write a plain space instead"
    case .quoteInString: #"write a quote inside a string as \""#
    case .unterminatedString: "end it with a double quote; a quote inside is written \\\""
    case .unterminatedComment: "end it with */"
    case .controlCharacter: "write it as an escape, for example \\t or \\u0007"
    case .badEscape: "write a backslash as \\\\"
    case .loneSurrogate: "write the character itself, or both halves"
    case .badNumber(_, let meant?): "write \(meant)"
    case .badNumber(_, nil): "write digits, as in 5, 0.5 or 1e-4"
    case .notFinite: "write a finite number; for no limit, write null where the key allows it"
    case .numberTooLarge: "write a number below 1.8e308"
    case .tooDeep: "a recipe needs four levels at most: check the brackets"
    }
  }

  private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}

extension RecipeFix {
  fileprivate var words: String {
    switch self {
    case .write(let text, let found): "write \(text) instead of \(found)"
    case .quote(let text): "write \"\(text)\", in double quotes"
    case .remove(let text): "remove \(text)"
    case .colon: "write : between the key and its value"
    case .braces: "write { before the first of these keys and } after the last value"
    case .noCommaInNumber: "write a number without a comma, as in 10000 or 0.5"
    }
  }
}
