/// ๆ and ฯ are tokens of their own; ฯลฯ and ฯพณฯ are words.
enum ThaiSigns {
  /// A mark behind a sign belongs to it.
  static func cut(around sign: Int, in line: LineCuts) {
    line.cut(at: sign)
    if !line[sign + 1].isThaiMark { line.cut(at: sign + 1) }
  }

  static func paiyannoi(at sign: Int, in line: LineCuts) -> Range<Int>? {
    if line[sign + 1] == loLing, line[sign + 2] == .paiyannoi { return sign..<sign + 3 }
    if line[sign + 1] == phoPhan, line[sign + 2] == noNen, line[sign + 3] == .paiyannoi { return sign..<sign + 4 }
    cut(around: sign, in: line)
    return nil
  }

  private static let loLing: UInt16 = 0x0E25
  private static let phoPhan: UInt16 = 0x0E1E
  private static let noNen: UInt16 = 0x0E13
}
