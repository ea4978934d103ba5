import Basics
internal import CLzma

/// xz for Swift: streams are read; nothing is written.
public enum Lzma {
  /// The version of liblzma in use, as "5.4.1".
  public static var libraryVersion: String { String(cString: mt_lzma_version()) }
}

/// Decompresses the streams of an .xz file step by step.
final class XzDecompressor: Decompressor {
  private let handle: OpaquePointer

  init() {
    guard let handle = mt_xz_decompressor_create() else { preconditionFailure("no memory for liblzma") }
    self.handle = handle
  }

  deinit { mt_xz_decompressor_free(handle) }

  func step(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (step: DecompressionStep, consumed: Int, produced: Int) {
    var consumed = 0
    var produced = 0
    let status = mt_xz_decompress_stream(
      handle, input.baseAddress, input.count, &consumed, output.baseAddress!, output.count, &produced)
    switch status {
    case Int32(MT_XZ_STREAM_COMPLETE): return (.frameComplete, consumed, produced)
    case Int32(MT_XZ_MORE): return (.more, consumed, produced)
    default: return (.failed(reason: String(cString: mt_xz_reason(handle))), consumed, produced)
    }
  }
}
