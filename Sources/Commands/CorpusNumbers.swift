import Basics

/// 12,345,678
func grouped(_ number: Int) -> String {
  let digits = Array(String(number))
  return digits.enumerated().reduce(into: "") { text, next in
    if next.offset > 0 && (digits.count - next.offset) % 3 == 0 { text += "," }
    text.append(next.element)
  }
}

/// `1 pair` or `1,234 pairs`.
func counted(_ count: Int, _ noun: String) -> String { "\(grouped(count)) \(plural(noun, count))" }

func pairCount(_ count: Int) -> String { counted(count, "pair") }

/// `12.3 %`; a few of many are never `0.0 %`.
func percent(_ share: Double) -> String {
  share > 0 && share < 0.0005 ? "<0.1 %" : fixed(100 * share, digits: 1) + " %"
}

func percent(_ part: Int, of whole: Int) -> String { percent(Double(part) / Double(max(1, whole))) }

/// `870 B`, `12 kB`, `3.4 MB` or `1.2 GB`: powers of ten.
func megabytes(_ bytes: Int) -> String {
  switch bytes {
  case ..<1000: "\(bytes) B"
  case ..<1_000_000: "\(fixed(Double(bytes) / 1e3, digits: bytes < 10_000 ? 1 : 0)) kB"
  case ..<1_000_000_000: "\(fixed(Double(bytes) / 1e6, digits: bytes < 100_000_000 ? 1 : 0)) MB"
  default: "\(fixed(Double(bytes) / 1e9, digits: 1)) GB"
  }
}

/// The text with spaces before it.
func padded(_ text: String, to width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.count)) + text
}

/// The text with spaces after it.
func filled(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

/// Rows of a name and a text, the texts below each other.
func table(_ rows: [(name: String, text: String)]) -> [String] {
  let width = rows.reduce(0) { max($0, $1.name.count) } + 2
  return rows.map { filled($0.name, to: width) + $0.text }
}
