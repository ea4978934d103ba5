/// A file that shards were made from: its size and the hash of its bytes as they are on disk.
public struct SourceFile: Sendable, Equatable, Codable {
  public var path: String
  public var bytes: Int
  /// 64 bits as 16 hexadecimal digits, see `ContentHash`.
  public var hash: String
  /// The encoding that was named for the file; nil where none was.
  public var encoding: String?

  public init(path: String, bytes: Int, hash: String, encoding: String? = nil) {
    self.path = path
    self.bytes = bytes
    self.hash = hash
    self.encoding = encoding
  }

  /// Reads the file once for its hash.
  public init(reading path: String) throws(CorpusError) {
    let file = try InputFile(path: path)
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { chunk.deallocate() }
    var hash = ContentHash()
    while true {
      let count = try file.read(into: chunk)
      if count == 0 { break }
      hash.update(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
    }
    self.init(path: path, bytes: hash.byteCount, hash: hash.hexadecimal)
  }

  /// Whether two files hold the same bytes, whatever their names.
  public func hasContent(of other: SourceFile) -> Bool {
    bytes == other.bytes && hash == other.hash
  }
}
