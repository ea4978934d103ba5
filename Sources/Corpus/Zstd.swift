import Basics
internal import CZstd

/// zstd for Swift: frames with content checksums, and streams of them.
public enum Zstd {
  /// The version of the library in use, as "1.5.4".
  public static var libraryVersion: String { String(cString: mt_zstd_version()) }
}

/// Compresses one frame at a time, at one level.
final class ZstdCompressor {
  private let handle: OpaquePointer
  private var output: [UInt8] = []

  init(level: Int) {
    guard let handle = mt_zstd_compressor_create(Int32(level)) else { preconditionFailure("no memory for zstd") }
    self.handle = handle
  }

  deinit { mt_zstd_compressor_free(handle) }

  /// One frame of `text`.
  func frame(of text: [UInt8]) -> [UInt8] {
    let bound = mt_zstd_compress_bound(text.count)
    if output.count < bound { output = [UInt8](repeating: 0, count: bound) }
    let size = mt_zstd_compress_frame(handle, text, text.count, &output, output.count)
    precondition(size > 0, "zstd cannot fail with this much room")
    return Array(output[..<size])
  }
}

/// Decompresses whole frames, or a stream of frames step by step.
final class ZstdDecompressor: Decompressor {
  private let handle: OpaquePointer

  init() {
    guard let handle = mt_zstd_decompressor_create() else { preconditionFailure("no memory for zstd") }
    self.handle = handle
  }

  deinit { mt_zstd_decompressor_free(handle) }

  func step(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (step: DecompressionStep, consumed: Int, produced: Int) {
    var consumed = 0
    var produced = 0
    let status = mt_zstd_decompress_stream(
      handle, input.baseAddress, input.count, &consumed, output.baseAddress!, output.count, &produced)
    switch status {
    case Int32(MT_ZSTD_FRAME_COMPLETE): return (.frameComplete, consumed, produced)
    case Int32(MT_ZSTD_MORE): return (.more, consumed, produced)
    default: return (.failed(reason: reason), consumed, produced)
    }
  }

  /// Decompresses exactly one frame, which must fill `text`; false if it does not (see `reason`).
  func decompress(_ frame: [UInt8], into text: inout [UInt8]) -> Bool {
    mt_zstd_decompress_frame(handle, frame, frame.count, &text, text.count) == Int32(MT_ZSTD_FRAME_COMPLETE)
  }

  var reason: String { String(cString: mt_zstd_reason(handle)) }
}
