/// What `mt --version` prints: a line for each name.
enum VersionReport {
  /// One entry for `mt`, each library it stands on, and what it found on this machine.
  static var entries: [(name: String, version: String)] {
    [
      ("mt", "0.1.0")
    ]
  }

  static var text: String {
    entries.map { $0.name + " " + $0.version }.joined(separator: "\n")
  }
}
