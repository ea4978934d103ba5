import Basics

/// A SentencePiece model (Kudo and Richardson 2018), trained by `SentencePieceTrainer`: byte fallback, so that nothing is
/// unknown, and no normalization, so that every token comes back to the byte.
public final class SentencePieceModel: SubwordModel {
  public let vocabulary: Vocabulary
  public let symbols: [String]
  private let cache = TokenCache()
  /// The id of each byte's piece.
  private let byteIDs: [TokenID]
  private let library: LibraryModel

  /// - Parameters:
  ///   - bytes: what a model file holds.
  ///   - name: what errors call it.
  public init(bytes: [UInt8], name: String) throws(SubwordError) {
    library = try LibraryModel(bytes: bytes, name: name)
    let pieces = library.pieces()
    for (id, special) in SpecialTokens.pieces.enumerated() where id >= pieces.count || pieces[id] != special {
      throw .foreignSpecials(path: name, piece: special, id: id, found: id < pieces.count ? pieces[id] : nil)
    }
    vocabulary = Vocabulary(pieces: pieces)
    symbols = SentencePieceFile(bytes).symbols
    var byteIDs = [TokenID]()
    for byte in UInt8.min...UInt8.max {
      guard let id = vocabulary.id(of: Vocabulary.spelling(ofByte: byte)) else {
        throw .noByteFallback(path: name)
      }
      byteIDs.append(id)
    }
    self.byteIDs = byteIDs
    // This text shows normalization, an added prefix or lost whitespace: a piece may not stand for another text.
    let probe = "▁▁A\u{FB01}e\u{301}\u{FF21}\u{0E33}▁\u{10FFFD}▁▁"
    guard decode(ids(of: Array(probe.utf8))).utf8.elementsEqual(probe.utf8) else { throw .changesText(path: name) }
  }

  public func encode(_ tokens: [String]) -> [TokenID] {
    var ids = [TokenID]()
    ids.reserveCapacity(tokens.count * 2)
    for token in tokens {
      ids += cache.ids(of: Array(token.utf8)) { self.ids(of: $0) }
    }
    return ids
  }

  /// The ids of one token. If the library fails, the ids of its bytes.
  private func ids(of token: [UInt8]) -> [TokenID] {
    library.encode(token) ?? token.map { byteIDs[Int($0)] }
  }
}
