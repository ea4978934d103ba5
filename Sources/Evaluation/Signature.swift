/// What a score depends on, in sacreBLEU's form: `nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:…`.
public struct Signature: Sendable, Equatable, CustomStringConvertible {
  public struct Entry: Sendable, Equatable {
    public let key: String
    public let shortKey: String
    public let value: String

    public init(_ key: String, short shortKey: String, _ value: String) {
      self.key = key
      self.shortKey = shortKey
      self.value = value
    }
  }

  /// The version of the scorer that is written into signatures.
  public static let version = "mt-" + programVersion
  /// Of `mt` itself.
  public static let programVersion = "0.1.0"

  /// All but the version, in the order in which they are printed.
  public let entries: [Entry]
  public let version: String

  public init(referenceCount: Int, _ entries: [Entry], version: String = Self.version) {
    self.entries = [Entry("nrefs", short: "#", String(referenceCount))] + entries
    self.version = version
  }

  public func formatted(short: Bool = false) -> String {
    let all = entries + [Entry("version", short: "v", version)]
    return all.map { "\(short ? $0.shortKey : $0.key):\($0.value)" }.joined(separator: "|")
  }

  public var description: String { formatted() }

  static func yesOrNo(_ value: Bool) -> String { value ? "yes" : "no" }
}
