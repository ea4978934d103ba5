import Basics

/// A JSON value that remembers where it was written. Objects keep the order of their members.
struct RecipeValue: Sendable {
  enum Content: Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([RecipeValue])
    case object([Member])
  }

  struct Member: Sendable {
    var key: String
    /// The location of the key.
    var location: DiagnosticLocation?
    var value: RecipeValue
  }

  var content: Content
  /// The file and line where the value begins, or the flag; nil for a value that was not read.
  var location: DiagnosticLocation?

  init(_ content: Content, at location: DiagnosticLocation? = nil) {
    self.content = content
    self.location = location
  }

  /// An object of members that were not read from anywhere.
  static func object(_ members: [(key: String, value: RecipeValue)]) -> RecipeValue {
    RecipeValue(.object(members.map { Member(key: $0.key, location: nil, value: $0.value) }))
  }

  static func array(_ elements: [RecipeValue]) -> RecipeValue { RecipeValue(.array(elements)) }
  static func string(_ text: String) -> RecipeValue { RecipeValue(.string(text)) }
  static func integer(_ value: Int) -> RecipeValue { RecipeValue(.integer(value)) }
  static func number(_ value: Double) -> RecipeValue { RecipeValue(.number(value)) }
  static func boolean(_ value: Bool) -> RecipeValue { RecipeValue(.boolean(value)) }
  static var null: RecipeValue { RecipeValue(.null) }
}

// MARK: - Writing

extension RecipeValue {
  private static let lineLength = 100

  /// JSON with two spaces of indentation and a line feed at the end. A value that fits into a line of 100 bytes gets one line.
  func prettyJSON() -> String {
    var text = ""
    write(into: &text, indentation: 0, column: 0)
    return text + "\n"
  }

  /// JSON in one line.
  func compactJSON() -> String {
    switch content {
    case .null: return "null"
    case .boolean(let value): return value ? "true" : "false"
    case .integer(let value): return String(value)
    case .number(let value): return value.description
    case .string(let text): return Self.quoted(text)
    case .array(let elements): return "[" + elements.map { $0.compactJSON() }.joined(separator: ", ") + "]"
    case .object(let members):
      if members.isEmpty { return "{}" }
      let parts = members.map { Self.quoted($0.key) + ": " + $0.value.compactJSON() }
      return "{ " + parts.joined(separator: ", ") + " }"
    }
  }

  private func write(into text: inout String, indentation: Int, column: Int) {
    let compact = compactJSON()
    if column + compact.utf8.count <= Self.lineLength {
      text += compact
      return
    }
    let margin = String(repeating: " ", count: indentation + 2)
    switch content {
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        text += (index == 0 ? "\n" : ",\n") + margin
        element.write(into: &text, indentation: indentation + 2, column: indentation + 2)
      }
      text += "\n" + margin.dropLast(2) + "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        let key = Self.quoted(member.key) + ": "
        text += (index == 0 ? "\n" : ",\n") + margin + key
        member.value.write(
          into: &text, indentation: indentation + 2, column: indentation + 2 + key.utf8.count)
      }
      text += "\n" + margin.dropLast(2) + "}"
    default: text += compact
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
