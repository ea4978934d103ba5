import Basics
import Glibc
import Synchronization
import Training

/// The progress line of a translation: on a terminal to which no translations go, for work of more than two seconds.
final class TranslationProgress: Sendable {
  private static let patience = Duration.seconds(2)

  private struct State {
    /// Lines that are done, and the bytes that they were read from.
    var lines = 0
    var bytes = 0
    /// The lines at work, and their bytes.
    var workLines = 0
    var workBytes = 0
  }

  /// The size of the whole input.
  enum Whole {
    case lines(Int)
    case bytes(Int)
    case unknown
  }

  private let start = ContinuousClock.now
  private let whole: Whole
  private let state = Mutex(State())

  private let isShown: Bool

  init(_ stream: StreamOptions) {
    whole = stream.input.flatMap(Self.plainSize).map { .bytes($0) } ?? .unknown
    isShown = stream.output != nil || isatty(STDOUT_FILENO) == 0
  }

  /// For a translation that writes nothing until it is done.
  /// - Parameter lines: all that there are.
  init(_ lines: [String]) {
    whole = .lines(lines.count)
    isShown = true
    begin(lines)
  }

  /// - Parameter lines: are worked at from now on; those before are done.
  func begin(_ lines: [String]) {
    state.withLock { state in
      state.lines += state.workLines
      state.bytes += state.workBytes
      state.workLines = lines.count
      state.workBytes = lines.reduce(0) { $0 + $1.utf8.count + 1 }
    }
  }

  /// - Parameter share: of the lines at work, from 0 to 1.
  func show(_ share: Double) {
    let elapsed = ContinuousClock.now - start
    if !isShown || elapsed < Self.patience { return }
    let state = state.withLock { $0 }
    let part: Double? =
      switch whole {
      case .lines(let count): (Double(state.lines) + share * Double(state.workLines)) / Double(max(1, count))
      case .bytes(let size): (Double(state.bytes) + share * Double(state.workBytes)) / Double(max(1, size))
      case .unknown: nil
      }
    let text = Self.line(
      lines: state.lines + Int(share * Double(state.workLines)), part: part, seconds: elapsed / .seconds(1))
    Console.standard.show { String(text.prefix($0)) }
  }

  /// Such as `translated 1,200 lines, 85 lines/s, 40 %, 21s left`.
  /// - Parameter part: of the input, from 0 to 1; nil where that is not known.
  static func line(lines: Int, part: Double?, seconds: Double) -> String {
    var text = "translated \(grouped(lines)) \(lines == 1 ? "line" : "lines")"
    text += ", \(fixed(Double(lines) / max(seconds, 0.001), digits: 0)) lines/s"
    if let part, part > 0, part <= 1 {
      let left = seconds * (1 - part) / part
      text += ", \(Int(100 * part)) %, \(UpdateSnapshot.duration(left)) left"
    }
    return text
  }

  /// nil for what is no file, or is compressed or UTF-16 by its first bytes.
  private static func plainSize(_ path: String) -> Int? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var first = [UInt8](repeating: 0, count: 4)
    let count = read(descriptor, &first, 4)
    let marks: [[UInt8]] = [
      [0x1F, 0x8B], [0x28, 0xB5, 0x2F, 0xFD], [0xFD, 0x37, 0x7A, 0x58], [0xFF, 0xFE], [0xFE, 0xFF],
    ]
    return marks.contains { count >= $0.count && first.starts(with: $0) } ? nil : Int(status.st_size)
  }
}
