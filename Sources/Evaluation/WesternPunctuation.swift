/// The rules that `13a`, `zh` and TER's normalization share: those of NIST's mteval-v13a.pl for Western punctuation.
///
/// Each symbol is a token. A period or comma is one unless it is inside a number, and a hyphen is one after a digit. The
/// original rules are four substitutions in a row; this is their joint effect in one pass over the bytes.
/// All characters that they name are ASCII, so that bytes can be used instead of scalars.
enum WesternPunctuation {
  private static let space = UInt8(ascii: " ")

  /// - Parameters:
  ///   - isPadded: whether a space is thought before and behind the text. Without one, a period or comma at an end of the
  ///     text has no neighbour there, which the rules take as they take a digit.
  ///   - partsPossessives: whether `'s` before a space or a symbol stands alone too.
  static func separated(_ text: [UInt8], isPadded: Bool, partsPossessives: Bool = false) -> [UInt8] {
    var result = [UInt8]()
    result.reserveCapacity(text.count + text.count / 2 + 2)
    var previous = space
    var position = 0
    while position < text.count {
      let byte = text[position]
      if isPoint(byte) {
        let end = text[position...].firstIndex { !isPoint($0) } ?? text.count
        let staysAtStart = position == 0 ? !isPadded : isDigit(previous)
        let staysAtEnd = end == text.count ? !isPadded : isDigit(text[end])
        PunctuationRun(length: end - position, followsNumber: staysAtStart, precedesNumber: staysAtEnd)
          .append(text[position..<end], width: 1, to: &result)
        previous = text[end - 1]
        position = end
        continue
      }
      if isSymbol(byte) || (byte == UInt8(ascii: "-") && isDigit(previous)) {
        result.append(space)
        result.append(byte)
        result.append(space)
      } else {
        if partsPossessives && byte == UInt8(ascii: "'") && isPossessive(text, at: position) { result.append(space) }
        result.append(byte)
      }
      previous = byte
      position += 1
    }
    return result
  }

  /// Undoes what SGML does to text. One replacement after the other over the whole segment: `&amp;lt;` becomes `<`,
  /// `&amp;quot;` becomes `&quot;`.
  static func unescaped(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(UInt8(ascii: "&")) else { return text }
    return text.replacing("&quot;", with: "\"").replacing("&amp;", with: "&").replacing("&lt;", with: "<")
      .replacing("&gt;", with: ">")
  }

  private static func isPossessive(_ text: [UInt8], at position: Int) -> Bool {
    guard position + 1 < text.count, text[position + 1] == UInt8(ascii: "s") else { return false }
    return position + 2 == text.count || isSymbol(text[position + 2])
  }

  private static func isPoint(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  /// Printable ASCII except letters, digits, and `'` `,` `-` `.`.
  private static func isSymbol(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " ")...UInt8(ascii: "&"), UInt8(ascii: "(")...UInt8(ascii: "+"), UInt8(ascii: "/"),
      UInt8(ascii: ":")...UInt8(ascii: "@"), UInt8(ascii: "[")...UInt8(ascii: "`"),
      UInt8(ascii: "{")...UInt8(ascii: "~"):
      true
    default: false
    }
  }
}

/// A run of marks between other characters: each is a token, except that the last one may stay with the number that follows.
///
/// The substitution "no number, then a mark" consumes what it matched, so it splits a run into pairs, beginning one before
/// the run if no number is there. A last mark that is not the second of a pair is left to "a mark, then no number".
struct PunctuationRun {
  /// Characters.
  let length: Int
  let followsNumber: Bool
  let precedesNumber: Bool

  /// - Parameter marks: the run in UTF-8, `length` marks; `width` is how many bytes the last one has.
  func append(_ marks: ArraySlice<UInt8>, width: Int, to result: inout [UInt8]) {
    let lastIsPaired = followsNumber == length.isMultiple(of: 2)
    let staysWithNumber = precedesNumber && !lastIsPaired
    let parted = staysWithNumber ? marks.dropLast(width) : marks
    for byte in parted {
      let continuesScalar = byte & 0b1100_0000 == 0b1000_0000
      if !continuesScalar {
        result.append(UInt8(ascii: " "))
        if byte < 0x80 {
          result.append(byte)
          result.append(UInt8(ascii: " "))
          continue
        }
      }
      result.append(byte)
    }
    if let last = parted.last, last >= 0x80 { result.append(UInt8(ascii: " ")) }
    if staysWithNumber { result += marks.suffix(width) }
  }
}
