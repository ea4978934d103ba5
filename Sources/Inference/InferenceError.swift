import Basics
import Decoding
import Models
import Subwords
import TextProcessing

/// Why a model cannot be opened, or a text not be translated.
public enum InferenceError: Diagnostic, Equatable {
  case noModelFolder(path: String)
  case notAFolder(path: String)
  /// - Parameter needed: all files that a folder like this one has.
  case missingFile(folder: String, name: String, needed: [String])
  /// The subword model of a path, and what the configuration says.
  case wrongVocabularySize(path: String, expected: Int, found: Int)
  /// A model that is to be quantized.
  case alreadyQuantized(path: String)
  /// A file that is not what its checksum in `config.json` says.
  case wrongChecksum(path: String)
  /// The weights that a configuration asks for do not fit into memory.
  case tooLarge(path: String, parameters: Int, bytes: Int, present: Int)
  /// The hypotheses of a search do not fit into memory.
  case searchTooLarge(batchSize: Int, beamSize: Int, bytes: Int, present: Int)
  case model(ModelError)
  case subwords(SubwordError)
  case decoding(DecodingError)
}

extension InferenceError {
  public var category: DiagnosticCategory {
    switch self {
    case .noModelFolder, .notAFolder, .missingFile: .missingInput
    case .wrongVocabularySize, .alreadyQuantized, .wrongChecksum, .tooLarge: .badData
    case .searchTooLarge: .usage
    case .model(let error): error.category
    case .subwords(let error): error.category
    case .decoding(let error): error.category
    }
  }

  public var location: DiagnosticLocation? {
    switch self {
    case .noModelFolder(let path), .notAFolder(let path), .missingFile(let path, _, _),
      .wrongVocabularySize(let path, _, _), .alreadyQuantized(let path), .wrongChecksum(let path),
      .tooLarge(let path, _, _, _):
      DiagnosticLocation(file: path)
    case .searchTooLarge: nil
    case .model(let error): error.location
    case .subwords(let error): error.location
    case .decoding(let error): error.location
    }
  }

  public var summary: String {
    switch self {
    case .noModelFolder: "there is no such model"
    case .notAFolder: "not a model: a model is a folder with config.json in it"
    case .missingFile(_, let name, _): "not a complete model: \(name) is missing"
    case .wrongVocabularySize(_, let expected, let found):
      "it has \(found) pieces, but the model was trained with \(expected)"
    case .alreadyQuantized: "this model is already quantized to int8"
    case .wrongChecksum: "the content does not match its checksum in config.json"
    case .tooLarge(_, let parameters, let bytes, let present):
      "a model of \(parameters) parameters takes \(bytes >> 20) MiB, and this process may have \(present >> 20)"
    case .searchTooLarge(let batchSize, let beamSize, let bytes, let present):
      "batches of \(batchSize) sentences with a beam of \(beamSize) take \(bytes >> 20) MiB, and this process may have "
        + "\(present >> 20)"
    case .model(let error): error.summary
    case .subwords(let error): error.summary
    case .decoding(let error): error.summary
    }
  }

  public var remedy: String? {
    switch self {
    case .noModelFolder, .notAFolder: "give the folder of a model that `mt train` wrote, such as runs/th-en"
    case .missingFile(_, ModelBundle.configurationFile, let needed):
      "a model's folder contains \(needed.dropLast().joined(separator: ", ")) and \(needed.last ?? ""); "
        + "`mt train` writes them with its first checkpoint, and a checkpoint that is copied needs those of its run beside it"
    case .missingFile(_, _, let needed):
      "a model's folder contains \(needed.dropLast().joined(separator: ", ")) and \(needed.last ?? ""); "
        + "`mt train` writes them with its first checkpoint"
    case .wrongVocabularySize: "keep the weights, the config.json and the vocabularies of one model together"
    case .alreadyQuantized: "use it as it is, or quantize the model that it was made from"
    case .tooLarge: "check model in its config.json, or translate on a machine with more memory"
    case .searchTooLarge: "lower the batch size, the beam size or the number of workers"
    case .wrongChecksum:
      "the file was damaged or changed: copy it again, or, if you changed it on purpose, remove its line from `checksums`"
    case .model(let error): error.remedy
    case .subwords(let error): error.remedy
    case .decoding(let error): error.remedy
    }
  }
}
