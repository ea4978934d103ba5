internal import CICU

/// An encoding of text that ICU knows, such as windows-874 or UTF-16.
public struct TextEncoding: Sendable, Equatable, Codable {
  /// The usual name.
  public let name: String

  public static let utf8 = TextEncoding(known: "UTF-8")
  public static let utf16LittleEndian = TextEncoding(known: "UTF-16LE")
  public static let utf16BigEndian = TextEncoding(known: "UTF-16BE")
  public static let utf32 = TextEncoding(known: "UTF-32")

  /// - Parameter name: any of the names that an encoding has, in capital or small letters; nil if ICU does not know it.
  public init?(_ name: String) {
    guard name.utf8.count < 60, !name.utf8.contains(0) else { return nil }
    var usual = [CChar](repeating: 0, count: 64)
    guard mt_icu_encoding_name(name, &usual, 64) > 0 else { return nil }
    self.name = ICU.string(usual)
  }

  private init(known name: String) { self.name = name }

  /// Whether text in it is valid UTF-8 as it stands.
  public var isUTF8: Bool { name == "UTF-8" || name == "US-ASCII" }
}

/// Decodes a text in one encoding, piece by piece, to UTF-8.
public final class TextDecoder {
  /// No call of `decode` may have less room.
  public static let leastRoom = 16

  private let handle: OpaquePointer

  public init(_ encoding: TextEncoding) {
    guard let handle = mt_icu_decoder_open(encoding.name) else { preconditionFailure("no memory for ICU") }
    self.handle = handle
  }

  deinit { mt_icu_decoder_close(handle) }

  /// Reads some of `bytes` and writes some of `text`. Bytes that the encoding does not have become a byte 0xFF, which UTF-8
  /// does not have: whoever repairs text repairs them, and counts them.
  /// - Parameter isFinal: no more bytes follow. Called again until nothing is produced.
  public func decode(
    _ bytes: UnsafeRawBufferPointer, isFinal: Bool, into text: UnsafeMutableRawBufferPointer
  ) -> (consumed: Int, produced: Int) {
    var (consumed, produced) = (0, 0)
    mt_icu_decode(
      handle, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, isFinal ? 1 : 0, &consumed,
      text.baseAddress!.assumingMemoryBound(to: UInt8.self), text.count, &produced)
    return (consumed, produced)
  }

  /// The whole of a text.
  public static func decode(_ bytes: some Collection<UInt8>, from encoding: TextEncoding) -> [UInt8] {
    let decoder = TextDecoder(encoding)
    let bytes = Array(bytes)
    var text: [UInt8] = []
    bytes.withUnsafeBytes { bytes in
      withUnsafeTemporaryAllocation(byteCount: 1 << 12, alignment: 1) { room in
        var rest = bytes
        while true {
          let (consumed, produced) = decoder.decode(rest, isFinal: true, into: room)
          text += room[..<produced]
          rest = UnsafeRawBufferPointer(rebasing: rest[consumed...])
          if produced == 0 { return }
        }
      }
    }
    return text
  }
}
