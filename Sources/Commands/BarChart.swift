import Corpus
import Glibc

/// Bars of a histogram, a row each.
struct BarChart {
  var rows: [(name: String, count: Int)]

  /// Lengths in steps of one width, so that the last, open row has few.
  static func lengths(_ histogram: Histogram) -> BarChart {
    let bounds = evenBounds(nearly: histogram.quantile(0.98))
    let step = bounds[1]
    return BarChart(
      rows: zip(bounds, histogram.counts(from: bounds)).map { bound, count in
        (bound == bounds.last ? "\(bound)+" : step == 1 ? "\(bound)" : "\(bound)-\(bound + step - 1)", count)
      })
  }

  /// Ratios, given as per cent, in steps of equal factors.
  static func ratios(_ percent: Histogram) -> BarChart {
    let bounds = [0, 13, 18, 25, 35, 50, 71, 100, 142, 200, 283, 400, 566, 800]
    return BarChart(
      rows: zip(bounds, percent.counts(from: bounds)).map { bound, count in
        (fixed(Double(bound) / 100, digits: 2) + (bound == bounds.last ? "+" : ""), count)
      })
  }

  /// Columns of the terminal, as `COLUMNS` says; else 80.
  static var width: Int {
    let columns = getenv("COLUMNS").flatMap { Int(String(cString: $0)) } ?? 80
    return min(max(columns, 40), 200)
  }

  /// Rows without anything at both ends are left out.
  func lines(_ width: Int) -> [String] {
    let total = rows.reduce(0) { $0 + $1.count }
    guard let first = rows.firstIndex(where: { $0.count > 0 }), let last = rows.lastIndex(where: { $0.count > 0 })
    else {
      return []
    }
    let shown = rows[first...last]
    let names = shown.reduce(0) { max($0, $1.name.count) }
    let most = shown.reduce(1) { max($0, $1.count) }
    return shown.map { name, count in
      "  " + padded(name, to: names) + "  " + padded(percent(count, of: total), to: 7) + "  "
        + Self.bar(Double(count) / Double(most) * Double(width - names - 13))
    }
  }

  /// A bar of this many columns. It is drawn to an eighth of a column, except on a dumb terminal.
  private static func bar(_ columns: Double) -> String {
    if getenv("TERM").map({ String(cString: $0) }) == "dumb" {
      return String(repeating: "#", count: Int(columns.rounded(.up)))
    }
    let eighths = Int((columns * 8).rounded(.up))
    return String(repeating: "█", count: eighths / 8) + ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
  }

  /// Multiples from 0 on of one of 1, 2, 5, 10, 20, 50, …, of which the last is not less than `largest`.
  static func evenBounds(nearly largest: Int) -> [Int] {
    var decade = 1
    while true {
      for step in [1, 2, 5] where 11 * step * decade >= largest { return (0..<12).map { $0 * step * decade } }
      decade *= 10
    }
  }
}
