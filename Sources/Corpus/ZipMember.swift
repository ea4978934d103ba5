internal import CZlib

/// A file in a zip archive.
struct ZipMember {
  /// The name in the archive. No file is ever written under it.
  var name: String
  /// The place of its compressed bytes in the archive.
  var place: Range<Int>
  /// Decompressed.
  var byteCount: Int
  /// CRC-32 of the text.
  var checksum: UInt32
  var isStored: Bool
  /// Why it cannot be read; nil if it can.
  var problem: String?
}

/// Decompresses a member and holds it to the size and the checksum that the archive names.
final class ZipDecompressor: Decompressor {
  private let member: ZipMember
  /// nil for a member that is stored as it is.
  private let handle: OpaquePointer?
  private var readBytes = 0
  private var producedBytes = 0
  private var checksum: UInt32 = 0
  private var isComplete = false

  init(_ member: ZipMember) {
    self.member = member
    handle = member.isStored ? nil : mt_deflate_decompressor_create()
    precondition(member.isStored || handle != nil, "no memory for zlib")
  }

  deinit { if let handle { mt_gzip_decompressor_free(handle) } }

  func step(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (step: DecompressionStep, consumed: Int, produced: Int) {
    if isComplete { return (.failed(reason: "it is longer than the archive says"), 0, 0) }
    var consumed = 0
    var produced = 0
    var isAtEnd = false
    if let handle {
      let status = mt_gzip_decompress_stream(
        handle, input.baseAddress, input.count, &consumed, output.baseAddress!, output.count, &produced)
      if status != Int32(MT_GZIP_MORE) && status != Int32(MT_GZIP_MEMBER_COMPLETE) {
        return (.failed(reason: String(cString: mt_gzip_reason(handle))), consumed, produced)
      }
      isAtEnd = status == Int32(MT_GZIP_MEMBER_COMPLETE)
    } else {
      consumed = min(input.count, output.count)
      produced = consumed
      output.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[..<consumed]))
      isAtEnd = readBytes + consumed == member.place.count
    }
    readBytes += consumed
    producedBytes += produced
    checksum = mt_crc32(checksum, output.baseAddress, produced)
    if producedBytes > member.byteCount { return (.failed(reason: "it is longer than the archive says"), consumed, 0) }
    guard isAtEnd else { return (.more, consumed, produced) }
    isComplete = true
    guard producedBytes == member.byteCount && checksum == member.checksum else {
      return (.failed(reason: "its checksum or size is not what the archive says"), consumed, 0)
    }
    return (.frameComplete, consumed, produced)
  }
}
