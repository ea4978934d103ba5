import Basics

/// A vocabulary of characters (Unicode scalars): the frequent ones are one piece each, and the others are spelled in their
/// bytes, so that nothing is unknown and every token comes back.
public struct CharacterModel: SubwordModel {
  public let vocabulary: Vocabulary
  public let symbols: [String]
  private let ids: [ByteString: TokenID]
  private let idsOfScalars: [Unicode.Scalar: TokenID]
  private let byteIDs: [TokenID]

  /// - Parameter vocabulary: with a piece for every byte.
  init(vocabulary: Vocabulary, symbols: [String], byteIDs: [TokenID]) {
    self.vocabulary = vocabulary
    self.symbols = symbols
    self.byteIDs = byteIDs
    let ids = vocabulary.idsOfText
    let symbolKeys = symbols.map { ByteString(Array($0.utf8)) }
    self.ids = Dictionary(uniqueKeysWithValues: symbolKeys.compactMap { key in ids[key].map { (key, $0) } })
    var idsOfScalars: [Unicode.Scalar: TokenID] = [:]
    for (key, id) in ids {
      let scalars = String(decoding: key.bytes, as: UTF8.self).unicodeScalars
      if let scalar = scalars.first, scalars.count == 1 { idsOfScalars[scalar] = id }
    }
    self.idsOfScalars = idsOfScalars
  }

  public func encode(_ tokens: [String]) -> [TokenID] {
    var found: [TokenID] = []
    for token in tokens {
      if !ids.isEmpty, let symbol = ids[ByteString(Array(token.utf8))] {
        found.append(symbol)
        continue
      }
      for scalar in token.unicodeScalars {
        if let id = idsOfScalars[scalar] {
          found.append(id)
        } else {
          found += scalar.utf8.map { byteIDs[Int($0)] }
        }
      }
    }
    return found
  }
}
