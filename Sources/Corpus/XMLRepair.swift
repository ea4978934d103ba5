/// Repairs, before the parser sees it, what XML does not allow, and counts it. The result does not depend on where the pieces of
/// the file end.
///
/// - Control characters, raw or as references such as `&#x1;`, and bytes that are not UTF-8 become U+FFFD.
/// - Names that HTML has for characters (`&nbsp;`) become the characters. No file that declares entities is read.
/// - An `&` that begins no reference, and a `<` before what begins no tag, comment or the like, are text.
struct XMLRepair {
  /// The bytes for the parser that the last piece gave.
  private(set) var output: [UInt8] = []
  private(set) var tallies = CorpusTallies()
  private let path: String
  private var part = Part.content
  /// Bytes that cannot be judged before more are read.
  private var held: [UInt8] = []
  private var lineFeeds = 0
  private var lastBadLine = 0

  /// A part of the file, by what ends it: only content has references.
  private enum Part { case content, literal, comment, instruction }

  /// The length of the character or the mark at a place, and what replaces it, if anything does; 0 bytes if more have to be
  /// read.
  private typealias Step = (count: Int, replacement: [UInt8]?)

  private static let starts: [(mark: [UInt8], part: Part)] = [
    (Array("<![CDATA[".utf8), .literal), (Array("<!--".utf8), .comment), (Array("<?".utf8), .instruction),
  ]
  private static let literalEnd = Array("]]>".utf8)
  private static let commentEnd = Array("-->".utf8)
  private static let instructionEnd = Array("?>".utf8)
  private static let ampersand = Array("&amp;".utf8)
  private static let less = Array("&lt;".utf8)
  private static let ownNames: Set<String> = ["amp", "lt", "gt", "quot", "apos"]
  private static let replacement: [UInt8] = [0xef, 0xbf, 0xbd]
  /// A longer reference is left to the parser.
  private static let referenceLimit = 32
  /// Bytes that are passed on without a further look, in content and in all other parts.
  private static let isPlainContent = plain(but: "&<")
  private static let isPlainElsewhere = plain(but: "]-?")

  private static func plain(but marks: String) -> [Bool] {
    (UInt8.min...UInt8.max).map { byte in
      !marks.utf8.contains(byte) && ((0x20..<0x80).contains(byte) || byte == 0x09 || byte == 0x0d)
    }
  }

  init(path: String) { self.path = path }

  /// Takes the next piece and makes the next `output`.
  mutating func take(_ piece: UnsafeRawBufferPointer, isFinal: Bool) {
    output.removeAll(keepingCapacity: true)
    if held.isEmpty {
      let done = walk(piece, isFinal: isFinal)
      held.append(contentsOf: piece[done...])
    } else {
      held.append(contentsOf: piece)
      let bytes = held
      held.removeFirst(bytes.withUnsafeBytes { walk($0, isFinal: isFinal) })
    }
  }

  /// Passes on what can be judged, and returns how much that is.
  private mutating func walk(_ bytes: UnsafeRawBufferPointer, isFinal: Bool) -> Int {
    var isPlain = part == .content ? Self.isPlainContent : Self.isPlainElsewhere
    var index = 0
    var copied = 0
    while index < bytes.count {
      if isPlain[Int(bytes[index])] {
        index += 1
        continue
      }
      if Self.isCommonSequence(bytes, at: index) {
        index += 3
        continue
      }
      let before = part
      let step = judge(UnsafeRawBufferPointer(rebasing: bytes[index...]), isFinal: isFinal)
      guard step.count > 0 else { break }
      if part != before { isPlain = part == .content ? Self.isPlainContent : Self.isPlainElsewhere }
      if let replacement = step.replacement {
        output.append(contentsOf: bytes[copied..<index])
        output += replacement
        copied = index + step.count
      }
      index += step.count
    }
    output.append(contentsOf: bytes[copied..<index])
    return index
  }

  /// Whether a sound sequence of three bytes stands there that needs no further look: Thai is nothing else.
  private static func isCommonSequence(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Bool {
    guard 0xe0...0xec ~= bytes[index], index + 2 < bytes.count else { return false }
    let second = bytes[index + 1]
    return second & 0xc0 == 0x80 && bytes[index + 2] & 0xc0 == 0x80 && (bytes[index] > 0xe0 || second >= 0xa0)
  }

  private mutating func judge(_ rest: UnsafeRawBufferPointer, isFinal: Bool) -> Step {
    switch rest[0] {
    case UInt8(ascii: "\n"):
      lineFeeds += 1
      return (1, nil)
    case UInt8(ascii: "&") where part == .content: return reference(rest, isFinal: isFinal)
    case UInt8(ascii: "<") where part == .content: return start(rest, isFinal: isFinal)
    case UInt8(ascii: "]") where part == .literal: return end(Self.literalEnd, rest, isFinal: isFinal)
    case UInt8(ascii: "-") where part == .comment: return end(Self.commentEnd, rest, isFinal: isFinal)
    case UInt8(ascii: "?") where part == .instruction: return end(Self.instructionEnd, rest, isFinal: isFinal)
    case 0x09, 0x0d: return (1, nil)
    case ..<0x20:
      note(.illegalCharacter)
      return (1, Self.replacement)
    case ..<0x80: return (1, nil)
    default: return sequence(rest, isFinal: isFinal)
    }
  }

  /// A tag, or the beginning of a part in which references are plain text.
  private mutating func start(_ rest: UnsafeRawBufferPointer, isFinal: Bool) -> Step {
    guard rest.count > 1 else { return isFinal ? (1, nil) : (0, nil) }
    switch rest[1] {
    case UInt8(ascii: "!"), UInt8(ascii: "?"):
      if let found = Self.starts.first(where: { rest.starts(with: $0.mark) }) {
        part = found.part
        return (found.mark.count, nil)
      }
      return (!isFinal && Self.starts.contains { $0.mark.starts(with: rest) } ? 0 : 1, nil)
    case UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: ":"), 0x80...,
      _ where Self.isLetter(rest[1]):
      return (1, nil)
    default:
      note(.unescaped)
      return (1, Self.less)
    }
  }

