/// `13a`: the tokenization of NIST's mteval-v13a.pl, by which BLEU is usually reported. Made for Western languages.
///
/// Symbols stand alone. A period or comma stands alone unless it is inside a number, a hyphen does after a digit. The
/// rules come as four substitutions, one after the other; this is their joint effect in one pass over the bytes.
/// All characters that they name are ASCII, so that bytes serve as well as scalars.
public struct Tokenizer13a: MetricTokenizer {
  public let name = "13a"

  public init() {}

  public func tokenize(_ segment: [UInt8]) -> [UInt8] {
    Self.separated(Self.unescaped(segment))
  }

  /// Undoes what SGML test sets did to the text. One replacement after the other over the whole segment: `&amp;lt;`
  /// becomes `<`, `&amp;quot;` becomes `&quot;`.
  private static func unescaped(_ segment: [UInt8]) -> [UInt8] {
    var text = segment
    if text.contains(UInt8(ascii: "<")) { text = replacing("<skipped>", with: "", in: text) }
    if text.contains(UInt8(ascii: "\n")) {
      text = replacing("-\n", with: "", in: text)
      text = replacing("\n", with: " ", in: text)
    }
    if text.contains(UInt8(ascii: "&")) {
      text = replacing("&quot;", with: "\"", in: text)
      text = replacing("&amp;", with: "&", in: text)
      text = replacing("&lt;", with: "<", in: text)
      text = replacing("&gt;", with: ">", in: text)
    }
    return text
  }

  private static func replacing(_ pattern: StaticString, with replacement: StaticString, in text: [UInt8]) -> [UInt8] {
    let pattern = UnsafeBufferPointer(start: pattern.utf8Start, count: pattern.utf8CodeUnitCount)
    let replacement = UnsafeBufferPointer(start: replacement.utf8Start, count: replacement.utf8CodeUnitCount)
    var result = [UInt8]()
    result.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      if text[position] == pattern[0] && text[position...].starts(with: pattern) {
        result += replacement
        position += pattern.count
      } else {
        result.append(text[position])
        position += 1
      }
    }
    return result
  }

  private static func separated(_ text: [UInt8]) -> [UInt8] {
    let space = UInt8(ascii: " ")
    var result = [UInt8]()
    result.reserveCapacity(text.count + text.count / 2 + 2)
    var previous = space
    var position = 0
    while position < text.count {
      let byte = text[position]
      if isPoint(byte) {
        let end = text[position...].firstIndex { !isPoint($0) } ?? text.count
        let next = end < text.count ? text[end] : space
        appendPoints(text[position..<end], after: previous, before: next, to: &result)
        previous = text[end - 1]
        position = end
        continue
      }
      if isSymbol(byte) || (byte == UInt8(ascii: "-") && isDigit(previous)) {
        result.append(space)
        result.append(byte)
        result.append(space)
      } else {
        result.append(byte)
      }
      previous = byte
      position += 1
    }
    return result
  }

  /// A run of periods and commas: each stands alone, but the last one may stay with the digit that follows.
  ///
  /// The substitution `([^0-9])([.,])` consumes what it matched, so it parts a run in pairs, beginning one before the
  /// run where no digit is there. A last one that is no pair's second is left to `([.,])([^0-9])`, which needs no digit
  /// after it.
  private static func appendPoints(
    _ run: ArraySlice<UInt8>, after previous: UInt8, before next: UInt8, to result: inout [UInt8]
  ) {
    let space = UInt8(ascii: " ")
    let lastIsPaired = isDigit(previous) == run.count.isMultiple(of: 2)
    let staysWithNext = isDigit(next) && !lastIsPaired
    for point in staysWithNext ? run.dropLast() : run {
      result.append(space)
      result.append(point)
      result.append(space)
    }
    if staysWithNext { result.append(run[run.endIndex - 1]) }
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
