import Basics
import FoundationEssentials
import Models

/// The checksums that a model's `config.json` holds under `checksums`: by name, of each vocabulary's file and of
/// `config.json` itself, which is hashed with zeros in the place of its own checksum. With the one that is in the file of
/// weights, nothing of a model can be damaged unseen. A file without a checksum is read unchecked.
struct BundleChecksums {
  /// By a file's name, its checksum in 16 hexadecimal digits.
  private var digits: [String: String] = [:]

  /// Reads the checksums in `config.json`, and compares the file with its own.
  init(ofConfiguration bytes: [UInt8], path: String) throws(InferenceError) {
    // One that is no table of texts is damaged too.
    guard let found = try? JSONDecoder().decode(Holder.self, from: Data(bytes)) else {
      throw .wrongChecksum(path: path)
    }
    digits = found.checksums ?? [:]
    guard let own = digits[ModelBundle.configurationFile] else { return }
    if Self.text(of: Self.replacing(own, by: Self.zeros, in: bytes)) != own { throw .wrongChecksum(path: path) }
  }

  /// - Parameter bytes: of the file at `path`.
  func check(_ bytes: [UInt8], of name: String, path: String) throws(InferenceError) {
    if let expected = digits[name], expected != Self.text(of: bytes) { throw .wrongChecksum(path: path) }
  }

  func has(_ name: String) -> Bool { digits[name] != nil }

  /// The `config.json` of a model with these vocabularies.
  /// - Parameter vocabularies: by a file's name, its bytes.
  static func json(of configuration: BundleConfiguration, vocabularies: [String: [UInt8]]) -> [UInt8] {
    var digits = vocabularies.mapValues(text)
    digits[ModelBundle.configurationFile] = zeros
    let json = Checked(configuration: configuration, holder: Holder(checksums: digits)).json
    return replacing(zeros, by: text(of: json), in: json)
  }

  private static let zeros = String(repeating: "0", count: 16)

  private static func text(of bytes: [UInt8]) -> String {
    SafetensorsChecksum.text(bytes.withUnsafeBytes { SafetensorsChecksum.hash($0, seed: 0) })
  }

  /// The bytes with the JSON string `old`, wherever it stands, replaced by one of the same length.
  private static func replacing(_ old: String, by new: String, in bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    let (old, new) = (Array("\"\(old)\"".utf8), Array("\"\(new)\"".utf8))
    guard old.count == new.count else { return bytes }
    for start in bytes.indices.dropLast(old.count - 1) where bytes[start...].starts(with: old) {
      bytes.replaceSubrange(start..<start + new.count, with: new)
    }
    return bytes
  }
}

private struct Holder: Codable {
  var checksums: [String: String]?
}

/// A configuration and its checksums in one object.
private struct Checked: Encodable {
  var configuration: BundleConfiguration
  var holder: Holder

  func encode(to encoder: any Encoder) throws {
    try configuration.encode(to: encoder)
    try holder.encode(to: encoder)
  }

  /// Sorted keys: equal configurations give equal bytes.
  var json: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Only a number that is not finite could fail, and a configuration with one has a fault.
    guard let data = try? encoder.encode(self) else { preconditionFailure("the configuration has a fault: \(self)") }
    return Array(data) + [UInt8(ascii: "\n")]
  }
}
