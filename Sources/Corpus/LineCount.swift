/// Counts lines without looking at them.
public enum LineCount {
  /// The lines of both files of a source of two, as readers count them; nil for another source, and where the files
  /// have more bytes than `mostBytes`.
  public static func sides(of source: CorpusSource, mostBytes: Int) throws(CorpusError) -> (source: Int, target: Int)? {
    guard case .moses(let source, let target, let encoding) = source else { return nil }
    let bytes = try InputFile(path: source).byteCount() + InputFile(path: target).byteCount()
    guard bytes <= mostBytes else { return nil }
    return (
      try LineReader(path: source, encoding: encoding).countToEnd(),
      try LineReader(path: target, encoding: encoding).countToEnd()
    )
  }
}
