import Basics

/// How well a vocabulary fits text, as counts that can be added.
public struct VocabularyCoverage: Sendable, Equatable {
  public private(set) var lines = 0
  /// Tokens; for a model of another maker, what stands between spaces.
  public private(set) var tokens = 0
  /// Tokens that are one piece, and a known one.
  public private(set) var wholeTokens = 0
  public private(set) var pieces = 0
  public private(set) var unknownPieces = 0
  /// Pieces that stand for a byte of a character that has none of its own.
  public private(set) var bytePieces = 0

  /// The coverage of no lines.
  public init() {}

  /// The share of tokens that are one piece.
  public var coverage: Double { share(wholeTokens, of: tokens) }
  /// The share of pieces that are unknown.
  public var unknownRate: Double { share(unknownPieces, of: pieces) }
  /// The share of pieces that are bytes.
  public var byteShare: Double { share(bytePieces, of: pieces) }
  public var piecesPerToken: Double { share(pieces, of: tokens) }

  public static func += (left: inout VocabularyCoverage, right: VocabularyCoverage) {
    left.lines += right.lines
    left.tokens += right.tokens
    left.wholeTokens += right.wholeTokens
    left.pieces += right.pieces
    left.unknownPieces += right.unknownPieces
    left.bytePieces += right.bytePieces
  }

  /// The coverage of a line of tokens.
  init(tokens: [String], _ model: some SubwordModel) {
    lines = 1
    self.tokens = tokens.count
    for token in tokens {
      let ids = model.encode([token])
      if ids.count == 1 && ids[0] != SpecialTokens.unknown { wholeTokens += 1 }
      add(ids, model.vocabulary)
    }
  }

  /// The coverage of a line that is not split into tokens.
  init(_ encoded: EncodedText, _ vocabulary: Vocabulary) {
    lines = 1
    add(encoded.ids, vocabulary)
    let space = UInt8(ascii: " ")
    var piece = 0
    for word in encoded.text.indices.split(whereSeparator: { encoded.text[$0] == space }) {
      guard let first = word.first, let last = word.last else { continue }
      tokens += 1
      // The pieces that end inside the word. The mark of the space before it does not count.
      while piece < encoded.ends.count, encoded.ends[piece] <= first { piece += 1 }
      if piece < encoded.ends.count, encoded.ends[piece] == last + 1, encoded.ids[piece] != SpecialTokens.unknown {
        wholeTokens += 1
      }
    }
  }

  private mutating func add(_ ids: [TokenID], _ vocabulary: Vocabulary) {
    pieces += ids.count
    unknownPieces += ids.count { $0 == SpecialTokens.unknown }
    bytePieces += ids.count { vocabulary.isByte($0) }
  }

  private func share(_ part: Int, of whole: Int) -> Double {
    whole == 0 ? 0 : Double(part) / Double(whole)
  }
}

extension VocabularyCoverage: CustomStringConvertible {
  /// `1.43 pieces a token, coverage 71.2 %, unknown rate 0.0 %, byte pieces 0.3 %`
  public var description: String {
    "\(Self.decimal(piecesPerToken, 2)) pieces a token, coverage \(Self.percent(coverage)), unknown rate "
      + "\(Self.percent(unknownRate)), byte pieces \(Self.percent(byteShare))"
  }

  /// The share in per cent, with one digit after the decimal point.
  public static func percent(_ share: Double) -> String { decimal(100 * share, 1) + " %" }

  private static func decimal(_ value: Double, _ digits: Int) -> String {
    let scale = digits == 1 ? 10 : 100
    let scaled = Int((value * Double(scale)).rounded())
    let fraction = String(scaled % scale)
    return "\(scaled / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
  }
}
