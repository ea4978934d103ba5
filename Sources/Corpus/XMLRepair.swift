/// Replaces by U+FFFD, before the parser sees it, whatever XML does not allow, and counts it: control characters, raw
/// or as references such as `&#x1;`, and bytes that are not UTF-8. The result does not depend on where the pieces of
/// the file end.
struct XMLRepair {
  /// The bytes for the parser that the last piece gave.
  private(set) var output: [UInt8] = []
  private(set) var tallies = CorpusTallies()
  private let path: String
  private var isInLiteral = false
  /// Bytes that cannot be judged before more are read.
  private var held: [UInt8] = []
  private var lineFeeds = 0
  private var lastBadLine = 0

  /// The length of the character or the mark at a place, and whether it is to be replaced; 0 bytes if more have to be
  /// read.
  private typealias Step = (count: Int, isIllegal: Bool)

  private static let literalStart = Array("<![CDATA[".utf8)
  private static let literalEnd = Array("]]>".utf8)
  private static let replacement: [UInt8] = [0xef, 0xbf, 0xbd]
  /// A longer reference is left to the parser.
  private static let referenceLimit = 32
  /// Bytes that are passed on without a further look.
  private static let isPlain: [Bool] = (UInt8.min...UInt8.max).map { byte in
    if "&<]".utf8.contains(byte) { return false }
    return (0x20..<0x80).contains(byte) || byte == 0x09 || byte == 0x0d
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
    let isPlain = Self.isPlain
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
      let step = judge(UnsafeRawBufferPointer(rebasing: bytes[index...]), isFinal: isFinal)
      guard step.count > 0 else { break }
      if step.isIllegal {
        output.append(contentsOf: bytes[copied..<index])
        output += Self.replacement
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
      return (1, false)
    case UInt8(ascii: "&"): return isInLiteral ? (1, false) : reference(rest, isFinal: isFinal)
    case UInt8(ascii: "<") where !isInLiteral: return mark(Self.literalStart, rest, isFinal: isFinal)
    case UInt8(ascii: "]") where isInLiteral: return mark(Self.literalEnd, rest, isFinal: isFinal)
    case ..<0x20:
      note(.illegalCharacter)
      return (1, true)
    case ..<0x80: return (1, false)
    default: return sequence(rest, isFinal: isFinal)
    }
  }

  /// The beginning or the end of a part in which references are plain text.
  private mutating func mark(_ mark: [UInt8], _ rest: UnsafeRawBufferPointer, isFinal: Bool) -> Step {
    if rest.count > 1 && rest[1] != mark[1] { return (1, false) }
    if rest.starts(with: mark) {
      isInLiteral.toggle()
      return (mark.count, false)
    }
    return (!isFinal && mark.starts(with: rest) ? 0 : 1, false)
  }

  private mutating func reference(_ rest: UnsafeRawBufferPointer, isFinal: Bool) -> Step {
    let head = rest.prefix(Self.referenceLimit)
    guard let end = head.firstIndex(of: UInt8(ascii: ";")) else {
      let isCut = head.count < Self.referenceLimit && !isFinal
      return (isCut && head.dropFirst().allSatisfy { $0 > 0x20 && $0 < 0x80 && $0 != UInt8(ascii: "<") } ? 0 : 1, false)
    }
    let text = String(decoding: head[..<end].dropFirst(), as: UTF8.self)
    let isHexadecimal = text.hasPrefix("#x")
    let digits = text.dropFirst(isHexadecimal ? 2 : 1)
    guard text.hasPrefix("#"), digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let number = UInt32(digits, radix: isHexadecimal ? 16 : 10), !Self.isAllowed(number)
    else { return (1, false) }
    note(.illegalCharacter)
    return (end + 1, true)
  }

  /// A character beyond ASCII.
  private mutating func sequence(_ rest: UnsafeRawBufferPointer, isFinal: Bool) -> Step {
    let (count, second) = Self.form(lead: rest[0])
    var sound = 1
    while sound < count {
      guard sound < rest.count else {
        if !isFinal { return (0, false) }
        break
      }
      guard (sound == 1 ? second : 0x80...0xbf).contains(rest[sound]) else { break }
      sound += 1
    }
    guard count > 1 && sound == count else {
      note(.invalidUTF8)
      return (sound, true)
    }
    // U+FFFE and U+FFFF.
    let isIllegal = rest[0] == 0xef && rest[1] == 0xbf && rest[2] >= 0xbe
    if isIllegal { note(.illegalCharacter) }
    return (count, isIllegal)
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
