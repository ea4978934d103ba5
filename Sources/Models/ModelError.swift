import Basics

/// Why a model cannot be read.
public enum ModelError: Diagnostic, Equatable {
  case file(FileError)
  /// - Parameter reason: what is wrong with the file.
  case notSafetensors(path: String, reason: String)
  case wrongChecksum(path: String)
  case missingTensor(path: String, name: String)
  /// A tensor that the configuration has no place for.
  case unknownTensor(path: String, name: String)
  case wrongShape(path: String, name: String, expected: [Int], found: [Int])
  case wrongType(path: String, name: String, expected: String, found: String)
  /// A scale of a tensor in int8 that is negative or not finite. Rows count from 0.
  case invalidScale(path: String, name: String, row: Int)
  /// A number that is not finite, where the tensor is to be quantized.
  case notFinite(path: String, name: String, row: Int)
  /// - Parameter known: the newest version that this program reads.
  case newerFormat(path: String, found: Int, known: Int)
  /// - Parameters:
  ///   - key: in dotted form, where one key is to blame.
  ///   - reason: what is wrong.
  case invalidConfiguration(path: String, key: String?, reason: String)
}

extension ModelError {
  public var category: DiagnosticCategory {
    switch self {
    case .file(let error): error.category
    case .notSafetensors, .wrongChecksum, .missingTensor, .unknownTensor, .wrongShape, .wrongType,
      .invalidScale, .notFinite, .newerFormat, .invalidConfiguration:
      .badData
    }
  }

  public var location: DiagnosticLocation? {
    switch self {
    case .file(let error): error.location
    case .notSafetensors(let path, _), .wrongChecksum(let path), .missingTensor(let path, _),
      .unknownTensor(let path, _), .wrongShape(let path, _, _, _), .wrongType(let path, _, _, _),
      .invalidScale(let path, _, _), .notFinite(let path, _, _), .newerFormat(let path, _, _):
      DiagnosticLocation(file: path)
    case .invalidConfiguration(let path, let key, _): DiagnosticLocation(file: path, key: key)
    }
  }

  public var summary: String {
    switch self {
    case .file(let error): error.summary
    case .notSafetensors(_, let reason): "not a safetensors file that can be read: \(reason)"
    case .wrongChecksum: "the content does not match its checksum"
    case .missingTensor(_, let name): "the tensor \(name) is missing"
    case .unknownTensor(_, let name): "the configuration has no place for the tensor \(name)"
    case .wrongShape(_, let name, let expected, let found):
      "the tensor \(name) has the shape \(found), but the configuration asks for \(expected)"
    case .wrongType(_, let name, let expected, let found):
      "the tensor \(name) holds \(found), but the configuration asks for \(expected)"
    case .invalidScale(_, let name, let row):
      "the scale of row \(row) of the tensor \(name) is negative or not finite"
    case .notFinite(_, let name, let row):
      "row \(row) of the tensor \(name) contains NaN or infinity, which int8 cannot represent"
    case .newerFormat(_, let found, let known):
      "the model has format version \(found), and this mt reads versions up to \(known)"
    case .invalidConfiguration(_, _, let reason): reason
    }
  }

  public var remedy: String? {
    switch self {
    case .file(let error): error.remedy
    case .notSafetensors: "give a model that mt wrote; if this is one, copy it again"
    case .wrongChecksum: "the file was damaged or changed: copy it again, or use another checkpoint"
    case .invalidScale: "quantize the model again with 'mt quantize'"
    case .notFinite: "use another checkpoint: this model's training diverged"
    case .missingTensor, .unknownTensor, .wrongShape, .wrongType:
      "keep the weights and the config.json of one model together"
    case .newerFormat: "use a newer mt"
    case .invalidConfiguration: "use the config.json that was written with the weights"
    }
  }
}
