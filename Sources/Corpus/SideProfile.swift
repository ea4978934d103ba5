import TextProcessing

/// The counts of a side that the filters need, made in one pass.
struct SideProfile {
  /// Unicode scalars.
  var characters = 0
  var letters = 0
  /// Letters of the language's script.
  var ownLetters = 0
  /// Whether there is anything that can be seen.
  var isVisible = false
  /// The length of the longest run of one letter or combining mark.
  var longestRun = 0
  /// Whether it holds a character that leftovers of markup begin with.
  var mayHoldMarkup = false

  /// - Parameters:
  ///   - text: well-formed UTF-8, as that of a `String` always is.
  ///   - endsWhenVisible: looks no further than the first character that can be seen; the counts are then of no use.
  init(_ text: UnsafeBufferPointer<UInt8>, script: UnicodeScript, endsWhenVisible: Bool = false) {
    var previous: UInt32 = 0
    var run = 0
    var index = 0
    while index < text.count {
      let first = UInt32(text[index])
      let scalar: UInt32
      if first < 0x80 {
        scalar = first
        index += 1
        if MarkupLeftovers.isStart(UInt8(truncatingIfNeeded: first)) { mayHoldMarkup = true }
      } else if first < 0xE0 {
        scalar = (first & 0x1F) << 6 | UInt32(text[index + 1]) & 0x3F
        index += 2
      } else if first < 0xF0 {
        scalar = (first & 0xF) << 12 | (UInt32(text[index + 1]) & 0x3F) << 6 | UInt32(text[index + 2]) & 0x3F
        index += 3
      } else {
        scalar =
          (first & 0x7) << 18 | (UInt32(text[index + 1]) & 0x3F) << 12 | (UInt32(text[index + 2]) & 0x3F) << 6
          | UInt32(text[index + 3]) & 0x3F
        index += 4
      }
      characters += 1
      let appearance = script.appearance(of: scalar)
      if appearance != .invisible {
        isVisible = true
        if endsWhenVisible { return }
      }
      if appearance == .ownLetter { ownLetters += 1 }
      if appearance == .ownLetter || appearance == .foreignLetter { letters += 1 }
      if appearance.rawValue >= UnicodeScript.Appearance.mark.rawValue {
        run = scalar == previous ? run + 1 : 1
        if run > longestRun { longestRun = run }
      }
      previous = scalar
    }
  }

  /// The share of letters that are of the language's script; 1 if there is no letter.
  var ownShare: Double { letters == 0 ? 1 : Double(ownLetters) / Double(letters) }
}
