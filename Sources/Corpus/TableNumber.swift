/// Decimal numbers in the fields of tables, in the same form whatever the locale.
enum TableNumber {
  private static let byteLimit = 40

  /// - Parameters:
  ///   - bytes: the text of the field.
  ///   - column: what the user calls it.
  static func number(
    _ bytes: some Collection<UInt8>, _ column: String, _ path: String, _ line: Int
  ) throws(CorpusError) -> Double {
    let text = String(decoding: bytes.prefix(byteLimit), as: UTF8.self)
    guard bytes.count <= byteLimit, bytes.allSatisfy(isOfNumbers), let number = Double(text), Float(number).isFinite
    else { throw .notANumber(path: path, line: line, column: column, text: text) }
    return number
  }

  static func weight(of number: Double, _ path: String, _ line: Int) throws(CorpusError) -> Float {
    let weight = Float(number)
    guard SentencePair.weights.contains(weight) else {
      throw .unusableWeight(path: path, line: line, weight: "\(weight)")
    }
    return weight
  }

  private static func isOfNumbers(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }
}