  /// The end of such a part.
  private mutating func end(_ mark: [UInt8], _ rest: UnsafeRawBufferPointer, isFinal: Bool) -> Step {
    if rest.starts(with: mark) {
      part = .content
      return (mark.count, nil)
    }
    return (!isFinal && mark.starts(with: rest) ? 0 : 1, nil)
  }

  private mutating func reference(_ rest: UnsafeRawBufferPointer, isFinal: Bool) -> Step {
    let head = rest.prefix(Self.referenceLimit)
    let body = head.dropFirst()
    let name = body.prefix { Self.isLetter($0) || (0x30..<0x3a).contains($0) || $0 == UInt8(ascii: "#") }
    guard name.endIndex < head.endIndex else {
      if head.count < Self.referenceLimit && !isFinal { return (0, nil) }
      // A number with many zeros before it.
      return body.first == UInt8(ascii: "#") && head.count == Self.referenceLimit ? (1, nil) : bare()
    }
    guard head[name.endIndex] == UInt8(ascii: ";"), !name.isEmpty else { return bare() }
    let text = String(decoding: name, as: UTF8.self)
    let count = name.count + 2
    if text.hasPrefix("#") { return number(text.dropFirst(), count) }
    if Self.ownNames.contains(text) { return (count, nil) }
    guard let character = HTMLEntities.character(text) else { return bare() }
    note(.unescaped)
    return (count, character)
  }

  /// A reference by number, of so many bytes in all.
  private mutating func number(_ text: Substring, _ count: Int) -> Step {
    let isHexadecimal = text.hasPrefix("x")
    let digits = isHexadecimal ? text.dropFirst() : text
    let areDigits = digits.allSatisfy { isHexadecimal ? $0.isHexDigit : ("0"..."9").contains($0) }
    guard !digits.isEmpty, areDigits else { return bare() }
    if let number = UInt32(digits, radix: isHexadecimal ? 16 : 10), Self.isAllowed(number) { return (count, nil) }
    note(.illegalCharacter)
    return (count, Self.replacement)
  }

  private mutating func bare() -> Step {
    note(.unescaped)
    return (1, Self.ampersand)
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

  /// A character beyond ASCII.
  private mutating func sequence(_ rest: UnsafeRawBufferPointer, isFinal: Bool) -> Step {
    let (count, second) = Self.form(lead: rest[0])
    var sound = 1
    while sound < count {
      guard sound < rest.count else {
        if !isFinal { return (0, nil) }
        break
      }
      guard (sound == 1 ? second : 0x80...0xbf).contains(rest[sound]) else { break }
      sound += 1
    }
    guard count > 1 && sound == count else {
      note(.invalidUTF8)
      return (sound, Self.replacement)
    }
    // U+FFFE and U+FFFF.
    let isIllegal = rest[0] == 0xef && rest[1] == 0xbf && rest[2] >= 0xbe
    if isIllegal { note(.illegalCharacter) }
    return (count, isIllegal ? Self.replacement : nil)
  }

  /// The number of bytes of UTF-8 that a lead announces (1: it is no lead), and the valid range of the second.
  private static func form(lead: UInt8) -> (count: Int, second: ClosedRange<UInt8>) {
    switch lead {
    case 0xc2...0xdf: (2, 0x80...0xbf)
    case 0xe0: (3, 0xa0...0xbf)
    case 0xed: (3, 0x80...0x9f)
    case 0xe1...0xef: (3, 0x80...0xbf)
    case 0xf0: (4, 0x90...0xbf)
    case 0xf4: (4, 0x80...0x8f)
    case 0xf1...0xf3: (4, 0x80...0xbf)
    default: (1, 0x80...0xbf)
    }
  }

  /// Notes a finding. Bytes that are not UTF-8 are counted by lines, as segments are elsewhere.
  private mutating func note(_ finding: Finding) {
    let line = lineFeeds + 1
    if finding == .invalidUTF8 {
      if line == lastBadLine { return }
      lastBadLine = line
    }
    tallies.note(finding, path: path, line: line)
  }

  private static func isAllowed(_ number: UInt32) -> Bool {
    switch number {
    case 0x09, 0x0a, 0x0d, 0x20..<0xd800, 0xe000..<0xfffe, 0x10000..<0x110000: true
    default: false
    }
  }
}
