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

  /// Compresses `text` into one frame and hands it to `body`.
  func withFrame<Failure: Error>(
    of text: [UInt8], _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let bound = mt_zstd_compress_bound(text.count)
    if output.count < bound { output = [UInt8](repeating: 0, count: bound) }
    let size = mt_zstd_compress_frame(handle, text, text.count, &output, output.count)
    precondition(size > 0, "zstd cannot fail with this much room")
    let frame = output[..<size]
    var failure: Failure?
    frame.withUnsafeBytes { bytes in
      do throws(Failure) { try body(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
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

  /// The text of exactly one frame, of which the size is known; nil if it is not that (see `reason`).
  func text(ofFrame frame: [UInt8], size: Int) -> [UInt8]? {
    var text = [UInt8](repeating: 0, count: size)
    let status = mt_zstd_decompress_frame(handle, frame, frame.count, &text, size)
    return status == Int32(MT_ZSTD_FRAME_COMPLETE) ? text : nil
  }

  var reason: String { String(cString: mt_zstd_reason(handle)) }
}
