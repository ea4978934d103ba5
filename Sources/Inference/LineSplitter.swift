import Basics
import Subwords

/// Cuts lines of more pieces than a model takes: at the end of a sentence, else of a clause, else at a space, else between
/// pieces. Each part is as long as it can be.
struct LineSplitter {
  let codec: SegmentCodec
  /// Pieces of a part; 1 or more. A part of one character may have more.
  let limit: Int

  /// The ids of each part of a line; none for a blank line.
  func parts(of line: String) -> [[TokenID]] {
    let ids = codec.encode(line)
    if ids.isEmpty { return [] }
    return ids.count <= limit ? [ids] : split(line)
  }

  /// Cuts the text and encodes it anew: the first token of a part has no mark of a space, and may so have another
  /// number of pieces.
  private func split(_ line: String) -> [[TokenID]] {
    let encoded = codec.encodeWithText(line)
    let text = CuttableText(encoded)
    if text.scalarCount < 2 { return [encoded.ids] }
    var parts: [[TokenID]] = []
    for part in text.parts(limit: limit) {
      let ids = codec.encode(part)
      if ids.count > limit { parts += split(part) } else if !ids.isEmpty { parts.append(ids) }
    }
    return parts
  }
}

/// The text of pieces, and where each piece ends.
private struct CuttableText {
  private let bytes: [UInt8]
  /// Ascending.
  private let pieceEnds: [Int]

  init(_ encoded: EncodedText) {
    bytes = encoded.text
    pieceEnds = encoded.ends
  }

  var scalarCount: Int { bytes.reduce(0) { $0 + (Self.isContinuation($1) ? 0 : 1) } }

  /// At least two, all shorter than the text, for a text of two characters or more and fewer than its pieces as limit.
  func parts(limit: Int) -> [String] {
    let parts = piecewiseParts(limit: limit)
    return parts.count > 1 ? parts : halves
  }

  /// The two halves of the text. If a model's own normalization makes many pieces of one character, or none, pieces may
  /// not tell where to cut.
  private var halves: [String] {
    var middle = max(1, bytes.count / 2)
    while middle < bytes.count, Self.isContinuation(bytes[middle]) { middle += 1 }
    if middle == bytes.count { middle = scalar(before: middle).start }
    return [bytes[..<middle], bytes[middle...]].map { String(decoding: $0, as: UTF8.self) }
  }

  private func piecewiseParts(limit: Int) -> [String] {
    var parts: [String] = []
    var start = 0
    var piece = 0  // the first that ends behind `start`
    while start < bytes.count {
      while piece < pieceEnds.count, pieceEnds[piece] <= start { piece += 1 }
      let last = piece + limit - 1
      let end = last < pieceEnds.count - 1 ? cut(start, pieceEnds[last]) : bytes.count
      parts.append(String(decoding: bytes[start..<end], as: UTF8.self))
      start = end
    }
    return parts
  }

  /// The best place to cut behind `start`, at `limit` or before it.
  private func cut(_ start: Int, _ limit: Int) -> Int {
    var best = (strength: Boundary.none, place: 0)
    for place in stride(from: limit, to: start, by: -1) {
      let strength = boundary(at: place)
      if strength > best.strength { best = (strength, place) }
      if strength == .sentence { break }
    }
    if best.strength != .none { return best.place }
    // Bytes of one character that alone is too long.
    var place = limit
    while place < bytes.count, Self.isContinuation(bytes[place]) { place += 1 }
    return place
  }

  private enum Boundary: Int, Comparable {
    case none, scalar, space, clause, sentence

    static func < (left: Boundary, right: Boundary) -> Bool { left.rawValue < right.rawValue }
  }

  private func boundary(at place: Int) -> Boundary {
    if place == bytes.count { return .sentence }
    if Self.isContinuation(bytes[place]) { return .none }
    let isSpace = bytes[place] == UInt8(ascii: " ")
    var mark = scalar(before: place)
    // A full-width mark ends a clause without a space.
    if Self.wideSentenceEnds.contains(mark.scalar) { return .sentence }
    if Self.wideClauseEnds.contains(mark.scalar) { return .clause }
    guard isSpace else { return .scalar }
    for _ in 0..<3 where Self.closers.contains(mark.scalar) { mark = scalar(before: mark.start) }
    if Self.sentenceEnds.contains(mark.scalar) { return .sentence }
    return Self.clauseEnds.contains(mark.scalar) ? .clause : .space
  }

  private func scalar(before place: Int) -> (scalar: Unicode.Scalar, start: Int) {
    var start = max(0, place - 1)
    while start > 0, Self.isContinuation(bytes[start]) { start -= 1 }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    return (text.unicodeScalars.first ?? "\u{0}", start)
  }

  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  private static let sentenceEnds: Set<Unicode.Scalar> = [".", "!", "?", "…", "\u{0E5B}", "।", "؟", "۔"]
  private static let clauseEnds: Set<Unicode.Scalar> = [",", ";", ":", "-", "–", "—", "،", "؛"]
  private static let closers: Set<Unicode.Scalar> = ["\"", "'", ")", "]", "}", "»", "”", "’"]
  private static let wideSentenceEnds: Set<Unicode.Scalar> = ["。", "！", "？"]
  private static let wideClauseEnds: Set<Unicode.Scalar> = ["、", "，", "；", "："]
}
