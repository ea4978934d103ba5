import Basics
internal import CZlib

/// gzip for Swift: streams of members are read; nothing is written.
public enum Gzip {
  /// The version of zlib in use, as "1.2.13".
  public static var libraryVersion: String { String(cString: mt_zlib_version()) }
}

/// Decompresses a stream of members step by step. Zeros behind the last one, with which tapes and some programs fill up a
/// block, are passed over.
final class GzipDecompressor: Decompressor {
  private let handle: OpaquePointer
  private var isBetweenMembers = false
  private var isInPadding = false

  init() {
    guard let handle = mt_gzip_decompressor_create() else { preconditionFailure("no memory for zlib") }
    self.handle = handle
  }

  deinit { mt_gzip_decompressor_free(handle) }

  func step(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (step: DecompressionStep, consumed: Int, produced: Int) {
    if isBetweenMembers && input.first == 0 { isInPadding = true }
    if isInPadding {
      let count = input.prefix { $0 == 0 }.count
      return (count < input.count ? .failed(reason: "it follows zeros") : .frameComplete, count, 0)
    }
    var consumed = 0
    var produced = 0
    let status = mt_gzip_decompress_stream(
      handle, input.baseAddress, input.count, &consumed, output.baseAddress!, output.count, &produced)
    isBetweenMembers = status == Int32(MT_GZIP_MEMBER_COMPLETE)
    switch status {
    case Int32(MT_GZIP_MEMBER_COMPLETE): return (.frameComplete, consumed, produced)
    case Int32(MT_GZIP_MORE): return (.more, consumed, produced)
    default: return (.failed(reason: String(cString: mt_gzip_reason(handle))), consumed, produced)
    }
  }
}
