/// The first pass: where words begin and end, by ICU and its dictionaries.
///
/// For Thai and English a line is taken apart into spaces, runs of Thai letters, runs of ASCII and runs of everything else,
/// so that each run goes to what is quickest for it and Thai letters never share a token with others.
struct WordCutter: Sendable {
  private let breaker: Breaker
  private let isThaiOrEnglish: Bool

  init(language: String, isThaiOrEnglish: Bool) throws(TextError) {
    breaker = try Breaker(.words, language: language)
    self.isThaiOrEnglish = isThaiOrEnglish
  }

  func cut(_ line: LineCuts) {
    line.cut(at: 0)
    line.cut(at: line.count)
    breaker.borrow { iterator in
      guard isThaiOrEnglish else { return cutByICU(line, 0..<line.count, iterator) }
      var start = 0
      while start < line.count {
        line.cut(at: start)
        let first = line[start]
        if first == .space {
          start += 1
        } else if first.isThaiLetter {
          start = cutThai(line, from: start, iterator)
        } else {
          start = cutOthers(line, from: start, iterator)
        }
      }
    }
  }

  /// - Returns: where the run of Thai letters ends.
  private func cutThai(_ line: LineCuts, from start: Int, _ iterator: BreakIterator) -> Int {
    var end = start + 1
    while line[end].isThaiLetter { end += 1 }
    iterator.cut(line, start..<end)
    // If a text is misspelt, the dictionary may leave a vowel without its consonant.
    for position in start + 1..<end where line[position].isThaiFollower { line.join(at: position) }
    return end
  }

  /// A Thai mark behind another character belongs to it.
  /// - Returns: where the run of characters that are neither Thai letters nor spaces ends.
  private func cutOthers(_ line: LineCuts, from start: Int, _ iterator: BreakIterator) -> Int {
    var end = start
    var isASCII = true
    while end < line.count, line[end] != .space {
      let unit = line[end]
      if !unit.isPrintableASCII {
        if unit.isThaiLetter, !unit.isThaiMark { break }
        isASCII = false
      }
      end += 1
    }
    if isASCII {
      ASCIIWords.cut(line, start..<end)
    } else if end - start > 1 {
      iterator.cut(line, start..<end)
    }
    return end
  }

  private func cutByICU(_ line: LineCuts, _ range: Range<Int>, _ iterator: BreakIterator) {
    iterator.cut(line, range)
    for position in range where line[position] == .space {
      line.cut(at: position)
      line.cut(at: position + 1)
    }
  }
}
