import Basics

/// The pieces that have no text. Their ids are the same in every vocabulary.
public enum SpecialTokens {
  public static let padding: TokenID = 0
  public static let unknown: TokenID = 1
  /// Begins a segment.
  public static let begin: TokenID = 2
  /// Ends a segment.
  public static let end: TokenID = 3

  /// The pieces by id.
  public static let pieces = ["<pad>", "<unk>", "<s>", "</s>"]
}
