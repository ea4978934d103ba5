internal import CICU

/// Drops characters that nobody sees.
///
/// The joiners U+200C and U+200D change how emoji and letters of several scripts look. Thai has no use for them: those of a
/// cluster (a character, and the marks and invisible characters behind it) with Thai in it are dropped, and so are those
/// directly before a Thai character. The rules that come after this one move marks inside of a cluster, which changes neither.
enum ZeroWidth {
  static func drop(from units: inout [UInt16]) {
    guard let first = units.firstIndex(where: { isDropped($0) || isJoiner($0) }) else { return }
    var kept = startOfCluster(holding: first, in: units)
    var index = kept
    while index < units.count {
      let cluster = Cluster(at: index, in: units)
      let hasThaiBehind = cluster.end < units.count && units[cluster.end].isThai
      for position in index..<cluster.end {
        let unit = units[position]
        if isDropped(unit) { continue }
        if isJoiner(unit), cluster.hasThai || (hasThaiBehind && position >= cluster.tail) { continue }
        units[kept] = unit
        kept += 1
      }
      index = cluster.end
    }
    units.removeLast(units.count - kept)
  }

  /// Zero-width space, marks and embeddings of writing direction, word joiner and invisible operators, soft hyphen, byte
  /// order mark.
  static func isDropped(_ unit: UInt16) -> Bool {
    switch unit {
    case 0xAD, 0x061C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF: true
    default: false
    }
  }

  static func isJoiner(_ unit: UInt16) -> Bool { unit == 0x200C || unit == 0x200D }

  /// A character, and the marks and invisible characters behind it.
  private struct Cluster {
    private(set) var end: Int
    /// The place where the invisible characters at its end begin.
    private(set) var tail: Int
    private(set) var hasThai: Bool

    init(at start: Int, in units: [UInt16]) {
      hasThai = units[start].isThai
      end = start + units.scalar(at: start).width
      tail = ZeroWidth.isInvisible(units[start]) ? start : end
      while end < units.count {
        if ZeroWidth.isInvisible(units[end]) {
          end += 1
          continue
        }
        let (scalar, width) = units.scalar(at: end)
        guard ZeroWidth.isMark(scalar) else { return }
        hasThai = hasThai || units[end].isThai
        end += width
        tail = end
      }
    }
  }

  private static func isInvisible(_ unit: UInt16) -> Bool { isDropped(unit) || isJoiner(unit) }

  private static func isMark(_ scalar: UInt32) -> Bool {
    if scalar & 0xFFFF_FF80 == 0x0E00 { return ThaiNormalizer.isMark(UInt16(scalar)) }
    return scalar >= 0x300 && mt_icu_lead_class(scalar) != 0
  }

  private static func startOfCluster(holding index: Int, in units: [UInt16]) -> Int {
    var start = index
    while start > 0 {
      start -= 1
      if units[start] & 0xFC00 == 0xDC00, start > 0, units[start - 1] & 0xFC00 == 0xD800 { start -= 1 }
      if !isInvisible(units[start]), !isMark(units.scalar(at: start).value) { break }
    }
    return start
  }
}
