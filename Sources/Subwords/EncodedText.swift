import Basics
import TextProcessing

/// The ids of a line, with the text that they stand for and where in it each piece ends.
public struct EncodedText: Sendable {
  public let ids: [TokenID]
  /// UTF-8: the normalized line, or the line as it is where a model of another maker normalizes.
  public let text: [UInt8]
  /// For each id an offset into `text`; none is below the one before it.
  public let ends: [Int]

  init(tokens: [String], _ model: some SubwordModel) {
    var ids: [TokenID] = []
    var marked: [UInt8] = []
    var ends: [Int] = []
    for token in tokens {
      let start = marked.count
      marked += token.utf8
      let found = model.encode([token])
      var end = start
      for id in found {
        end += model.vocabulary.byteCount(id)
        // An unknown piece is a whole token.
        ends.append(id == SpecialTokens.unknown ? marked.count : end)
      }
      ids += found
    }
    self.ids = ids
    (text, self.ends) = Self.withSpaces(marked, ends)
  }

  init(line: String, _ model: ForeignModel) {
    text = Array(line.utf8)
    (ids, ends) = model.encodeWithEnds(text)
  }

  /// A space for each mark. An end inside a mark, where it is spelled in bytes, moves before the space.
  private static func withSpaces(_ marked: [UInt8], _ ends: [Int]) -> (text: [UInt8], ends: [Int]) {
    let mark = Array(String(Detokenizer.spaceMark).utf8)
    var text: [UInt8] = []
    text.reserveCapacity(marked.count)
    var moved = ends
    var next = 0
    var index = 0
    while index < marked.count {
      let isMark = marked[index] == mark[0] && marked[index...].starts(with: mark)
      let width = isMark ? mark.count : 1
      while next < ends.count, ends[next] < index + width {
        moved[next] = text.count
        next += 1
      }
      text.append(isMark ? UInt8(ascii: " ") : marked[index])
      index += width
    }
    while next < ends.count {
      moved[next] = text.count
      next += 1
    }
    return (text, moved)
  }
}
