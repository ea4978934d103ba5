/// The parts of a sentencepiece model's file that the library does not expose. The file is a protocol buffer, `ModelProto`:
/// pieces (1), the training settings (2), normalization (3) and denormalization (5).
struct SentencePieceFile {
  /// The user-defined pieces, which are never split.
  private(set) var symbols: [String] = []
  /// `unigram`, `bpe`, `word` or `char`.
  private(set) var algorithm = "unigram"
  /// The name of its normalization, such as `nmt_nfkc`, `identity`, or `user_defined`.
  private(set) var normalization = ""
  /// The character tables for input and for output text.
  private(set) var characterMaps: [ArraySlice<UInt8>] = []
  private(set) var hasByteFallback = false
  private var inputFormat = ""
  private var modelPrefix = ""

  /// Whether `SentencePieceTrainer` wrote it: over tokens, from counted lines, not into a file of the library's.
  var isOurs: Bool {
    inputFormat == "tsv" && modelPrefix.isEmpty && normalization == "identity" && hasByteFallback
  }

  /// - Parameter bytes: that the library takes for a model. What is damaged is left out.
  init(_ bytes: [UInt8]) {
    for (number, field) in ProtocolBuffer(bytes[...]) {
      guard case .bytes(let message) = field else { continue }
      switch number {
      case 1: readPiece(message)
      case 2: readTraining(message)
      case 3, 5: readNormalization(message, isOfInput: number == 3)
      default: break
      }
    }
  }

  private mutating func readPiece(_ message: ArraySlice<UInt8>) {
    var piece: ArraySlice<UInt8> = []
    var isUserDefined = false
    for (number, field) in ProtocolBuffer(message) {
      if number == 1, case .bytes(let spelling) = field { piece = spelling }
      if number == 3, case .number(let type) = field { isUserDefined = type == 4 }
    }
    if isUserDefined { symbols.append(String(decoding: piece, as: UTF8.self)) }
  }

  private mutating func readNormalization(_ message: ArraySlice<UInt8>, isOfInput: Bool) {
    for (number, field) in ProtocolBuffer(message) {
      guard case .bytes(let bytes) = field else { continue }
      if number == 1, isOfInput { normalization = String(decoding: bytes, as: UTF8.self) }
      if number == 2 { characterMaps.append(bytes) }
    }
  }

  private mutating func readTraining(_ message: ArraySlice<UInt8>) {
    for (number, field) in ProtocolBuffer(message) {
      switch (number, field) {
      case (2, .bytes(let text)): modelPrefix = String(decoding: text, as: UTF8.self)
      case (3, .number(let type)):
        algorithm =
          switch type {
          case 2: "bpe"
          case 3: "word"
          case 4: "char"
          default: "unigram"
          }
      case (7, .bytes(let text)): inputFormat = String(decoding: text, as: UTF8.self)
      case (35, .number(let value)): hasByteFallback = value != 0
      default: break
      }
    }
  }
}

/// The fields of a message in the wire format of protocol buffers, up to the first that is damaged.
private struct ProtocolBuffer: Sequence, IteratorProtocol {
  enum Field {
    case number(UInt64)
    case bytes(ArraySlice<UInt8>)
    /// Four or eight bytes, or the begin or end of a group, whose fields follow as if they were fields of the message.
    case other
  }

  private var rest: ArraySlice<UInt8>

  init(_ message: ArraySlice<UInt8>) { rest = message }

  mutating func next() -> (Int, Field)? {
    guard let key = number(), let field = field(ofType: key & 7) else { return nil }
    return (Int(key >> 3), field)
  }

  private mutating func field(ofType type: UInt64) -> Field? {
    switch type {
    case 0: return number().map(Field.number)
    case 1: return take(8) == nil ? nil : .other
    case 2:
      guard let count = number(), count <= UInt64(rest.count), let bytes = take(Int(count)) else { return nil }
      return .bytes(bytes)
    case 3, 4: return .other
    case 5: return take(4) == nil ? nil : .other
    default: return nil
    }
  }

  private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  /// Seven bits a byte, the lowest first.
  private mutating func number() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let byte = rest.popFirst() else { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }
}
