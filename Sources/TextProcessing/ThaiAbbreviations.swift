/// Thai abbreviations keep their full stops: ก.ย., พ.ศ., ร.ต.อ., ดร., น.
///
/// An abbreviation is made of units, each with its full stop: one to three consonants, or a listed form. One unit alone is
/// an abbreviation only if it is listed.
enum ThaiAbbreviations {
  static func span(aroundStop stop: Int, notBefore free: Int, in line: LineCuts) -> Range<Int>? {
    guard let start = startOfUnit(before: stop, notBefore: free, in: line) else { return nil }
    var unit = start..<stop
    var end = stop + 1
    var count = 1
    // รศ.ดร. and ศ.นพ. are two titles.
    while let next = unitBegin(at: end, in: line),
      !(count == 1 && isListed(unit, in: standalone, line))
        || !isListed(next, in: titles, line)
    {
      unit = next
      end = next.upperBound + 1
      count += 1
    }
    return count > 1 || isListed(start..<stop, in: standalone, line) ? start..<end : nil
  }

  /// Finds where the first unit before a full stop begins: after any character that is no Thai letter; or else at a
  /// boundary of ICU from which a listed form reaches to the stop (ที่จ.เชียงใหม่); or else (ในพ.ศ.) at the last
  /// consonant.
  private static func startOfUnit(before stop: Int, notBefore free: Int, in line: LineCuts) -> Int? {
    var start = stop
    while start > free, stop - start <= longestUnit, line[start - 1].isThaiLetter { start -= 1 }
    guard start < stop else { return nil }
    if isUnit(start..<stop, in: line) { return start }
    for start in start..<stop where line.isCut(at: start) && isListed(start..<stop, in: listed, line) { return start }
    let isSingle = line[stop - 1].isThaiConsonant && unitBegin(at: stop + 1, in: line) != nil
    return isSingle ? stop - 1 : nil
  }

  private static func unitBegin(at start: Int, in line: LineCuts) -> Range<Int>? {
    var end = start
    while end - start <= longestUnit, line[end].isThaiLetter { end += 1 }
    guard end > start, line[end] == .fullStop, isUnit(start..<end, in: line) else { return nil }
    return start..<end
  }

  private static func isUnit(_ range: Range<Int>, in line: LineCuts) -> Bool {
    if range.count <= 3, range.allSatisfy({ line[$0].isThaiConsonant }) { return true }
    return isListed(range, in: listed, line)
  }

  private static func isListed(_ range: Range<Int>, in list: Set<AbbreviationKey>, _ line: LineCuts) -> Bool {
    guard range.count <= longestUnit else { return false }
    var key = AbbreviationKey()
    for position in range { key.append(line[position]) }
    return list.contains(key)
  }

  private static let longestUnit = 5

  /// Abbreviations of one unit.
  private static let standalone = AbbreviationKey.set(
    """
    ดร น กก กม ซม มม ม ตร ลบ ถ ซ ต อ จ บ รร รพ นพ พญ ผศ รศ ศ พล หจก บจก บมจ โทร ฉบ ชม รมว รมช ผบ ผอ ส กทม สน สภ สส \
    สว ทพ คสช กกต ปปช กฟผ กฟภ ขสมก ททท ปตท รฟท ธกส อบต อบจ อปท สพฐ สสส ผวจ ผกก นศ อจ ชก มก
    """)

  /// Titles that stand before others.
  private static let titles = AbbreviationKey.set("ดร รศ ผศ นพ พญ ทพ")

  /// Units of one form or another with vowels, that are abbreviations only with another behind them: the months เม.ย., มิ.ย.
  /// and มี.ค.
  private static let listed = standalone.union(AbbreviationKey.set("เม มิ มี"))
}
