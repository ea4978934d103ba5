import Glibc
import Synchronization

/// The end of a program to which the system refuses a thread or memory that it needs.
///
/// Such a refusal can come anywhere, in the middle of arithmetic too, and nobody there can do better than end: what is on
/// the disk is whole at any moment. So it is not thrown. It gets the line that every error has, and status 71 (`EX_OSERR`).
public enum SystemRefusal {
  public static let status: Int32 = 71

  private static let lastAct = Mutex<(@Sendable () -> Void)?>(nil)

  /// Has `act` done before a program ends so.
  public static func beforeEnd(_ act: @escaping @Sendable () -> Void) { lastAct.withLock { $0 = act } }

  public static func end(_ summary: String, remedy: String) -> Never {
    let text = Array("mt: error: \(summary)\nhelp: \(remedy)\n".utf8)
    lastAct.withLock { $0 }?()
    _ = text.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    _exit(status)
  }
}
