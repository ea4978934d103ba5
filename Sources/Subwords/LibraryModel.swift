import Basics
internal import CSentencePiece

/// The library's own object, freed with this one. It says what the library says; `SentencePieceModel` and `ForeignModel`
/// know what that means.
final class LibraryModel: Sendable {
  /// It is not changed after it was created, and the library's encoding is thread-safe.
  private nonisolated(unsafe) let model: OpaquePointer

  init(bytes: [UInt8], name: String) throws(SubwordError) {
    guard !bytes.isEmpty else { throw .notAModel(path: name, reason: "it is empty") }
    guard SentencePieceFile(bytes).characterMaps.allSatisfy(CharacterMap.isSound) else {
      throw .notAModel(path: name, reason: "its normalization table is damaged")
    }
    var message = [CChar](repeating: 0, count: 512)
    guard let model = mt_spm_load(bytes, bytes.count, &message, message.count) else {
      let text = messageText(message)
      // The library may have nothing to say but where its source stopped.
      throw .notAModel(
        path: name, reason: text.utf8.first == UInt8(ascii: ".") ? "its bytes are not those of one" : text)
    }
    self.model = model
  }

  deinit {
    mt_spm_free(model)
  }

  func pieces() -> [String] {
    (0..<mt_spm_size(model)).map { id in
      var count = 0
      let piece = mt_spm_piece(model, id, &count)
      return String(decoding: UnsafeBufferPointer(start: piece, count: count), as: UTF8.self)
    }
  }

  /// The model's own ids of padding, unknown, begin and end; negative for what it has not.
  var specialIDs: [TokenID] {
    let ids = mt_spm_special_ids(model)
    return [ids.padding, ids.unknown, ids.begin, ids.end]
  }

  /// Nil if the library fails.
  func encode(_ text: [UInt8]) -> [TokenID]? {
    guard !text.isEmpty else { return [] }
    var failed = false
    var needed = text.count
    var ids: [TokenID] = []
    // Twice at the most: normalization may make more pieces than there are bytes.
    repeat {
      let capacity = needed
      ids = [TokenID](unsafeUninitializedCapacity: capacity) { buffer, count in
        let found = mt_spm_encode(model, text, text.count, buffer.baseAddress!, capacity)
        failed = found < 0
        needed = max(Int(found), 0)
        count = min(needed, capacity)
      }
    } while ids.count < needed
    return failed ? nil : ids
  }

  /// The ids, and for each where its piece ends in `text`. Nil if the library fails.
  func encodeWithEnds(_ text: [UInt8]) -> (ids: [TokenID], ends: [Int])? {
    guard !text.isEmpty else { return ([], []) }
    var capacity = text.count
    while true {
      var ids = [TokenID](repeating: 0, count: capacity)
      var ends = [Int](repeating: 0, count: capacity)
      let found = Int(mt_spm_encode_spans(model, text, text.count, &ids, &ends, capacity))
      if found < 0 { return nil }
      if found <= capacity { return (Array(ids[..<found]), Array(ends[..<found])) }
      capacity = found
    }
  }

  /// - Parameter ids: of the model.
  func decode(_ ids: [TokenID]) -> String {
    var count = 0
    guard !ids.isEmpty, let bytes = mt_spm_decode(model, ids, ids.count, &count) else { return "" }
    defer { mt_spm_release(bytes) }
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }
}

/// The C string that a native call left in its message buffer.
func messageText(_ message: [CChar]) -> String {
  String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}
