/// An entry of a PO file while its lines are read.
struct POEntry {
  /// A field that a keyword begins and quoted strings continue.
  enum Field: Equatable {
    case context, text, plural
    /// Form `number` of the translation; without plurals there is only form 0.
    case translation(Int)
  }

  /// Where its first keyword stands.
  let line: Int
  /// It is marked `fuzzy`, or commented out with `#~`.
  var isUnsure: Bool
  private(set) var hasContext = false
  private(set) var text: [UInt8]?
  private(set) var plural: [UInt8]?
  private(set) var translations: [[UInt8]] = []
  private var field: Field?

  init(line: Int, isUnsure: Bool) {
    self.line = line
    self.isUnsure = isUnsure
  }

  /// Whether a field belongs to the next entry, because this one has its translation.
  func ends(before field: Field) -> Bool {
    switch field {
    case .context, .text: !translations.isEmpty
    case .plural, .translation: false
    }
  }

  /// Begins a field. Returns what is wrong with it, if anything is.
  mutating func begin(_ field: Field) -> String? {
    switch field {
    case .context:
      if hasContext || text != nil { return "msgctxt does not stand before msgid" }
      hasContext = true
    case .text:
      if text != nil { return "msgid follows msgid" }
      text = []
    case .plural:
      if text == nil || plural != nil || !translations.isEmpty { return "msgid_plural does not follow msgid" }
      plural = []
    case .translation(let number):
      if text == nil { return "msgstr does not follow msgid" }
      if number != translations.count {
        return number < translations.count
          ? "form \(number) of msgstr is there twice" : "a form before \(number) is missing"
      }
      translations.append([])
    }
    self.field = field
    return nil
  }

  /// Adds to the field that was begun last. Returns what is wrong, if anything is.
  mutating func append(_ part: [UInt8]) -> String? {
    let count: Int
    switch field {
    case nil: return "a string follows no keyword"
    case .context: return nil
    case .text:
      text?.append(contentsOf: part)
      count = text?.count ?? 0
    case .plural:
      plural?.append(contentsOf: part)
      count = plural?.count ?? 0
    case .translation(let number):
      translations[number].append(contentsOf: part)
      count = translations[number].count
    }
    return count > LineReader.lineLimit ? "a text has more than \(LineReader.lineLimit) bytes" : nil
  }
}
