import Basics
internal import CSentencePiece
import Glibc

/// Learns subword models from counted tokens. The same counts in any order give the same file, to the byte.
enum SentencePieceTrainer {
  enum Kind: String, Sendable, CaseIterable {
    /// Kudo 2018.
    case unigram
    /// Byte pair encoding, Sennrich, Haddow and Birch 2016.
    case bpe
  }

  /// Trains a model.
  ///
  /// - Parameters:
  ///   - counts: the tokens of the text; those with a count below 1 are left out.
  ///   - size: the desired number of pieces, including specials and the 256 bytes; the model has fewer if the text does not
  ///     have that many.
  ///   - symbols: strings that are never split: each is one piece.
  /// - Returns: the bytes of a model file.
  static func model(
    counts: consuming [TokenCount], kind: Kind, size: Int, symbols: [String]
  ) throws(SubwordError) -> [UInt8] {
    try Symbols.check(symbols)
    let lines = try lines(counts, kind, size: size, symbols)
    // Some hundred megabytes that the library needs now.
    counts = []
    guard hasRoom(forBytes: lines.count) else { refuse() }
    var count = 0
    var message = [CChar](repeating: 0, count: 1024)
    let model = mt_spm_train(
      kind.rawValue, Int32(min(size, largestSize)), commaSeparated(symbols), lines, lines.count, &count, &message,
      message.count)
    guard let model else {
      let reason = messageText(message)
      if reason == MT_SPM_REFUSED { refuse() }
      throw .trainingFailed(reason: reason)
    }
    defer { mt_spm_release(model) }
    return Array(UnsafeBufferPointer(start: model, count: count))
  }

  private static func refuse() -> Never {
    SystemRefusal.end(
      "the system refuses memory or a thread that the training of a vocabulary needs",
      remedy: "raise the limits on processes and memory (ulimit -u, ulimit -v), or train on less text")
  }

  /// Whether the address space that the library will need may be had: it does not always bear a refusal. Suffixes, their order
  /// and counts take some tens of bytes a byte of text, and each of its four threads has a stack.
  private static func hasRoom(forBytes count: Int) -> Bool {
    let needed = (96 << 20) + 64 * count
    let room = mmap(nil, needed, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let room, room != MAP_FAILED else { return false }
    munmap(room, needed)
    return true
  }

  /// The text as the library takes it.
  private static func lines(
    _ counts: [TokenCount], _ kind: Kind, size: Int, _ symbols: [String]
  ) throws(SubwordError) -> [UInt8] {
    let text = TrainingText(counts, reserved: ReservedStrings(fixedPieces + symbols))
    guard !text.stretches.isEmpty else { throw .nothingToLearn }
    let minimum = fixedPieces.count + symbols.count + text.characterCount
    guard size >= minimum else {
      throw .sizeTooSmall(size: size, minimum: minimum, characters: text.characterCount)
    }
    return kind == .unigram ? text.linesWithCandidates() : text.lines()
  }

  /// More than the number of candidates in sentencepiece: a larger size gives the same result.
  private static let largestSize = 2_000_000

  /// Pieces that every model has.
  private static let fixedPieces = SpecialTokens.pieces + Symbols.bytePieces

  /// Each symbol in double quotes, those inside doubled.
  private static func commaSeparated(_ symbols: [String]) -> String {
    symbols.map { symbol in
      "\"" + symbol.unicodeScalars.reduce(into: "") { $0 += $1 == "\"" ? "\"\"" : String($1) } + "\""
    }
    .joined(separator: ",")
  }
}
