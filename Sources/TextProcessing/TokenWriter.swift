/// Writes the tokens of a line that has been cut.
enum TokenWriter {
  private static let space: UInt32 = 0x20
  private static let spaceMark = Detokenizer.spaceMark.value

  /// Tokens are divided by single spaces, each with ▁ before it if it follows a space. Any run of spaces that is cut
  /// counts as one, as in normalized text. A space that is not cut is part of a token, and is written ▁.
  static func append(_ line: LineCuts, to output: inout [UInt8]) {
    // A unit is 3 bytes at most; before it stands a space, and ▁ in the place of a space that was read.
    UTF8Writer.append(upTo: 4 * line.count + 4, to: &output) { writer in
      var isFirst = true
      var followsSpace = false
      // The place where the token that is being written begins; the end of the line if there is none.
      var start = line.count
      var index = 0
      while index < line.count {
        let unit = line[index]
        let isCut = line.isCut(at: index)
        if unit == .space, isCut || start == line.count {
          followsSpace = !isFirst
          start = line.count
          index += 1
          continue
        }
        let (scalar, width) = line.scalar(at: index)
        if start == line.count || isCut || index + width - start > maximumTokenLength {
          if !isFirst { writer.write(space) }
          if followsSpace { writer.write(spaceMark) }
          isFirst = false
          followsSpace = false
          start = index
        }
        writer.write(unit == .space ? spaceMark : scalar)
        index += width
      }
    }
  }
}
