import Basics
import FoundationEssentials

/// The number type of a tensor, by its name in the format.
public enum SafetensorsType: String, Sendable {
  case float32 = "F32"
  case int8 = "I8"

  /// Bytes of a number.
  var size: Int { self == .float32 ? 4 : 1 }
}

/// A tensor of a weights file.
public struct SafetensorsEntry: Sendable, Equatable {
  public let name: String
  public let type: SafetensorsType
  /// Row-major.
  public let shape: [Int]
  /// Its bytes, counted from the first byte of the first tensor.
  let bytes: Range<Int>
}

/// The table at the start of a safetensors file (github.com/huggingface/safetensors, "Format"): 8 bytes of length, little
/// end first; JSON, padded with spaces; then the tensors, one behind the other without gaps.
///
/// `mt` writes 32-bit floats and 8-bit integers only, pads so that the tensors start at a multiple of 64 bytes, and adds a checksum to the
/// file's metadata: under `checksumKey` stands, in 16 hexadecimal digits, the hash of
/// 1. `json(checksum: 0)`: the table and all metadata in one fixed form, so that another order of keys or other blanks do
///    not count;
/// 2. the bytes of each tensor, in the order of the file,
/// chained as `SafetensorsChecksum` says. A file without a checksum is read unchecked.
struct SafetensorsHeader: Equatable {
  static let checksumKey = "mt_xxh64"
  /// The limit of the reference implementation.
  static let largestLength = 100_000_000

  /// The tensors in the order of the file.
  var entries: [SafetensorsEntry]
  /// Without the checksum.
  var metadata: [String: String]

  /// The header as `mt` writes it, with no length before it and no padding behind it.
  func json(checksum: UInt64) -> [UInt8] {
    var all = metadata
    all[Self.checksumKey] = SafetensorsChecksum.text(checksum)
    let pairs = all.map { (Array($0.utf8), $1) }.sorted { $0.0.lexicographicallyPrecedes($1.0) }
    var json = Array("{\"__metadata__\":{".utf8)
    for (index, (key, value)) in pairs.enumerated() {
      if index > 0 { json.append(UInt8(ascii: ",")) }
      Self.append(key, to: &json)
      json.append(UInt8(ascii: ":"))
      Self.append(Array(value.utf8), to: &json)
    }
    json.append(UInt8(ascii: "}"))
    for entry in entries {
      json.append(UInt8(ascii: ","))
      Self.append(Array(entry.name.utf8), to: &json)
      let shape = entry.shape.map(String.init).joined(separator: ",")
      let offsets = "\(entry.bytes.lowerBound),\(entry.bytes.upperBound)"
      json += Array(":{\"dtype\":\"\(entry.type.rawValue)\",\"shape\":[\(shape)],\"data_offsets\":[\(offsets)]}".utf8)
    }
    json.append(UInt8(ascii: "}"))
    return json
  }

  /// Appends a JSON string.
  private static func append(_ text: [UInt8], to json: inout [UInt8]) {
    json.append(UInt8(ascii: "\""))
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): json += [UInt8(ascii: "\\"), byte]
      case 0..<0x20: json += Array((byte < 16 ? "\\u000" : "\\u00").utf8) + Array(String(byte, radix: 16).utf8)
      default: json.append(byte)
      }
    }
    json.append(UInt8(ascii: "\""))
  }

  /// Parses the JSON of a header and checks all that it says.
  /// - Parameter dataLength: bytes of the file behind the header.
  /// - Returns: the header, and the checksum where there is one.
  static func parse(
    _ json: [UInt8], dataLength: Int, path: String
  ) throws(ModelError) -> (header: SafetensorsHeader, checksum: String?) {
    let table: Table
    do {
      // The decoder would guess UTF-16 or UTF-32 from the first bytes: the format knows UTF-8 alone.
      guard json.first == UInt8(ascii: "{"), String(validating: json, as: UTF8.self) != nil else {
        throw ModelError.notSafetensors(path: path, reason: "its header is not JSON")
      }
      table = try JSONDecoder().decode(Table.self, from: Data(json))
    } catch {
      throw .notSafetensors(path: path, reason: "its header is not a table of tensors in JSON")
    }
    func refuse(_ reason: String) -> ModelError { .notSafetensors(path: path, reason: reason) }

    var entries: [SafetensorsEntry] = []
    for (name, row) in table.rows {
      guard let type = SafetensorsType(rawValue: row.dtype) else {
        throw refuse("the tensor \(name) holds \(row.dtype), not F32 or I8")
      }
      guard row.dataOffsets.count == 2, 0 <= row.dataOffsets[0], row.dataOffsets[0] <= row.dataOffsets[1],
        row.dataOffsets[1] <= dataLength
      else { throw refuse("the tensor \(name) lies outside the file") }
      let bytes = row.dataOffsets[0]..<row.dataOffsets[1]
      guard byteCount(row.shape, type) == bytes.count else {
        throw refuse("the tensor \(name) of shape \(row.shape) has \(bytes.count) bytes")
      }
      entries.append(SafetensorsEntry(name: name, type: type, shape: row.shape, bytes: bytes))
    }
    entries.sort { left, right in
      if left.bytes.lowerBound != right.bytes.lowerBound { return left.bytes.lowerBound < right.bytes.lowerBound }
      if left.bytes.upperBound != right.bytes.upperBound { return left.bytes.upperBound < right.bytes.upperBound }
      return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }
    var position = 0
    for entry in entries {
      guard entry.bytes.lowerBound == position else {
        throw refuse("there is a gap or an overlap before the tensor \(entry.name)")
      }
      position = entry.bytes.upperBound
    }
    guard position == dataLength else { throw refuse("\(dataLength - position) bytes belong to no tensor") }
    var metadata = table.metadata
    let checksum = metadata.removeValue(forKey: checksumKey)
    return (SafetensorsHeader(entries: entries, metadata: metadata), checksum)
  }

  /// The size of a tensor in bytes; nil if the shape is invalid or the product overflows.
  static func byteCount(_ shape: [Int], _ type: SafetensorsType) -> Int? {
    var bytes = type.size
    for size in shape {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow else { return nil }
      bytes = product
    }
    return bytes
  }
}

/// The header as it is written in the file.
private struct Table: Decodable {
  struct Row: Decodable {
    var dtype: String
    var shape: [Int]
    var dataOffsets: [Int]

    enum CodingKeys: String, CodingKey {
      case dtype, shape
      case dataOffsets = "data_offsets"
    }
  }

  struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  var rows: [(name: String, row: Row)] = []
  var metadata: [String: String] = [:]

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    for key in container.allKeys {
      if key.stringValue == "__metadata__" {
        metadata = try container.decode([String: String].self, forKey: key)
      } else {
        rows.append((key.stringValue, try container.decode(Row.self, forKey: key)))
      }
    }
  }
}
