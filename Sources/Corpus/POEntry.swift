/// An entry of a PO file while its lines are read.
struct POEntry {
  /// A field that a keyword begins and quoted strings continue.
  enum Field: Equatable {
    case context, text, plural
    /// Form `number` of the translation; without plurals there is only form 0.
    case translation(Int)
  }

  /// The line of its first keyword.
  let line: Int
  /// It is marked `fuzzy`, or commented out with `#~`.
  var isUnsure: Bool
  private(set) var hasContext = false
  private(set) var text: [UInt8]?
  private(set) var plural: [UInt8]?
  private(set) var translations: [[UInt8]] = []
  private var field: Field?
  /// The field that was begun last has no string yet.
  private(set) var lacksString = false
  /// A text has more bytes than a line may have, and not all of them are here.
  var isTooLong = false

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
    if lacksString { return "a keyword without a string" }
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
    lacksString = true
    return nil
  }

  /// Adds to the field that was begun last. Returns what is wrong, if anything is.
  mutating func append(_ part: [UInt8]) -> String? {
    lacksString = false
    switch field {
    case nil: return "a string follows no keyword"
    case .context: break
    case .text: if !Self.extend(&text, by: part) { isTooLong = true }
    case .plural: if !Self.extend(&plural, by: part) { isTooLong = true }
    case .translation(let number):
      if translations[number].count + part.count > LineReader.lineLimit {
        isTooLong = true
      } else {
        translations[number] += part
      }
    }
    return nil
  }

  /// Adds to a text; false if it would become too long.
  private static func extend(_ text: inout [UInt8]?, by part: [UInt8]) -> Bool {
    guard (text?.count ?? 0) + part.count <= LineReader.lineLimit else { return false }
    text?.append(contentsOf: part)
    return true
  }
}
