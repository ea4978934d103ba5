/// A script in which no spaces stand between words.
public enum UnspacedScript: String, Sendable, CaseIterable {
  case thai = "Thai"
  case lao = "Lao"
  case khmer = "Khmer"
  case burmese = "Burmese"
  case chinese = "Chinese"
  case japanese = "Japanese"

  /// The language to name to `mt score`.
  public var language: String {
    switch self {
    case .thai: "th"
    case .lao: "lo"
    case .khmer: "km"
    case .burmese: "my"
    case .chinese: "zh"
    case .japanese: "ja"
    }
  }

  /// The script that most letters of the segments are in; nil if it is one with spaces. Text with kana is Japanese, most of whose
  /// other letters are Chinese.
  public static func ofMost(_ segments: some Sequence<String>) -> UnspacedScript? {
    var counts: [UnspacedScript: Int] = [:]
    var letters = 0
    for segment in segments {
      for scalar in segment.unicodeScalars where scalar.properties.isAlphabetic {
        letters += 1
        if let script = UnspacedScript(scalar) { counts[script, default: 0] += 1 }
      }
    }
    if let kana = counts[.japanese], 10 * kana > counts[.chinese, default: 0] {
      counts[.japanese] = kana + (counts.removeValue(forKey: .chinese) ?? 0)
    }
    return allCases.first { 2 * counts[$0, default: 0] > letters }
  }

  private init?(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x0E00...0x0E7F: self = .thai
    case 0x0E80...0x0EFF: self = .lao
    case 0x1000...0x109F: self = .burmese
    case 0x1780...0x17FF: self = .khmer
    case 0x3041...0x30FF: self = .japanese
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x20000...0x3FFFF: self = .chinese
    default: return nil
    }
  }
}
