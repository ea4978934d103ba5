/// Counts of segments that make a score misleading: segments that are empty, copied, or already split into words or pieces.
public struct TextChecks: Sendable, Equatable {
  public let segments: Int
  /// Hypotheses without a character, for references that have some.
  public private(set) var emptyHypotheses = 0
  /// Hypotheses that are one of their references, to the byte.
  public private(set) var equalToReference = 0
  /// Hypotheses with a text that is their source, to the byte; nil without sources.
  public private(set) var equalToSource: Int?
  public private(set) var tokenizedHypotheses = 0
  /// Segments of the first reference that look tokenized.
  public private(set) var tokenizedReferences = 0
  /// The script without spaces between words in which most of the first reference is.
  public private(set) var unspacedScript: UnspacedScript?
  /// Hypotheses with the marks of subword pieces: U+2581, or `@@` before a space.
  public private(set) var hypothesesInPieces = 0

  /// - Parameters:
  ///   - references: `references[r][s]` is reference `r` of segment `s`, nil where there is none.
  ///   - sources: one for each hypothesis, if there are any.
  public init(hypotheses: [String], references: [[String?]], sources: [String]?) throws(EvaluationError) {
    for (index, reference) in references.enumerated() where reference.count != hypotheses.count {
      throw .unevenReference(
        reference: index + 1, hypothesisCount: hypotheses.count, referenceCount: reference.count)
    }
    if let sources, sources.count != hypotheses.count {
      throw .unevenSource(hypothesisCount: hypotheses.count, sourceCount: sources.count)
    }
    segments = hypotheses.count
    let texts = references.first ?? hypotheses
    // Some thousand segments, evenly from all of them, tell as much as all.
    let step = max(1, texts.count / 2000)
    unspacedScript = UnspacedScript.ofMost(stride(from: 0, to: texts.count, by: step).lazy.compactMap { texts[$0] })
    if sources != nil { equalToSource = 0 }
    for (segment, hypothesis) in hypotheses.enumerated() {
      let references = references.compactMap { $0[segment] }
      let bytes = Array(hypothesis.utf8)
      let words = Whitespace.words(in: bytes)
      if words.isEmpty && references.contains(where: { !$0.utf8.isEmpty }) { emptyHypotheses += 1 }
      if references.contains(where: { $0.utf8.elementsEqual(bytes) }) { equalToReference += 1 }
      if let sources, !words.isEmpty, sources[segment].utf8.elementsEqual(bytes) { equalToSource? += 1 }
      if Self.isTokenized(bytes, words) { tokenizedHypotheses += 1 }
      let reference = references.first.map { Array($0.utf8) } ?? []
      if Self.isTokenized(reference, Whitespace.words(in: reference)) { tokenizedReferences += 1 }
      if Self.isInPieces(bytes) { hypothesesInPieces += 1 }
    }
  }

  /// Whether a period or comma is a word of its own, or Thai is split into short words by spaces.
  private static func isTokenized(_ bytes: [UInt8], _ words: [Range<Int>]) -> Bool {
    var (thaiRuns, thaiScalars) = (0, 0)
    for (number, word) in words.enumerated() {
      let isPoint = bytes[word.lowerBound] == UInt8(ascii: ".") || bytes[word.lowerBound] == UInt8(ascii: ",")
      if word.count == 1 && isPoint && number > 0 { return true }
      // The Thai block is E0 B8 80 to E0 B9 BF.
      if bytes[word.lowerBound] == 0xE0 && (0xB8...0xB9).contains(bytes[word.lowerBound + 1]) {
        thaiRuns += 1
        thaiScalars += word.count / 3
      }
    }
    // A phrase of Thai between spaces is long; a word has four or five characters.
    return thaiRuns >= 4 && thaiScalars < 6 * thaiRuns
  }

  private static func isInPieces(_ bytes: [UInt8]) -> Bool {
    guard bytes.contains(where: { $0 == 0xE2 || $0 == UInt8(ascii: "@") }) else { return false }
    return bytes.indices.contains { position in
      bytes[position...].starts(with: [0xE2, 0x96, 0x81]) || bytes[position...].starts(with: "@@ ".utf8)
    }
  }
}
