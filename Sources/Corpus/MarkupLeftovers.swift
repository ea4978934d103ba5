/// Finds what is left of markup in text that should have none:
///
/// - tags that are known from HTML (`<b>`, `<BR>`), any closing or self-closing tag (`</x>`, `<x/>`), and any tag with a
///   quoted value (`<x id="1">`); comments and declarations (`<!-- -->`, `<!DOCTYPE html>`, `<?xml version="1.0"?>`);
/// - entities: numbers (`&#160;`, `&#xA0;`), and names that are known from HTML (`&nbsp;`);
/// - codes of subtitles (`{\an8}`, `{y:i}`), links of wikis (`[[Bangkok|the city]]`), ends of forum tags (`[/quote]`).
///
/// Placeholders that programs fill in stay: `<name>`, `{0}`, `{count}`, `[1]`, `&File`; and so do `a < b`, `<3`,
/// `AT&T;`. Text that begins like markup is read for at most `reach` bytes, so that the time is linear in the text.
struct MarkupLeftovers {
  private static let reach = 200

  private let text: UnsafeBufferPointer<UInt8>

  /// Whether leftovers may begin with the byte.
  @inline(__always) static func isStart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
  }

  static func areIn(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let search = MarkupLeftovers(text: text)
    return text.indices.contains { index in
      switch text[index] {
      case UInt8(ascii: "<"): search.isTag(at: index)
      case UInt8(ascii: "&"): search.isEntity(at: index)
      case UInt8(ascii: "{"): search.isSubtitleCode(at: index)
      case UInt8(ascii: "["): search.isLink(at: index) || search.isForumTag(at: index)
      default: false
      }
    }
  }

  private func isTag(at start: Int) -> Bool {
    switch self[start + 1] {
    case UInt8(ascii: "!"):
      return isLetter(self[start + 2]) || self[start + 2] == UInt8(ascii: "[")
        || (self[start + 2] == UInt8(ascii: "-") && self[start + 3] == UInt8(ascii: "-"))
    case UInt8(ascii: "?"): return isLetter(self[start + 2])
    case UInt8(ascii: "/"):
      guard isLetter(self[start + 2]) else { return false }
      return self[end(ofNameAt: start + 2)] == UInt8(ascii: ">")
    default:
      guard isLetter(self[start + 1]) else { return false }
      return isOpeningTag(named: start + 1..<end(ofNameAt: start + 1))
    }
  }

  private func isOpeningTag(named name: Range<Int>) -> Bool {
    let isKnown = Self.tags.contains(packed(name))
    if self[name.upperBound] == UInt8(ascii: ">") { return isKnown }
    guard self[name.upperBound] == UInt8(ascii: " ") || self[name.upperBound] == UInt8(ascii: "/") else { return false }
    var hasValue = false
    for index in name.upperBound..<min(text.count, name.upperBound + Self.reach) {
      switch text[index] {
      case UInt8(ascii: ">"): return hasValue || text[index - 1] == UInt8(ascii: "/")
      case UInt8(ascii: "<"): return false
      case UInt8(ascii: "="):
        if isKnown || self[index + 1] == UInt8(ascii: "\"") || self[index + 1] == UInt8(ascii: "'") { hasValue = true }
      default: break
      }
    }
    return false
  }

  private func isEntity(at start: Int) -> Bool {
    if self[start + 1] == UInt8(ascii: "#") {
      let isHexadecimal = self[start + 2] | 0x20 == UInt8(ascii: "x")
      let digits = start + (isHexadecimal ? 3 : 2)
      var end = digits
      while end < digits + 8, isDigit(self[end]) || (isHexadecimal && isLetter(self[end])) { end += 1 }
      return end > digits && self[end] == UInt8(ascii: ";")
    }
    var end = start + 1
    while end < start + 9, isLetter(self[end]) || isDigit(self[end]) { end += 1 }
    return self[end] == UInt8(ascii: ";") && Self.entities.contains(packed(start + 1..<end))
  }

  private func isSubtitleCode(at start: Int) -> Bool {
    let isCode =
      self[start + 1] == UInt8(ascii: "\\") && isLetter(self[start + 2])
      || self[start + 1] | 0x20 == UInt8(ascii: "y") && self[start + 2] == UInt8(ascii: ":")
    return isCode && closes(UInt8(ascii: "}"), from: start + 3, unless: UInt8(ascii: "{"))
  }

  private func isLink(at start: Int) -> Bool {
    guard self[start + 1] == UInt8(ascii: "["), start + 2 < text.count, text[start + 2] > UInt8(ascii: " ") else {
      return false
    }
    var index = start + 2
    while index < min(text.count, start + Self.reach) {
      if text[index] == UInt8(ascii: "[") { return false }
      if text[index] == UInt8(ascii: "]") { return self[index + 1] == UInt8(ascii: "]") && index > start + 2 }
      index += 1
    }
    return false
  }

  private func isForumTag(at start: Int) -> Bool {
    guard self[start + 1] == UInt8(ascii: "/"), isLetter(self[start + 2]) else { return false }
    return self[end(ofNameAt: start + 2)] == UInt8(ascii: "]")
  }

  /// Whether a bracket closes before another one opens.
  private func closes(_ bracket: UInt8, from start: Int, unless other: UInt8) -> Bool {
    var index = start
    while index < min(text.count, start + Self.reach), text[index] != other {
      if text[index] == bracket { return true }
      index += 1
    }
    return false
  }

  /// Names hold letters, digits, `-`, `_` and `:`.
  private func end(ofNameAt start: Int) -> Int {
    var end = start
    while end < start + 40, isLetter(self[end]) || isDigit(self[end]) || "-_:".utf8.contains(self[end]) { end += 1 }
    return end
  }

  /// The byte at a position, 0 behind the end.
  private subscript(index: Int) -> UInt8 { index < text.count ? text[index] : 0 }

  private func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
  }
  private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  /// A name of up to eight ASCII characters, without regard to case, as a number; 0 for a longer one.
  private func packed(_ name: Range<Int>) -> UInt64 {
    name.count > 8 ? 0 : text[name].reduce(0) { $0 << 8 | UInt64($1 | 0x20) }
  }

  private static func packed(_ names: String) -> Set<UInt64> {
    Set(names.split(separator: " ").map { $0.utf8.reduce(0) { $0 << 8 | UInt64($1) } })
  }

  /// Those that programs would hardly name a placeholder by: no `code`, `title`, `link` or `time`.
  private static let tags = packed(
    "a abbr b big body br center dd del div dl dt em font h1 h2 h3 h4 h5 h6 head hr html i img ins kbd li nobr ol p pre q s"
      + " small span strike strong sub sup table tbody td tfoot th thead tr tt u ul")

  private static let entities = packed(
    "nbsp lt gt amp quot apos copy reg trade hellip mdash ndash lsquo rsquo sbquo ldquo rdquo bdquo laquo raquo lsaquo rsaquo"
      + " bull middot deg euro pound yen cent sect para times divide plusmn frac12 frac14 frac34 shy ensp emsp thinsp zwnj zwj"
      + " lrm rlm iexcl iquest szlig larr rarr uarr darr agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc"
      + " euml igrave iacute icirc iuml ntilde ograve oacute ocirc otilde ouml oslash ugrave uacute ucirc uuml yacute yuml"
  )
}
