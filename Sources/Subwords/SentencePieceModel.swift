import Basics
internal import CSentencePiece

/// A SentencePiece model (Kudo and Richardson 2018), trained by `SentencePieceTrainer`: byte fallback, so that nothing is
/// unknown, and no normalization, so that every token comes back to the byte.
public final class SentencePieceModel: SubwordModel {
  public let vocabulary: Vocabulary
  private let cache = TokenCache()
  /// The id of each byte's piece.
  private let byteIDs: [TokenID]
  private let library: LibraryModel

  public convenience init(path: String) throws(SubwordError) {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try AtomicFile.read(path) } catch { throw .file(error) }
    try self.init(bytes: bytes, name: path)
  }

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
    var byteIDs = [TokenID]()
    for byte in UInt8.min...UInt8.max {
      guard let id = vocabulary.id(of: Vocabulary.spelling(ofByte: byte)) else {
        throw .noByteFallback(path: name)
      }
      byteIDs.append(id)
    }
    self.byteIDs = byteIDs
    // Normalization, a prefix or the loss of whitespace would show here: no piece may stand for other text.
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

  /// The ids of one token. Should the library fail, the token's bytes stand for it.
  private func ids(of token: [UInt8]) -> [TokenID] {
    library.encode(token) ?? token.map { byteIDs[Int($0)] }
  }
}

/// The library's own object, freed with this one.
private final class LibraryModel: Sendable {
  /// Only read after its making; the library's encoding is thread-safe.
  private nonisolated(unsafe) let model: OpaquePointer

  init(bytes: [UInt8], name: String) throws(SubwordError) {
    guard !bytes.isEmpty else { throw .notAModel(path: name, reason: "it is empty") }
    var message = [CChar](repeating: 0, count: 512)
    guard let model = mt_spm_load(bytes, bytes.count, &message, message.count) else {
      throw .notAModel(path: name, reason: messageText(message))
    }
    self.model = model
  }

  deinit {
    mt_spm_free(model)
  }

  func pieces() -> [String] {
    (0..<mt_spm_size(model)).map { id in
      var count = 0
      let piece = mt_spm_piece(model, id, &count)
      return String(decoding: UnsafeBufferPointer(start: piece, count: count), as: UTF8.self)
    }
  }

  /// Nil if the library fails.
  func encode(_ token: [UInt8]) -> [TokenID]? {
    if token.isEmpty { return [] }
    var failed = false
    let ids = [TokenID](unsafeUninitializedCapacity: token.count) { buffer, count in
      let found = mt_spm_encode(model, token, token.count, buffer.baseAddress!, buffer.count)
      failed = found < 0 || found > Int64(buffer.count)
      count = failed ? 0 : Int(found)
    }
    return failed ? nil : ids
  }
}

/// The C string that a native call left in its message buffer.
func messageText(_ message: [CChar]) -> String {
  String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}
