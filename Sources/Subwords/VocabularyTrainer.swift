import Basics

/// The kinds of vocabulary, which are the values of `vocabulary.model` in a recipe.
public enum VocabularyKind: String, Codable, Sendable, CaseIterable {
  /// Subword pieces by a unigram language model (Kudo 2018).
  case unigram
  /// Subword pieces by byte pair encoding (Sennrich, Haddow and Birch 2016).
  case bpe
  /// Whole tokens.
  case word
  /// Single characters.
  case character
}

/// Learns vocabularies from counted tokens. The same counts in any order give the same file, to the byte.
public enum VocabularyTrainer {
  /// Learns a vocabulary.
  ///
  /// - Parameters:
  ///   - counts: the tokens of the text; those with a count below 1 are left out.
  ///   - size: the desired number of pieces, including specials, symbols and, except for words, the 256 bytes.
  ///   - symbols: strings that are never split: each is one piece.
  ///   - name: what errors call it.
  public static func train(
    _ counts: consuming [TokenCount], kind: VocabularyKind, size: Int, symbols: [String] = [], name: String
  ) throws(SubwordError) -> VocabularyFile {
    switch kind {
    case .unigram, .bpe:
      let bytes = try SentencePieceTrainer.model(
        counts: consume counts, kind: kind == .bpe ? .bpe : .unigram, size: size, symbols: symbols)
      return try VocabularyFile(bytes: bytes, name: name, form: .sentencepiece)
    case .word: return text(try words(counts, size: size, symbols: symbols))
    case .character: return text(try characters(counts, size: size, symbols: symbols))
    }
  }

  private static func text(_ model: some SubwordModel) -> VocabularyFile {
    VocabularyFile(model: .tokens(model), form: .text, bytes: VocabularyText.bytes(of: model))
  }

  /// The most frequent tokens. With symbols the mark of a space alone is a piece too: a symbol may follow one.
  private static func words(_ counts: [TokenCount], size: Int, symbols: [String]) throws(SubwordError) -> WordModel {
    try Symbols.check(symbols)
    let fixed = SpecialTokens.pieces + symbols + (symbols.isEmpty ? [] : ["▁"])
    // A token that is spelled like a special piece or a byte is unknown.
    let reserved = Set((fixed + Symbols.bytePieces).map { ByteString(Array($0.utf8)) })
    var sums: [ByteString: Int] = [:]
    for entry in counts where entry.count > 0 && !entry.token.isEmpty {
      let token = ByteString(entry.token)
      if !reserved.contains(token) { sums[token, default: 0] += min(entry.count, TrainingText.highestCount) }
    }
    let chosen = try mostFrequent(sums.map { ($0.key.bytes, $0.value) }, size: size, fixed: fixed)
    return WordModel(vocabulary: Vocabulary(pieces: fixed + chosen), symbols: symbols)
  }

  /// The most frequent characters.
  private static func characters(
    _ counts: [TokenCount], size: Int, symbols: [String]
  ) throws(SubwordError) -> CharacterModel {
    try Symbols.check(symbols)
    let reserved = ReservedStrings(symbols)
    var sums: [Unicode.Scalar: Int] = [:]
    for entry in counts where entry.count > 0 {
      for part in reserved.parts(of: entry.token) {
        for scalar in String(decoding: part, as: UTF8.self).unicodeScalars {
          sums[scalar, default: 0] += min(entry.count, TrainingText.highestCount)
        }
      }
    }
    for symbol in symbols where symbol.unicodeScalars.count == 1 { sums[symbol.unicodeScalars.first!] = nil }
    let fixed = SpecialTokens.pieces + symbols + Symbols.bytePieces
    let chosen = try mostFrequent(sums.map { (Array(String($0.key).utf8), $0.value) }, size: size, fixed: fixed)
    let firstByte = SpecialTokens.pieces.count + symbols.count
    return CharacterModel(
      vocabulary: Vocabulary(pieces: fixed + chosen), symbols: symbols,
      byteIDs: (firstByte..<firstByte + 256).map(TokenID.init))
  }

  /// The most frequent ones, as many as fit beside the fixed pieces.
  private static func mostFrequent(
    _ counts: [(text: [UInt8], count: Int)], size: Int, fixed: [String]
  ) throws(SubwordError) -> [String] {
    guard !counts.isEmpty else { throw .nothingToLearn }
    guard size > fixed.count else { throw .noRoom(size: size, fixed: fixed.count) }
    let sorted = counts.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.text.lexicographicallyPrecedes($1.text)
    }
    return sorted.prefix(size - fixed.count).map { String(decoding: $0.text, as: UTF8.self) }
  }
}
