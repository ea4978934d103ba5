import Basics
import Subwords
import TextProcessing

/// The treatment of a line before it is translated.
public struct LineOptions: Sendable, Equatable {
  /// A line with nothing to translate comes out as it went in.
  public var passThrough: Bool
  /// The sentences of a line are translated one by one.
  public var splitSentences: Bool

  public init(passThrough: Bool, splitSentences: Bool) {
    self.passThrough = passThrough
    self.splitSentences = splitSentences
  }
}

/// A line on its way to the search.
struct PreparedLine: Sendable {
  enum Content: Sendable {
    /// Comes out as this text; it is empty for a blank line.
    case text(String)
    /// The ids of each part; there is one at least, and none is empty.
    case parts([[TokenID]])
  }

  var content: Content
  /// Whether a sentence of it was longer than the model takes.
  var isLong = false
  /// Its script, if the model has not learned it.
  var unlearnedScript: LetterScript?

  var parts: [[TokenID]] {
    if case .parts(let parts) = content { return parts }
    return []
  }
}

/// Makes ids of lines: a line is passed through, or parted into its sentences, and these into what the model takes.
struct LinePreparation: Sendable {
  private let codec: SegmentCodec
  private let splitter: LineSplitter
  /// nil where lines are not parted.
  private let sentences: SentenceSplitter?
  private let passThrough: Bool
  private let scripts: SourceScripts

  /// - Parameter bundle: its languages are known to ICU.
  init(_ bundle: ModelBundle, _ options: LineOptions) {
    codec = bundle.source
    splitter = LineSplitter(codec: codec, limit: bundle.configuration.text.maxSourceTokens)
    sentences = options.splitSentences ? try? SentenceSplitter(language: bundle.configuration.languages.source) : nil
    passThrough = options.passThrough
    scripts = SourceScripts(codec.vocabulary)
  }

  func prepare(_ line: String) -> PreparedLine {
    if passThrough, !TranslatableText.isIn(line) {
      return PreparedLine(content: .text(codec.encode(line).isEmpty ? Self.blank(line) : Self.withoutLineEnd(line)))
    }
    var parts: [[TokenID]] = []
    var isLong = false
    for sentence in sentences?.sentences(of: line) ?? [line] {
      let found = splitter.parts(of: sentence)
      if found.count > 1 { isLong = true }
      parts += found
    }
    if parts.isEmpty { return PreparedLine(content: .text(Self.blank(line))) }
    return PreparedLine(content: .parts(parts), isLong: isLong, unlearnedScript: scripts.unlearnedScript(of: line))
  }

  /// What a line gives of which the model reads nothing: a blank line, unless control characters are in it that are no white space.
  private static func blank(_ line: String) -> String {
    let hasControl = line.unicodeScalars.contains {
      $0.properties.generalCategory == .control && !$0.properties.isWhitespace
    }
    return hasControl ? withoutLineEnd(line) : ""
  }

  /// A carriage return before the LF belongs to the end of the line.
  private static func withoutLineEnd(_ line: String) -> String {
    line.utf8.last == 0x0D ? String(decoding: line.utf8.dropLast(), as: UTF8.self) : line
  }
}
