internal import CICU
internal import Synchronization

/// ICU's boundaries of words (Unicode Standard Annex 29, with dictionaries for Thai and other scripts without spaces) or of
/// sentences (the same annex, with lists of abbreviations).
///
/// An iterator of ICU serves one thread at a time, so a breaker holds as many as threads were ever in it at once.
final class Breaker: Sendable {
  enum Unit: Sendable { case words, sentences }

  private let unit: Unit
  private let language: String
  private let idle: Mutex<[BreakIterator]>

  init(_ unit: Unit, language: String) throws(TextError) {
    self.unit = unit
    self.language = language
    idle = Mutex([try BreakIterator(unit, language: language)])
  }

  func borrow<Result>(_ body: (BreakIterator) -> Result) -> Result {
    let pooled = idle.withLock { $0.popLast() }
    // With no iterator to be had (memory is short), a line is cut at its spaces: nothing is lost.
    let iterator = pooled ?? (try? BreakIterator(unit, language: language)) ?? BreakIterator()
    defer { if iterator.isWorking { idle.withLock { $0.append(iterator) } } }
    return body(iterator)
  }
}

/// One iterator of ICU. It is used by one thread at a time, and handed on under the breaker's lock.
final class BreakIterator: @unchecked Sendable {
  private let handle: OpaquePointer?

  /// ICU's work on a long run may grow faster than its length, so a longer one is handed over in parts.
  private static let longestPart = 4096
  /// A cut so far before the end of a part does not depend on what follows it.
  private static let margin = 256

  /// An iterator that finds nothing.
  init() { handle = nil }

  init(_ unit: Breaker.Unit, language: String) throws(TextError) {
    var status: Int32 = 0
    handle =
      switch unit {
      case .words: mt_icu_word_breaker_open(language, &status)
      case .sentences: mt_icu_sentence_breaker_open(language, &status)
      }
    if handle == nil {
      throw .icuFailure(
        operation: "open \(unit == .words ? "word" : "sentence") boundaries for '\(language)'",
        name: String(cString: mt_icu_status_name(status)))
    }
  }

  deinit { if let handle { mt_icu_breaker_close(handle) } }

  var isWorking: Bool { handle != nil }

  /// Cuts a range of the line where ICU sees a boundary.
  func cut(_ line: LineCuts, _ range: Range<Int>) {
    var start = range.lowerBound
    while range.upperBound - start > Self.longestPart {
      let end = start + Self.longestPart
      cutPart(line, start..<end)
      // The next part begins at a cut of this one.
      var resumption = end - Self.margin
      while resumption > start, !line.isCut(at: resumption) { resumption -= 1 }
      if resumption == start { resumption = end }
      for position in stride(from: resumption + 1, through: end, by: 1) { line.join(at: position) }
      start = resumption
    }
    cutPart(line, start..<range.upperBound)
  }

  private func cutPart(_ line: LineCuts, _ range: Range<Int>) {
    guard let handle else { return }
    var status: Int32 = 0
    line.withUnsafePart(range) { units, isCut in
      mt_icu_boundaries(handle, units, Int32(range.count), isCut, &status)
    }
  }

  /// The boundaries that ICU sees in the whole line, apart from its cuts: for each position from 0 to the line's length,
  /// 1 where there is one.
  func boundaries(in line: LineCuts) -> [UInt8] {
    var flags = [UInt8](repeating: 0, count: line.count + 1)
    guard let handle else { return flags }
    var status: Int32 = 0
    line.withUnsafePart(0..<line.count) { units, _ in
      flags.withUnsafeMutableBufferPointer { flags in
        mt_icu_boundaries(handle, units, Int32(line.count), flags.baseAddress!, &status)
      }
    }
    return flags
  }
}
