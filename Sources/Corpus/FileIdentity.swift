import Glibc

/// Which file a path leads to, whatever the path is called.
struct FileIdentity: Hashable {
  private let device: UInt64
  private let number: UInt64
  let isFolder: Bool
  /// Neither a folder nor a pipe nor a device: it can be read from its beginning more than once.
  let isRegular: Bool
  let bytes: Int
  /// When its content, its name or its permissions changed last, in seconds since 1970.
  let changeTime: Double

  /// nil if nothing is there.
  init?(path: String) {
    var status = stat()
    let isStandardInput = path == InputFile.standardInput
    guard (isStandardInput ? fstat(STDIN_FILENO, &status) : stat(path, &status)) == 0 else { return nil }
    device = UInt64(status.st_dev)
    number = UInt64(status.st_ino)
    isFolder = status.st_mode & S_IFMT == S_IFDIR
    isRegular = status.st_mode & S_IFMT == S_IFREG && !isStandardInput
    bytes = Int(status.st_size)
    changeTime = Double(status.st_ctim.tv_sec) + Double(status.st_ctim.tv_nsec) / 1e9
  }

  static func == (left: FileIdentity, right: FileIdentity) -> Bool {
    left.device == right.device && left.number == right.number
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(device)
    hasher.combine(number)
  }
}
