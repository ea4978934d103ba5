import Basics
import Glibc
import Synchronization
import Training

/// Standard error: errors, warnings, log lines and the progress line. Standard output belongs to `StandardOutput`.
///
/// The one `standard` console is shared by all of a command's threads.
public final class Console: Sendable {
  public static let standard = Console(descriptor: STDERR_FILENO)

  private struct State {
    var isQuiet = false
    var progress = ProgressLine()
  }

  private let descriptor: Int32
  /// Whether the progress line can be drawn, which takes a terminal that obeys cursor codes.
  private let drawsProgress: Bool
  private let usesColor: Bool
  private let state = Mutex(State())

  /// - Parameters:
  ///   - descriptor: an open file descriptor, which stays open.
  ///   - isTerminal: found out from the descriptor where nil.
  ///   - variable: the value of an environment variable; empty if it is not set.
  init(
    descriptor: Int32, isTerminal: Bool? = nil,
    variable: (String) -> String = { name in getenv(name).map { String(cString: $0) } ?? "" }
  ) {
    self.descriptor = descriptor
    drawsProgress = (isTerminal ?? (isatty(descriptor) == 1)) && variable("TERM") != "dumb"
    usesColor = drawsProgress && variable("NO_COLOR").isEmpty
  }

  /// With `--quiet` only errors and warnings are written.
  public var isQuiet: Bool {
    get { state.withLock { $0.isQuiet } }
    set { state.withLock { $0.isQuiet = newValue } }
  }

  /// A line of a command's log.
  public func log(_ line: String) {
    state.withLock { state in
      if !state.isQuiet { write(state.progress.clearing() + Self.printable(line) + "\n") }
    }
  }

  public func warn(_ message: String) {
    state.withLock { state in
      write(state.progress.clearing() + Self.rendering("warning", message, remedy: nil, usesColor: usesColor))
    }
  }

  public func report(_ error: any Diagnostic) {
    report(message: error.message, remedy: error.remedy)
  }

  func report(message: String, remedy: String?) {
    state.withLock { state in
      write(state.progress.clearing() + Self.rendering("error", message, remedy: remedy, usesColor: usesColor))
    }
  }

  /// Draws the progress line: on a terminal only, and not more often than can be read.
  public func show(_ progress: UpdateSnapshot) { show(progress.line) }

  /// - Parameter line: gives the line for a width.
  func show(_ line: (_ width: Int) -> String) {
    guard drawsProgress else { return }
    state.withLock { state in
      if state.isQuiet { return }
      write(state.progress.drawing(width: width, now: .now, line) ?? "")
    }
  }

  public func clearProgress() {
    state.withLock { state in write(state.progress.clearing()) }
  }

  // MARK: - Rendering

  /// `mt: error: message`, and `help: remedy` on the next line.
  static func rendering(_ kind: String, _ message: String, remedy: String?, usesColor: Bool) -> String {
    let colored = { (text: String, code: String) in usesColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
    var text = "mt: " + colored(kind + ":", kind == "error" ? "1;31" : "1;33") + " " + printable(message) + "\n"
    if let remedy { text += colored("help:", "1;36") + " " + printable(remedy) + "\n" }
    return text
  }

  /// The text without control characters, which could upset a terminal: `<U+001B>` stands for one. Line feeds stay.
  static func printable(_ text: String) -> String {
    let isControl = { (scalar: Unicode.Scalar) in scalar.properties.generalCategory == .control && scalar != "\n" }
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var printable = ""
    for scalar in text.unicodeScalars {
      if isControl(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        printable += "<U+" + String(repeating: "0", count: 4 - digits.utf8.count) + digits + ">"
      } else {
        printable.unicodeScalars.append(scalar)
      }
    }
    return printable
  }

  /// Columns of the terminal.
  private var width: Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// A failure to write to standard error cannot be reported anywhere.
  private func write(_ text: String) {
    _ = writeAll(text, to: descriptor)
  }
}
