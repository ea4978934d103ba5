import Basics
import Subwords
import TextProcessing

/// The scripts that a model's source side has learned, as the pieces of its vocabulary show.
struct SourceScripts: Sendable {
  /// A script that has a smaller share of all letters in the pieces is not one that the model has learned: a few foreign
  /// letters stand in every training text.
  private static let leastShare = 0.01

  private let learned: Set<LetterScript>

  init(_ vocabulary: Vocabulary) {
    var counts: [LetterScript: Int] = [:]
    for (id, piece) in vocabulary.pieces.enumerated()
    where !vocabulary.isSpecial(TokenID(id)) && !vocabulary.isByte(TokenID(id)) {
      LetterScript.count(piece, into: &counts)
    }
    let all = Double(counts.values.reduce(0, +))
    learned = Set(counts.filter { Double($0.value) >= Self.leastShare * all }.keys)
  }

  /// The script of a line most of whose letters are of scripts that the model has not learned; nil for any other line.
  func unlearnedScript(of line: String) -> LetterScript? {
    var counts: [LetterScript: Int] = [:]
    LetterScript.count(line, into: &counts)
    let unlearned = counts.filter { !learned.contains($0.key) }
    guard 2 * unlearned.values.reduce(0, +) > counts.values.reduce(0, +) else { return nil }
    // Equal counts are told apart by name: the order of a hash table is random.
    return unlearned.max { ($0.value, $1.key.name) < ($1.value, $0.key.name) }?.key
  }
}
