import Basics

/// Random lines of the kinds that break text rules: crowded marks, invisible characters, all planes.
enum RandomText {
  private static let thaiLetters = Array("กขนมยรฤๅะาาำำเเแโใไๆฯ๑๕".unicodeScalars)
  private static let thaiMarks = Array(0x0E34...0x0E3A) + Array(0x0E47...0x0E4E) + [0x0E31]
  private static let awkward: [UInt32] = [
    0x20, 0x20, 0x20, 0x09, 0x0A, 0x0D, 0x85, 0xA0, 0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF, 0x2028, 0x3000, 0x2581, 0x01,
    0x7F, 0x300, 0x301, 0x308, 0x316, 0x327, 0x334, 0x344, 0x345, 0x340, 0x34F, 0x0F71, 0x0F73, 0x0F81, 0x1BC9E,
    0x1D165, 0x10A3F, 0x0EB8, 0x0ECB, 0x0EB3, 0x094D, 0xFB01, 0xFF21, 0xFF9E, 0x1100, 0x1161, 0x11A8, 0xAC00, 0x0958,
    0xFB2C, 0x212B, 0x1D15E, 0x1F469, 0x1F1F9, 0xFE0F, 0x2E, 0x3A, 0x2F, 0x40, 0x27, 0x2D, 0xFFFD,
    0xFF76, 0xFFA1, 0x1D400, 0xFC5E, 0xFEFB, 0x09C7, 0x09BE, 0xE9, 0x0C48, 0x1FFD, 0x2019, 0x2014, 0x65, 0x6F,
  ]

  static func line(_ generator: inout SeededGenerator) -> String {
    let length = generator.below(generator.below(8) == 0 ? 300 : 24)
    let markShare = generator.below(10)
    var line = String.UnicodeScalarView()
    for _ in 0..<length { line.append(scalar(&generator, markShare: markShare)) }
    return String(line)
  }

  private static func scalar(_ generator: inout SeededGenerator, markShare: Int) -> Unicode.Scalar {
    if generator.below(10) < markShare, let mark = Unicode.Scalar(UInt32(thaiMarks[generator.below(thaiMarks.count)])) {
      return mark
    }
    switch generator.below(6) {
    case 0, 1: return thaiLetters[generator.below(thaiLetters.count)]
    case 2: return Unicode.Scalar(UInt8(0x20 + generator.below(95)))
    case 3: return Unicode.Scalar(UInt32(generator.below(0x110000))) ?? "e"
    default: return Unicode.Scalar(awkward[generator.below(awkward.count)]) ?? "e"
    }
  }
}
