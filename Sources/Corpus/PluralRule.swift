/// The rule of a gettext catalogue's header that says which form of a translation goes with a number:
/// `nplurals=2; plural=n != 1;`. The rule is an expression of C over `n`.
struct PluralRule {
  private let expression: [UInt8]

  /// - Parameter field: the value of `Plural-Forms`. Nil if it holds no rule.
  init?(_ field: String) {
    let bytes = Array(field.utf8).filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
    let name = Array("plural=".utf8)
    // `nplurals=` ends in the other name but for one letter.
    guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: name) }) else { return nil }
    expression = Array(bytes[(start + name.count)...].prefix { $0 != UInt8(ascii: ";") })
  }

  /// The number of the form; nil if the rule is none that can be worked out.
  func form(for number: Int) -> Int? {
    var parser = Parser(expression: expression, number: number)
    guard let form = parser.choice(), parser.isAtEnd, form >= 0 else { return nil }
    return form
  }

  /// Works an expression out while it is read: a function for each level of binding.
  private struct Parser {
    let expression: [UInt8]
    let number: Int
    private var place = 0
    private var depth = 0
    private static let mostDepth = 200

    init(expression: [UInt8], number: Int) {
      self.expression = expression
      self.number = number
    }

    var isAtEnd: Bool { place == expression.count }

    mutating func choice() -> Int? {
      depth += 1
      defer { depth -= 1 }
      guard depth < Self.mostDepth, let condition = either() else { return nil }
      guard take("?") else { return condition }
      guard let first = choice(), take(":"), let second = choice() else { return nil }
      return condition != 0 ? first : second
    }

    private mutating func either() -> Int? {
      guard var value = both() else { return nil }
      while take("||") {
        guard let other = both() else { return nil }
        value = value != 0 || other != 0 ? 1 : 0
      }
      return value
    }

    private mutating func both() -> Int? {
      guard var value = comparison() else { return nil }
      while take("&&") {
        guard let other = comparison() else { return nil }
        value = value != 0 && other != 0 ? 1 : 0
      }
      return value
    }

    private mutating func comparison() -> Int? {
      guard var value = product() else { return nil }
      while let sign = ["==", "!=", "<=", ">=", "<", ">"].first(where: { take($0) }) {
        guard let other = product() else { return nil }
        let holds =
          switch sign {
          case "==": value == other
          case "!=": value != other
          case "<=": value <= other
          case ">=": value >= other
          case "<": value < other
          default: value > other
          }
        value = holds ? 1 : 0
      }
      return value
    }

    private mutating func product() -> Int? {
      guard var value = atom() else { return nil }
      while let sign = ["%", "+", "-"].first(where: { take($0) }) {
        guard let other = atom(), sign != "%" || other != 0 else { return nil }
        value = sign == "%" ? value % other : sign == "+" ? value &+ other : value &- other
      }
      return value
    }

    private mutating func atom() -> Int? {
      if take("!") {
        depth += 1
        defer { depth -= 1 }
        return depth < Self.mostDepth ? atom().map { $0 == 0 ? 1 : 0 } : nil
      }
      if take("n") { return number }
      if take("(") {
        guard let value = choice(), take(")") else { return nil }
        return value
      }
      let digits = expression[place...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      place += digits.count
      return digits.count > 9 ? nil : Int(String(decoding: digits, as: UTF8.self))
    }

    private mutating func take(_ text: String) -> Bool {
      guard expression[place...].starts(with: text.utf8) else { return false }
      place += text.utf8.count
      return true
    }
  }
}
