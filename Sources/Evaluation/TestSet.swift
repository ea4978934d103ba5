/// Facts about a test set besides its texts.
public enum TestSet {
  /// SHA-256 of the references' lines, each with a line feed, one reference after the other: what `sha256sum` says of the file,
  /// or of the files joined by `cat`. 64 hexadecimal digits.
  public static func hash(references: [[String]]) -> String {
    var hash = SHA256()
    for line in references.joined() {
      hash.update(line.utf8)
      hash.update(CollectionOfOne(UInt8(ascii: "\n")))
    }
    return hash.hexadecimal
  }
}
