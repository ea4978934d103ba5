/// ICU's words as they are, without any rule of ours.
public struct WordBoundaries: Sendable {
  private let wordBreaker: WordBreaker

  /// - Parameter language: any code that ICU knows. Thai and other scripts without spaces are cut by a dictionary, whatever
  ///   the language.
  public init(language: String) throws(TextError) {
    wordBreaker = try WordBreaker(language: language)
  }

  /// The line in UTF-8, with a space at every word boundary; runs of spaces are not collapsed.
  public func separated(_ line: String) -> [UInt8] {
    let segmentation = wordBreaker.segment(line)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(line.utf8.count + line.utf8.count / 2)
    var position = 0  // in UTF-16 units
    for scalar in line.unicodeScalars {
      if segmentation.isBoundary(at: position) { bytes.append(UInt8(ascii: " ")) }
      bytes += UTF8.encode(scalar).unsafelyUnwrapped
      position += UTF16.width(scalar)
    }
    return bytes
  }
}
