/// A token and how often the text has it.
public struct TokenCount: Sendable, Equatable {
  /// UTF-8, with ▁ in front where the token follows a space.
  public var token: [UInt8]
  public var count: Int

  public init(token: [UInt8], count: Int) {
    self.token = token
    self.count = count
  }
}
