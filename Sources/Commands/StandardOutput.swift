import Basics
import Glibc

/// Standard output cannot be written to.
public enum OutputError: Diagnostic, Equatable {
  /// Nobody reads any more: the command ends, quietly and with success.
  case closedPipe
  case cannotWrite(reason: String)

  public var category: DiagnosticCategory { .inputOutput }

  public var summary: String {
    switch self {
    case .closedPipe: "standard output was closed"
    case .cannotWrite(let reason): "standard output cannot be written: \(reason)"
    }
  }

  public var remedy: String? {
    switch self {
    case .closedPipe: nil
    case .cannotWrite: "make room on the disk, or choose another place"
    }
  }
}

/// Standard output: only ever a command's product.
public enum StandardOutput {
  /// Writes at once, without a buffer: hand over whole chunks.
  public static func write(_ text: String) throws(OutputError) {
    if let failure = writeAll(text, to: STDOUT_FILENO) { throw failure }
  }

  public static func write(_ bytes: [UInt8]) throws(OutputError) {
    if let failure = bytes.withUnsafeBytes({ writeAll($0, to: STDOUT_FILENO) }) { throw failure }
  }
}

func writeAll(_ text: String, to descriptor: Int32) -> OutputError? {
  var text = text
  return text.withUTF8 { writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
}

func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> OutputError? {
  var rest = bytes
  while !rest.isEmpty {
    let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
    if count > 0 {
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    } else if errno == EAGAIN {
      // The reader's end was opened so that nobody waits: we do.
      var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      poll(&ready, 1, -1)
    } else if errno != EINTR {
      return errno == EPIPE ? .closedPipe : .cannotWrite(reason: AtomicFile.systemReason())
    }
  }
  return nil
}
