/// Letters by script: sums that add up.
public struct ScriptCounts: Sendable, Equatable {
  private var counts = [Int](repeating: 0, count: LetterScript.allCases.count)

  public init() {}

  /// Counts the letters of a segment, and vowel and tone marks with them.
  /// - Returns: all characters, letters or not.
  mutating func add(_ utf8: UnsafeBufferPointer<UInt8>) -> Int {
    var characters = 0
    var index = 0
    while index < utf8.count {
      let first = utf8[index]
      characters += 1
      if first < 0x80 {
        if (first | 0x20) &- UInt8(ascii: "a") < 26 { counts[LetterScript.latin.index] += 1 }
        index += 1
        continue
      }
      let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      var value = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
      for next in index + 1..<min(index + length, utf8.count) { value = value << 6 | UInt32(utf8[next] & 0x3F) }
      if let script = LetterScript(value) { counts[script.index] += 1 }
      index += length
    }
    return characters
  }

  public static func += (left: inout ScriptCounts, right: ScriptCounts) {
    for index in left.counts.indices { left.counts[index] += right.counts[index] }
  }

  /// Letters of all scripts.
  public var letters: Int { counts.reduce(0, +) }

  /// The scripts that occur with their share of the letters, the most frequent first.
  public var shares: [(script: LetterScript, share: Double)] {
    let letters = Double(letters)
    return LetterScript.allCases.filter { counts[$0.index] > 0 }
      .sorted { (counts[$1.index], $0.index) < (counts[$0.index], $1.index) }
      .map { ($0, Double(counts[$0.index]) / letters) }
  }

  /// The share of the letters that a language is written in; nil where there is no letter, or the language is not known.
  public func share(of language: String) -> Double? {
    guard let scripts = LetterScript.scripts(of: language), letters > 0 else { return nil }
    return Double(scripts.reduce(0) { $0 + counts[$1.index] }) / Double(letters)
  }
}

/// The scripts that reports tell apart.
public enum LetterScript: String, Sendable, Codable, CaseIterable {
  case latin = "Latin"
  case greek = "Greek"
  case cyrillic = "Cyrillic"
  case hebrew = "Hebrew"
  case arabic = "Arabic"
  case devanagari = "Devanagari"
  case thai = "Thai"
  case lao = "Lao"
  case myanmar = "Myanmar"
  case khmer = "Khmer"
  case han = "Han"
  case kana = "Kana"
  case hangul = "Hangul"
  case other = "other"

  fileprivate var index: Int {
    switch self {
    case .latin: 0
    case .greek: 1
    case .cyrillic: 2
    case .hebrew: 3
    case .arabic: 4
    case .devanagari: 5
    case .thai: 6
    case .lao: 7
    case .myanmar: 8
    case .khmer: 9
    case .han: 10
    case .kana: 11
    case .hangul: 12
    case .other: 13
    }
  }

  /// The script of a letter, or of a mark on one, above ASCII; nil for any other character.
  init?(_ scalar: UInt32) {
    switch scalar {
    case 0x0E01...0x0E3A, 0x0E40...0x0E4E: self = .thai
    case 0x00D7, 0x00F7: return nil
    case 0x00C0...0x024F, 0x1E00...0x1EFF: self = .latin
    case 0x0370...0x03FF, 0x1F00...0x1FFF: self = .greek
    case 0x0400...0x052F: self = .cyrillic
    case 0x05B0...0x05EA: self = .hebrew
    case 0x0610...0x061A, 0x0620...0x065F, 0x066E...0x06D3, 0x0750...0x077F, 0xFB50...0xFDFB, 0xFE70...0xFEFC:
      self = .arabic
    case 0x0900...0x0963: self = .devanagari
    case 0x0E81...0x0ECD: self = .lao
    case 0x1000...0x103F: self = .myanmar
    case 0x1780...0x17D3: self = .khmer
    case 0x3041...0x30FF: self = .kana
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x20000...0x3FFFF: self = .han
    case 0x1100...0x11FF, 0xAC00...0xD7A3: self = .hangul
    default:
      guard let scalar = Unicode.Scalar(scalar), scalar.properties.isAlphabetic else { return nil }
      self = .other
    }
  }

  private static let named: [String: LetterScript] = [
    "latn": .latin, "cyrl": .cyrillic, "arab": .arabic, "deva": .devanagari, "hans": .han, "hant": .han,
  ]

  /// The scripts that a language is written in; nil where it is not known. A tag may name another than the usual: `hi-Latn`.
  static func scripts(of language: String) -> [LetterScript]? {
    let subtags = language.lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" })
    if let script = subtags.dropFirst().first(where: { $0.utf8.count == 4 && $0.utf8.first! > UInt8(ascii: "9") }) {
      return named[String(script)].map { [$0] }
    }
    return switch subtags.first {
    case "th": [.thai]
    case "lo": [.lao]
    case "my": [.myanmar]
    case "km": [.khmer]
    case "el": [.greek]
    case "ru", "uk", "be", "bg", "mk", "ky", "mn": [.cyrillic]
    case "kk": [.cyrillic, .latin]
    case "he", "yi": [.hebrew]
    case "ar", "fa", "ur", "ps": [.arabic]
    case "hi", "mr", "ne": [.devanagari]
    case "zh": [.han]
    case "ja": [.han, .kana]
    case "ko": [.hangul, .han]
    case "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "nb", "fi", "is", "pl", "cs", "sk", "hu", "ro",
      "hr",
      "sl", "et", "lv", "lt", "ga", "cy", "mt", "tr", "az", "id", "ms", "vi", "tl", "sw", "eu", "ca", "gl", "sq":
      [.latin]
    default: nil
    }
  }
}
