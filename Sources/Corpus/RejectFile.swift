import Basics
import Glibc

/// The pairs that a build leaves out, as lines `reason TAB file TAB line TAB source TAB target`; the columns are written as in
/// shards. It is written aside, and takes its name when the build is complete; a pipe or a device is written to at once.
final class RejectFile {
  /// If it was a link, where it leads.
  private let path: String
  /// nil for a pipe or a device.
  private let aside: String?
  private let output: OutputFile
  private let compressor: ZstdCompressor?
  private var text: [UInt8] = []

  /// The file is plain text, or zstd if its name ends in `.zst`.
  /// - Parameters:
  ///   - inputs: files that the build reads, none of which is replaced.
  ///   - place: where the build writes.
  init(path: String, inputs: [String], place: ShardPlace) throws(CorpusError) {
    compressor = path.hasSuffix(".zst") ? ZstdCompressor(level: 3) : nil
    if path.isEmpty || path == InputFile.standardInput { throw .rejectsNotNamed(path: path) }
    let file = FileIdentity(path: path)
    if let file { try Self.requireUnused(file, path, inputs) }
    if let file, !file.isRegular {
      (self.path, aside) = (path, nil)
      output = try OutputFile(path: path, flags: 0)
      return
    }
    let path = try Folder.followingLinks(path)
    if place.covers(path) || ShardPlace.holdsShards(Folder.parent(path)) { throw .rejectsAmongShards(path: path) }
    let aside = "\(path).\(String(UInt32.random(in: 0...UInt32.max), radix: 36)).partial"
    (self.path, self.aside) = (path, aside)
    output = try OutputFile(path: aside, name: path, flags: O_CREAT | O_EXCL)
  }

  /// - Parameter columns: the line of the pair, its LF included.
  func append(
    _ reason: RejectReason, path: String, line: Int, columns: UnsafeBufferPointer<UInt8>
  ) throws(CorpusError) {
    text.append(contentsOf: reason.rawValue.utf8)
    text.append(UInt8(ascii: "\t"))
    ShardLine.append(column: path, to: &text)
    text.append(contentsOf: "\t\(line)\t".utf8)
    text.append(contentsOf: columns)
    if text.count >= 1 << 20 { try write() }
  }

  /// Makes the lines durable.
  func finish() throws(CorpusError) {
    try write()
    try output.finish()
  }

  /// Gives the file its name, once it is finished.
  func publish() throws(CorpusError) {
    guard let aside else { return }
    guard rename(aside, path) == 0 else {
      throw .file(.cannotCreate(path: path, reason: AtomicFile.systemReason()))
    }
    AtomicFile.syncFolder(of: path)
  }

  /// Removes what has been written so far. A file that had the name is as it was.
  func abandon() {
    if let aside { unlink(aside) }
  }

  private static func requireUnused(_ file: FileIdentity, _ path: String, _ inputs: [String]) throws(CorpusError) {
    if let input = inputs.first(where: { FileIdentity(path: $0) == file }) {
      throw .rejectsAreInput(path: path, input: input)
    }
    if file.isFolder { throw .file(.cannotCreate(path: path, reason: "it is a folder")) }
    // A file that standard output or standard error is redirected to would be replaced under their feet.
    if file.isRegular && ["/dev/stdout", "/dev/stderr"].contains(where: { FileIdentity(path: $0) == file }) {
      throw .rejectsNotNamed(path: path)
    }
  }

  private func write() throws(CorpusError) {
    try output.write(compressor?.frame(of: text) ?? text)
    text.removeAll(keepingCapacity: true)
  }
}
