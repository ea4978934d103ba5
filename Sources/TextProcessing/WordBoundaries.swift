/// ICU's words as they are, without any rule of ours.
public struct WordBoundaries: Sendable {
  private let wordBreaker: Breaker

  /// - Parameter language: any code that ICU knows. Thai and other scripts without spaces are cut by a dictionary, whatever
  ///   the language.
  public init(language: String) throws(TextError) {
    wordBreaker = try Breaker(.words, language: language)
  }

  /// The line in UTF-8, with a space at every word boundary; runs of spaces are not collapsed.
  public func separated(_ line: String) -> [UInt8] {
    var buffer = LineBuffer(line)
    var bytes: [UInt8] = []
    buffer.withCuts { cuts in
      wordBreaker.borrow { $0.cut(cuts, 0..<cuts.count) }
      UTF8Writer.append(upTo: 4 * cuts.count, to: &bytes) { writer in
        var position = 0
        while position < cuts.count {
          if cuts.isCut(at: position) { writer.write(0x20) }
          let (scalar, width) = cuts.scalar(at: position)
          writer.write(scalar)
          position += width
        }
      }
    }
    return bytes
  }
}
