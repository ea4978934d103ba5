internal import CICU

/// Which writing system a text is in.
public enum UnicodeScript {
  /// The ISO 15924 code (`Thai`, `Latn`) of the script that most of the line's characters belong to; of equals, the one
  /// that comes first. `nil` if all are common to many scripts (digits, punctuation, emoji) or unassigned.
  public static func dominantScript(of line: String) -> String? {
    var counts: [(script: Int32, count: Int)] = []
    for scalar in line.unicodeScalars {
      let script = mt_icu_script(scalar.value)
      guard script != common, script != inherited, script != unknown else { continue }
      if let index = counts.firstIndex(where: { $0.script == script }) {
        counts[index].count += 1
      } else {
        counts.append((script, 1))
      }
    }
    var dominant: (script: Int32, count: Int)?
    for entry in counts where entry.count > (dominant?.count ?? 0) { dominant = entry }
    guard let dominant, let code = mt_icu_script_code(dominant.script) else { return nil }
    return String(cString: code)
  }

  private static let common: Int32 = 0
  private static let inherited: Int32 = 1
  private static let unknown: Int32 = 103
}
