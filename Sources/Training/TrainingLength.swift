/// A stretch of training, or a point on its way, in one of four units.
///
/// Written `5000u` (updates), `10Mt` (target tokens: `t`, `kt`, `Mt`, `Gt`), `5e` or `0.5e` (epochs), `30s`, `90m` or
/// `2h` (time); a bare number is updates.
public enum TrainingLength: Sendable, Equatable {
  case updates(Int)
  case targetTokens(Int)
  case epochs(Double)
  case time(seconds: Double)

  public enum Unit: String, Sendable, CaseIterable {
    case updates
    case targetTokens = "target tokens"
    case epochs
    case time
  }

  public var unit: Unit {
    switch self {
    case .updates: .updates
    case .targetTokens: .targetTokens
    case .epochs: .epochs
    case .time: .time
    }
  }

  /// The number in its unit: updates, target tokens, epochs or seconds.
  public var amount: Double {
    switch self {
    case .updates(let count), .targetTokens(let count): Double(count)
    case .epochs(let amount), .time(let amount): amount
    }
  }

  /// Parses the written form. Nil for anything else: signs, spaces, unknown suffixes, a part of an update or of a
  /// token, and numbers from 2^53 on.
  /// - Parameter bare: the unit of a number without a suffix; nil where there must be one.
  public init?(_ text: String, bare: Unit? = .updates) {
    let bytes = Array(text.utf8)
    let isNumeric = { (byte: UInt8) in
      byte == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    let number = bytes.prefix(while: isNumeric)
    guard bytes.count <= 64, number.first != UInt8(ascii: "."), number.last != UInt8(ascii: "."),
      let amount = Double(String(decoding: number, as: UTF8.self))
    else { return nil }
    switch String(decoding: bytes[number.endIndex...], as: UTF8.self) {
    case "":
      guard let bare else { return nil }
      self.init(amount, of: bare)
    case "u": self.init(amount, of: .updates)
    case "t": self.init(amount, of: .targetTokens)
    case "kt": self.init(amount * 1e3, of: .targetTokens)
    case "Mt": self.init(amount * 1e6, of: .targetTokens)
    case "Gt": self.init(amount * 1e9, of: .targetTokens)
    case "e": self.init(amount, of: .epochs)
    case "s": self.init(amount, of: .time)
    case "m": self.init(amount * 60, of: .time)
    case "h": self.init(amount * 3600, of: .time)
    default: return nil
    }
  }

  /// - Parameter amount: in `unit`; time in seconds. Nil if it is negative, not finite, too large, or not whole where
  ///   only whole numbers make sense.
  public init?(_ amount: Double, of unit: Unit) {
    guard amount >= 0, amount < 0x1p53 else { return nil }
    switch unit {
    case .updates, .targetTokens:
      guard let count = Int(exactly: amount) else { return nil }
      self = unit == .updates ? .updates(count) : .targetTokens(count)
    case .epochs: self = .epochs(amount)
    case .time: self = .time(seconds: amount)
    }
  }
}

extension TrainingLength: CustomStringConvertible {
  /// The written form, in the largest suffix that leaves a whole number.
  public var description: String {
    switch self {
    case .updates(let count): return "\(count)u"
    case .targetTokens(let count):
      for (suffix, size) in [("Gt", 1_000_000_000), ("Mt", 1_000_000), ("kt", 1000)]
      where count > 0 && count.isMultiple(of: size) {
        return "\(count / size)\(suffix)"
      }
      return "\(count)t"
    case .epochs(let amount): return Self.plain(amount) + "e"
    case .time(let seconds):
      for (suffix, size) in [("h", 3600.0), ("m", 60)]
      where seconds > 0 && seconds.remainder(dividingBy: size) == 0 {
        return Self.plain(seconds / size) + suffix
      }
      return Self.plain(seconds) + "s"
    }
  }

  /// Digits without an exponent: `5`, `0.5`, `0.00001`. Amounts are not negative and below 2^53.
  private static func plain(_ amount: Double) -> String {
    if let whole = Int(exactly: amount) { return String(whole) }
    let shortest = amount.description
    guard let exponent = shortest.firstIndex(of: "e") else { return shortest }
    // Only small fractions are written with an exponent: `1.5e-07`.
    let digits = shortest[..<exponent].filter { $0 != "." }
    let zeros = -(Int(shortest[shortest.index(after: exponent)...]) ?? 0) - 1
    return "0." + String(repeating: "0", count: max(zeros, 0)) + digits
  }
}

extension TrainingLength: Codable {
  /// A string in the written form, or a bare number of updates.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let length =
      if let count = try? container.decode(Int.self) { TrainingLength(Double(count), of: .updates) } else {
        TrainingLength(try container.decode(String.self))
      }
    guard let length else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a length of training, such as 5000u")
    }
    self = length
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
