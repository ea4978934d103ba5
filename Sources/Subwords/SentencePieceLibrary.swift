internal import CSentencePiece

/// The SentencePiece library that this process runs with.
public enum SentencePieceLibrary {
  /// The name of its file, such as `libsentencepiece.so.0.0.0`: it does not tell its version.
  public static var fileName: String {
    var path = [CChar](repeating: 0, count: 1024)
    mt_spm_library(&path, path.count)
    return messageText(path).split(separator: "/").last.map(String.init) ?? "unknown"
  }
}
