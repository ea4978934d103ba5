/// Why a pair does not come into a corpus. The first reason that holds, in this order, is the one that counts.
public enum RejectReason: String, Sendable, Codable, CodingKeyRepresentable, CaseIterable {
  /// A side is empty, or has nothing that can be seen: white space, controls, zero-width characters.
  case empty
  /// Its score is lower than the lowest that is asked for.
  case lowScore
  /// Its weight is 0, or below, or no number.
  case noWeight
  /// A side has more characters than allowed.
  case tooLong
  /// One side is too many times longer than the other.
  case lengthRatio
  /// A side is mostly in another script than its language's.
  case wrongScript
  /// Both sides are the same text.
  case identical
  /// Leftovers of markup: tags, entities, codes of subtitles.
  case markup
  /// A letter or a group of characters repeats too often.
  case repetition
  /// The same pair (or side) has come before.
  case duplicate
  /// It differs from an earlier pair in letter case, digits, punctuation and spaces only.
  case nearDuplicate
  /// A side is a segment of a held-out set, or nearly.
  case heldOut

  /// A description of such pairs, in the words of a report: pairs …
  public var words: String {
    switch self {
    case .empty: "with an empty side"
    case .lowScore: "with a low score"
    case .noWeight: "without weight"
    case .tooLong: "with a side of very many characters"
    case .lengthRatio: "with sides of very unlike length"
    case .wrongScript: "with a side in another script than its language's"
    case .identical: "with the same text on both sides"
    case .markup: "with leftovers of markup"
    case .repetition: "with text that repeats itself"
    case .duplicate: "that came before"
    case .nearDuplicate: "that nearly came before"
    case .heldOut: "of held-out sets"
    }
  }
}
