import Basics

/// A sentencepiece model from another tool, used as it was designed: it reads lines unchanged, normalizes them itself and
/// converts pieces back to text itself.
///
/// Its ids are renumbered: the `SpecialTokens` come first, then its other pieces in their order. A special piece that it
/// lacks is added; it has no text.
public final class ForeignModel: Sendable {
  public let vocabulary: Vocabulary
  private let library: LibraryModel
  /// Our id for each of the model's ids.
  private let idsOfOwn: [TokenID]
  /// The model's id for each of our ids; -1 for a special piece that the model lacks.
  private let ownIDs: [TokenID]

  /// - Parameters:
  ///   - bytes: what a model file holds.
  ///   - name: what errors call it.
  public init(bytes: [UInt8], name: String) throws(SubwordError) {
    library = try LibraryModel(bytes: bytes, name: name)
    let pieces = library.pieces()
    let specials = library.specialIDs
    let others = pieces.indices.map(TokenID.init).filter { !specials.contains($0) }
    ownIDs = specials.map { max($0, -1) } + others
    var idsOfOwn = [TokenID](repeating: SpecialTokens.unknown, count: pieces.count)
    for (id, own) in ownIDs.enumerated() where own >= 0 { idsOfOwn[Int(own)] = TokenID(id) }
    self.idsOfOwn = idsOfOwn
    vocabulary = Vocabulary(pieces: SpecialTokens.pieces + others.map { pieces[Int($0)] })
  }

  /// The ids of a line, without begin and end.
  public func encode(_ line: String) -> [TokenID] {
    // Should the library fail, the line is one unknown piece: it is not lost without a trace.
    library.encode(Array(line.utf8)).map(renumbered) ?? [SpecialTokens.unknown]
  }

  /// The ids of a line, and for each where its piece ends, in bytes of UTF-8.
  func encodeWithEnds(_ line: [UInt8]) -> (ids: [TokenID], ends: [Int]) {
    guard let (ids, ends) = library.encodeWithEnds(line) else { return ([SpecialTokens.unknown], [line.count]) }
    return (renumbered(ids), ends)
  }

  /// The text of ids. An unknown piece is written as the model writes it.
  public func decode(_ ids: [TokenID]) -> String {
    library.decode(
      ids.filter { ownIDs.indices.contains(Int($0)) && (!vocabulary.isSpecial($0) || $0 == SpecialTokens.unknown) }
        .map { ownIDs[Int($0)] })
  }

  private func renumbered(_ ids: [TokenID]) -> [TokenID] {
    ids.map { idsOfOwn[Int($0)] }
  }
}
