import Basics

/// The file of a word or character vocabulary: UTF-8, a line for each piece in the order of their ids. After a tab stands
/// what a piece is that is not plain text: `special`, `symbol` or `byte`. In a piece a backslash, a tab, LF and CR are
/// written `\\`, `\t`, `\n` and `\r`. A vocabulary with bytes is one of characters, one without is one of words.
enum VocabularyText {
  static func bytes(of model: some SubwordModel) -> [UInt8] {
    let symbols = Set(model.symbols.map { ByteString(Array($0.utf8)) })
    var text: [UInt8] = []
    for (id, piece) in model.vocabulary.pieces.enumerated() {
      let spelling = Array(piece.utf8)
      text += escaped(spelling)
      if id < SpecialTokens.pieces.count {
        text += "\tspecial".utf8
      } else if model.vocabulary.isByte(TokenID(id)) {
        text += "\tbyte".utf8
      } else if symbols.contains(ByteString(spelling)) {
        text += "\tsymbol".utf8
      }
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }

  /// Whether a file is rather meant to be such a text than a sentencepiece model.
  static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: SpecialTokens.pieces[0].utf8)
  }

  static func model(_ bytes: [UInt8], name: String) throws(SubwordError) -> any SubwordModel {
    var pieces: [String] = []
    var symbols: [String] = []
    var byteIDs: [TokenID] = []
    var known: Set<ByteString> = []
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
    if lines.last?.isEmpty == true { lines.removeLast() }
    for (id, line) in lines.enumerated() {
      func fault(_ reason: String) -> SubwordError { .notAVocabulary(path: name, line: id + 1, reason: reason) }
      let columns = line.split(separator: UInt8(ascii: "\t"), maxSplits: 1, omittingEmptySubsequences: false)
      guard let spelling = unescaped(columns[0]), let piece = String(validating: spelling, as: UTF8.self) else {
        throw fault("it is not UTF-8, or has a backslash that escapes nothing")
      }
      guard !spelling.isEmpty else { throw fault("it contains no piece") }
      let isSpecial = SpecialTokens.pieces.indices.contains(id)
      guard !isSpecial || piece.utf8.elementsEqual(SpecialTokens.pieces[id].utf8) else {
        throw fault("\(SpecialTokens.pieces[id]) is expected")
      }
      guard known.insert(ByteString(spelling)).inserted else { throw fault("the piece '\(piece)' is there already") }
      switch (columns.count == 2 ? String(decoding: columns[1], as: UTF8.self) : nil, isSpecial) {
      case ("special", true), (nil, _): break
      case ("symbol", false): symbols.append(piece)
      case ("byte", false):
        guard piece == Vocabulary.spelling(ofByte: UInt8(truncatingIfNeeded: byteIDs.count)), byteIDs.count < 256 else {
          throw fault("the bytes are not in their order")
        }
        byteIDs.append(TokenID(id))
      default: throw fault("the text after a tab must be 'special' (in the first four lines only), 'symbol' or 'byte'")
      }
      pieces.append(piece)
    }
    guard pieces.count >= SpecialTokens.pieces.count else {
      throw .notAVocabulary(
        path: name, line: pieces.count + 1, reason: "\(SpecialTokens.pieces[pieces.count]) is expected")
    }
    guard byteIDs.isEmpty || byteIDs.count == 256 else {
      throw .notAVocabulary(path: name, line: pieces.count, reason: "only \(byteIDs.count) of 256 bytes are there")
    }
    let vocabulary = Vocabulary(pieces: pieces)
    return byteIDs.isEmpty
      ? WordModel(vocabulary: vocabulary, symbols: symbols)
      : CharacterModel(vocabulary: vocabulary, symbols: symbols, byteIDs: byteIDs)
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "\t"): UInt8(ascii: "t"),
    UInt8(ascii: "\n"): UInt8(ascii: "n"), UInt8(ascii: "\r"): UInt8(ascii: "r"),
  ]
  private static let unescapes = Dictionary(uniqueKeysWithValues: escapes.map { ($0.value, $0.key) })

  private static func escaped(_ piece: [UInt8]) -> [UInt8] {
    piece.flatMap { byte in escapes[byte].map { [UInt8(ascii: "\\"), $0] } ?? [byte] }
  }

  /// Nil for a backslash that escapes nothing.
  private static func unescaped(_ piece: ArraySlice<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = piece
    while let byte = rest.popFirst() {
      if byte != UInt8(ascii: "\\") {
        bytes.append(byte)
      } else if let meant = rest.popFirst().flatMap({ unescapes[$0] }) {
        bytes.append(meant)
      } else {
        return nil
      }
    }
    return bytes
  }
}
