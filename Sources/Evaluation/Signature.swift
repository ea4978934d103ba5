/// Everything that a score depends on, in sacreBLEU's form: `nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:…`.
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

  /// A note that resampling was done, with sacreBLEU's seed.
  public struct Resamples: Sendable {
    let entries: [Entry]

    public static func bootstrap(_ count: Int) -> Resamples { Resamples("bs", count) }
    public static func approximateRandomization(_ count: Int) -> Resamples { Resamples("ar", count) }

    private init(_ key: String, _ count: Int) {
      entries = [Entry(key, short: key, String(count)), Entry("seed", short: "rs", "12345")]
    }
  }

  /// The version of the scorer that is written into signatures.
  public static let version = "mt-" + programVersion
  /// The version of `mt`.
  public static let programVersion = "0.1.0"

  /// All but the version, in the order in which they are printed.
  public let entries: [Entry]
  public let version: String

  /// - Parameter referenceCount: nil if it is not the same for all segments.
  public init(referenceCount: Int?, _ entries: [Entry], version: String = Self.version) {
    self.init([Entry("nrefs", short: "#", referenceCount.map { String($0) } ?? "var")] + entries, version)
  }

  /// - Parameter references: `references[r][s]` is reference `r` of segment `s`, nil where there is none.
  init(references: [[String?]], _ entries: [Entry]) {
    let counts = Set((references.first ?? []).indices.map { segment in references.count { $0[segment] != nil } })
    self.init(referenceCount: counts.count == 1 ? counts.first : nil, entries)
  }

  private init(_ entries: [Entry], _ version: String) {
    self.entries = entries
    self.version = version
  }

  public func adding(_ resamples: Resamples) -> Signature {
    Signature(entries.prefix(1) + resamples.entries + entries.dropFirst(), version)
  }

  public func formatted(short: Bool = false) -> String {
    let all = entries + [Entry("version", short: "v", version)]
    return all.map { "\(short ? $0.shortKey : $0.key):\($0.value)" }.joined(separator: "|")
  }

  public var description: String { formatted() }

  static func yesOrNo(_ value: Bool) -> String { value ? "yes" : "no" }
}
