import Basics

/// Trouble with a subword model or its training.
public enum SubwordError: Diagnostic, Equatable {
  case file(FileError)
  case notAModel(path: String, reason: String)
  case foreignSpecials(path: String, piece: String, id: Int, found: String?)
  case noByteFallback(path: String)
  case changesText(path: String)
  /// `characters` have a piece each, and the pieces of bytes, specials and symbols make up the rest of `minimum`.
  case sizeTooSmall(size: Int, minimum: Int, characters: Int)
  case nothingToLearn
  case unusableSymbol(String)
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
    case .sizeTooSmall, .nothingToLearn, .unusableSymbol, .trainingFailed: nil
    }
  }

  public var summary: String {
    switch self {
    case .file(let error): error.summary
    case .notAModel(_, let reason): "not a sentencepiece model: \(reason)"
    case .foreignSpecials(_, let piece, let id, let found):
      "piece \(id) of the subword model is \(found.map { "'\($0)'" } ?? "missing") where \(piece) is expected"
    case .noByteFallback: "the subword model has no byte fallback: characters without a piece would be lost"
    case .changesText: "the subword model changes text (it normalizes, or adds or removes whitespace)"
    case .sizeTooSmall(let size, let minimum, let characters):
      "a vocabulary of \(size) is too small: the text has \(characters) characters, "
        + "which take \(minimum) pieces together with bytes and special pieces"
    case .nothingToLearn: "there is no text to learn a vocabulary from"
    case .unusableSymbol(let symbol):
      "'\(symbol)' cannot be a vocabulary symbol: it is empty, given twice, already a piece, or has whitespace in it"
    case .trainingFailed(let reason): "sentencepiece could not train the vocabulary: \(reason)"
    }
  }

  public var remedy: String? {
    switch self {
    case .file(let error): error.remedy
    case .notAModel: "give a .model file that `mt vocabulary train` or `mt train` wrote"
    case .foreignSpecials, .noByteFallback, .changesText: "train a vocabulary with `mt vocabulary train`"
    case .sizeTooSmall(_, let minimum, _): "ask for a size of \(minimum) or more"
    case .nothingToLearn: "give training text that is not empty"
    case .unusableSymbol: "give other symbols"
    case .trainingFailed: nil
    }
  }
}
