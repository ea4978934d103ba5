import Glibc

/// Lines of which the first column is the source and the second the target; further columns are left alone. The text
/// is taken as it is: only the shards' own lines know escapes.
public final class TSVReader: ParallelReader {
  private let lines: LineReader

  /// The file is plain text, or zstd if its name ends in `.zst`.
  public init(path: String) throws(CorpusError) {
    lines = try LineReader(path: path)
  }

  public func next() throws(CorpusError) -> SentencePair? {
    guard let line = try lines.next() else { return nil }
    guard let sourceEnd = Self.tab(in: line) else {
      throw .missingColumn(path: lines.path, line: lines.lineCount)
    }
    let rest = UnsafeRawBufferPointer(rebasing: line[(sourceEnd + 1)...])
    let target = UnsafeRawBufferPointer(rebasing: rest[..<(Self.tab(in: rest) ?? rest.count)])
    return SentencePair(
      source: lines.text(UnsafeRawBufferPointer(rebasing: line[..<sourceEnd])), target: lines.text(target))
  }

  public var line: Int { lines.lineCount }

  public var tallies: CorpusTallies {
    var tallies = lines.tallies
    tallies.readPairs = lines.lineCount
    return tallies
  }

  public var files: [SourceFile] { [lines.file] }

  private static func tab(in bytes: UnsafeRawBufferPointer) -> Int? {
    guard let start = bytes.baseAddress, let found = memchr(start, 0x09, bytes.count) else { return nil }
    return UnsafeRawPointer(found) - start
  }
}
