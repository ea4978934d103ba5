internal import CICU
internal import Synchronization

/// ICU's word boundaries (Unicode Standard Annex 29, with dictionaries for Thai and other scripts without spaces).
///
/// An iterator of ICU serves one thread at a time, so a breaker holds as many as threads were ever in it at once.
final class WordBreaker: Sendable {
  private let language: String
  private let idle: Mutex<[Iterator]>

  /// A text longer than this is handed to ICU in parts, whose borders depend on the text alone: at the last space if there
  /// is one, else behind so many units.
  private static let longestPart = 4096

  init(language: String) throws(TextError) {
    self.language = language
    idle = Mutex([try Iterator(language: language)])
  }

  func segment(_ line: String) -> Segmentation {
    var segmentation = Segmentation(line)
    let units = segmentation.units
    guard !units.isEmpty else { return segmentation }
    let pooled = idle.withLock { $0.popLast() }
    // With no iterator to be had (memory is short), a line is cut at its spaces: nothing is lost.
    guard let iterator = pooled ?? (try? Iterator(language: language)) else { return segmentation }
    units.withUnsafeBufferPointer { units in
      segmentation.withBoundaryFlags { flags in
        var start = 0
        while start < units.count {
          let end = Self.endOfPart(units, from: start)
          iterator.mark(units, start..<end, in: flags)
          start = end
        }
      }
    }
    idle.withLock { $0.append(iterator) }
    return segmentation
  }

  private static func endOfPart(_ units: UnsafeBufferPointer<UInt16>, from start: Int) -> Int {
    let limit = start + longestPart
    guard limit < units.count else { return units.count }
    if let space = units[start..<limit].lastIndex(of: 0x20), space > start { return space }
    let splitsPair = units[limit] & 0xFC00 == 0xDC00
    return splitsPair ? limit - 1 : limit
  }
}

/// One iterator of ICU. It is used by one thread at a time, and handed on under the breaker's lock.
private final class Iterator: @unchecked Sendable {
  private let handle: OpaquePointer

  init(language: String) throws(TextError) {
    var status: Int32 = 0
    guard let handle = mt_icu_word_breaker_open(language, &status) else {
      throw .icuFailure(
        operation: "open word boundaries for '\(language)'", name: String(cString: mt_icu_status_name(status)))
    }
    self.handle = handle
  }

  deinit { mt_icu_word_breaker_close(handle) }

  func mark(
    _ units: UnsafeBufferPointer<UInt16>, _ range: Range<Int>, in flags: UnsafeMutableBufferPointer<UInt8>
  ) {
    guard let text = units.baseAddress, let flags = flags.baseAddress else { return }
    var status: Int32 = 0
    mt_icu_word_boundaries(handle, text + range.lowerBound, Int32(range.count), flags + range.lowerBound, &status)
  }
}
