import Basics
import TextProcessing

/// Trouble with a subword model or its training.
public enum SubwordError: Diagnostic, Equatable {
  case file(FileError)
  case notAModel(path: String, reason: String)
  case notAVocabulary(path: String, line: Int, reason: String)
  case foreignSpecials(path: String, piece: String, id: Int, found: String?)
  case noByteFallback(path: String)
  case changesText(path: String)
  /// `characters` have a piece each, and the pieces of bytes, specials and symbols make up the rest of `minimum`.
  case sizeTooSmall(size: Int, minimum: Int, characters: Int)
  /// Specials, symbols and bytes leave no room for what is learned.
  case noRoom(size: Int, fixed: Int)
  case nothingToLearn
  case unusableSymbol(String)
  /// Normalization makes another text of it: it would never be found.
  case changedSymbol(String, language: String)
  case trainingFailed(reason: String)
}

extension SubwordError {
  public var category: DiagnosticCategory {
    switch self {
    case .file(let error): error.category
    case .trainingFailed: .internalFault
    default: .badData
    }
  }

  public var location: DiagnosticLocation? {
    switch self {
    case .file(let error): error.location
    case .notAModel(let path, _), .foreignSpecials(let path, _, _, _), .noByteFallback(let path),
      .changesText(let path):
      DiagnosticLocation(file: path)
    case .notAVocabulary(let path, let line, _): DiagnosticLocation(file: path, line: line)
    case .sizeTooSmall, .noRoom, .nothingToLearn, .unusableSymbol, .changedSymbol, .trainingFailed: nil
    }
  }

  public var summary: String {
    switch self {
    case .file(let error): error.summary
    case .notAModel(_, let reason): "not a sentencepiece model: \(reason)"
    case .notAVocabulary(_, _, let reason): "not a line of a vocabulary: \(reason)"
    case .foreignSpecials(_, let piece, let id, let found):
      "piece \(id) of the subword model is \(found.map { "'\($0)'" } ?? "missing") where \(piece) is expected"
    case .noByteFallback: "the subword model has no byte fallback: characters without a piece would be lost"
    case .changesText: "the subword model changes text (it normalizes, or adds or removes whitespace)"
    case .sizeTooSmall(let size, let minimum, let characters):
      "a vocabulary of \(size) is too small: the text has \(characters) \(plural("character", characters)); "
        + "with bytes and special pieces, \(minimum) pieces are needed"
    case .noRoom(let size, let fixed):
      "a vocabulary of \(size) is too small: special pieces, symbols and bytes alone are \(fixed)"
    case .nothingToLearn: "there is no text to learn a vocabulary from"
    case .unusableSymbol(let symbol):
      "'\(symbol)' cannot be a vocabulary symbol: it is empty, given twice, already a piece, has whitespace or ▁ in it, "
        + "or is longer than \(maximumTokenLength) UTF-16 units"
    case .changedSymbol(let symbol, let language):
      "'\(symbol)' cannot be a vocabulary symbol: normalization for the language '\(language)' changes it"
    case .trainingFailed(let reason): "sentencepiece could not train the vocabulary: \(reason)"
    }
  }

  public var remedy: String? {
    switch self {
    case .file(let error): error.remedy
    case .notAModel: "give a sentencepiece model, or a vocabulary that `mt vocabulary train` or `mt train` wrote"
    case .notAVocabulary: "give a file that `mt vocabulary train` or `mt train` wrote, unchanged"
    case .foreignSpecials, .noByteFallback, .changesText: "train a vocabulary with `mt vocabulary train`"
    case .sizeTooSmall(_, let minimum, _): "use a size of \(minimum) or more"
    case .noRoom(_, let fixed): "use a size above \(fixed)"
    case .nothingToLearn: "give text with at least one visible character"
    case .unusableSymbol, .changedSymbol: "choose other symbols"
    case .trainingFailed: nil
    }
  }
}
