import Basics

/// The pieces of a subword model, numbered from 0. The first are the `SpecialTokens`; a piece spelled `<0x41>` stands
/// for the single byte 0x41.
public struct Vocabulary: Sendable {
  /// The pieces by id, as they are spelled.
  public let pieces: [String]
  /// Ids that a search must never emit: specials but the end, and the bytes of line breaks and NUL, which would break
  /// "one line out for each line in". The end of the segment is emitted, but never as text.
  public let neverGenerated: [TokenID]

  private let ids: [ByteString: TokenID]
  /// The byte that an id stands for, or -1.
  private let byteValues: [Int16]
  /// The text of each id: empty for a special piece, one byte for a byte piece, otherwise its spelling.
  private let surfaces: [[UInt8]]

  /// - Parameter pieces: the pieces by id, beginning with `SpecialTokens.pieces`.
  public init(pieces: [String]) {
    precondition(pieces.starts(with: SpecialTokens.pieces), "a vocabulary begins with the special pieces")
    var ids = [ByteString: TokenID](minimumCapacity: pieces.count)
    var byteValues = [Int16]()
    var surfaces = [[UInt8]]()
    byteValues.reserveCapacity(pieces.count)
    surfaces.reserveCapacity(pieces.count)
    for (id, piece) in pieces.enumerated() {
      let spelling = Array(piece.utf8)
      let byte = id < SpecialTokens.pieces.count ? nil : Self.byte(spelledBy: spelling)
      if ids[ByteString(spelling)] == nil { ids[ByteString(spelling)] = TokenID(id) }
      byteValues.append(byte.map(Int16.init) ?? -1)
      surfaces.append(id < SpecialTokens.pieces.count ? [] : byte.map { [$0] } ?? spelling)
    }
    let forbiddenBytes: Set<Int16> = [0x00, 0x0A, 0x0D]
    neverGenerated =
      [SpecialTokens.padding, SpecialTokens.unknown, SpecialTokens.begin]
      + byteValues.indices.filter { forbiddenBytes.contains(byteValues[$0]) }.map(TokenID.init)
    self.pieces = pieces
    self.ids = ids
    self.byteValues = byteValues
    self.surfaces = surfaces
  }

  public var count: Int { pieces.count }

  /// The piece as it is spelled; nil for an id outside of the vocabulary.
  public func piece(_ id: TokenID) -> String? {
    contains(id) ? pieces[Int(id)] : nil
  }

  /// The id of the piece with exactly these UTF-8 bytes.
  public func id(of piece: String) -> TokenID? {
    ids[ByteString(Array(piece.utf8))]
  }

  /// The ids of the pieces that stand for text as they are spelled: neither special nor a byte.
  var idsOfText: [ByteString: TokenID] {
    var found = [ByteString: TokenID](minimumCapacity: count)
    for id in SpecialTokens.pieces.count..<max(count, SpecialTokens.pieces.count) where byteValues[id] < 0 {
      found[ByteString(surfaces[id])] = TokenID(id)
    }
    return found
  }

  /// The bytes of text that a piece stands for: none for a special one.
  func byteCount(_ id: TokenID) -> Int {
    contains(id) ? surfaces[Int(id)].count : 0
  }

  public func isSpecial(_ id: TokenID) -> Bool {
    contains(id) && Int(id) < SpecialTokens.pieces.count
  }

  /// Whether the piece stands for one byte of a character that has no piece of its own.
  public func isByte(_ id: TokenID) -> Bool {
    contains(id) && byteValues[Int(id)] >= 0
  }

  /// The text of ids, joined, with ▁ still in it. Byte pieces are put together to characters, bytes that make none
  /// become U+FFFD; specials and ids outside of the vocabulary add nothing.
  public func text(_ ids: [TokenID]) -> String {
    var bytes = [UInt8]()
    bytes.reserveCapacity(ids.count * 6)
    for id in ids where contains(id) { bytes += surfaces[Int(id)] }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func contains(_ id: TokenID) -> Bool {
    id >= 0 && Int(id) < pieces.count
  }

  /// The spelling of a byte's piece: `<0x0A>`.
  static func spelling(ofByte byte: UInt8) -> String {
    let digits = Array("0123456789ABCDEF")
    return "<0x\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])>"
  }

  private static func byte(spelledBy spelling: [UInt8]) -> UInt8? {
    guard spelling.count == 6, spelling.starts(with: "<0x".utf8), spelling[5] == UInt8(ascii: ">") else { return nil }
    let digits = String(decoding: spelling[3...4], as: UTF8.self)
    guard let byte = UInt8(digits, radix: 16), Self.spelling(ofByte: byte).utf8.elementsEqual(spelling) else {
      return nil
    }
    return byte
  }
}
