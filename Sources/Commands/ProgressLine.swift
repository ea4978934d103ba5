import Training

extension UpdateSnapshot {
  /// One line of at most `width` columns, all ASCII; all of it fits into 80. `wait` is the share of time spent waiting
  /// for data. If the width is too small, the bar goes first, then the fields from the end.
  public func line(width: Int) -> String {
    var fields = ["update \(update)" + (totalUpdates.map { "/\($0)" } ?? "")]
    fields.append("loss \(fixed(loss, digits: 3))")
    fields.append("ppl \(fixed(perplexity, digits: perplexity < 100 ? 2 : 0))")
    fields.append("\(fixed(targetTokensPerSecond, digits: 0)) tok/s")
    fields.append("wait \(fixed(dataWait * 100, digits: 0))%")
    if let secondsLeft { fields.append("\(Self.duration(secondsLeft)) left") }

    var text = ""
    for field in fields {
      let longer = text.isEmpty ? field : text + " " + field
      if longer.utf8.count > width { break }
      text = longer
    }
    let room = min(width - text.utf8.count - 3, 30)
    guard !text.isEmpty, let totalUpdates, totalUpdates > 0, room >= 5 else { return text }
    let part = min(max(Double(update) / Double(totalUpdates), 0), 1)
    let filled = Int(part * Double(room))
    return "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: room - filled) + "] " + text
  }

  /// `45s`, `12m05s`, `3h07m` or `2d04h`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e9 else { return "?" }
    let whole = max(Int(seconds.rounded()), 0)
    let twoDigits = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    switch whole {
    case ..<60: return "\(whole)s"
    case ..<3600: return "\(whole / 60)m" + twoDigits(whole % 60) + "s"
    case ..<86400: return "\(whole / 3600)h" + twoDigits(whole / 60 % 60) + "m"
    default: return "\(whole / 86400)d" + twoDigits(whole / 3600 % 24) + "h"
    }
  }
}

/// `number` with this many digits after the point; `inf` and `nan` as they are, very large numbers as Swift writes them.
func fixed(_ number: Double, digits: Int) -> String {
  guard number.isFinite, abs(number) < 1e12 else { return number.description }
  var scale = 1
  for _ in 0..<digits { scale *= 10 }
  let scaled = Int((abs(number) * Double(scale)).rounded())
  let sign = number < 0 && scaled > 0 ? "-" : ""
  guard digits > 0 else { return sign + String(scaled) }
  let fraction = String(scaled % scale)
  return sign + "\(scaled / scale)." + String(repeating: "0", count: digits - fraction.utf8.count) + fraction
}

/// A line at the bottom of a terminal that is drawn over again, at most ten times a second. It only says what to write.
struct ProgressLine: Sendable {
  static let interval = Duration.milliseconds(100)
  /// Returns to the beginning of the line and erases it.
  private static let clear = "\r\u{1B}[K"

  private(set) var isShown = false
  private var lastDrawn: ContinuousClock.Instant?

  /// The text that draws `progress`; nil if it is too early.
  mutating func drawing(_ progress: UpdateSnapshot, width: Int, now: ContinuousClock.Instant) -> String? {
    drawing(width: width, now: now, progress.line)
  }

  /// The text that draws the line from `line`; nil if it is too early.
  mutating func drawing(
    width: Int, now: ContinuousClock.Instant, _ line: (_ width: Int) -> String
  ) -> String? {
    if let lastDrawn, lastDrawn.duration(to: now) < Self.interval { return nil }
    lastDrawn = now
    isShown = true
    // The last column stays free: some terminals go to the next line after it.
    return Self.clear + line(width - 1)
  }

  /// The text that erases the line; empty if there is none.
  mutating func clearing() -> String {
    guard isShown else { return "" }
    isShown = false
    lastDrawn = nil
    return Self.clear
  }
}
