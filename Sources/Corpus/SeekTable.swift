/// The seek table of zstd's seekable format (`contrib/seekable_format` of zstd): a skippable frame behind all others, so
/// that the file is still a plain zstd file. All numbers are little-endian, of 32 bits unless said:
///
///     0x184D2A5E   skippable frame      size of what follows
///     for each frame: compressed size, decompressed size
///     number of frames, descriptor (one byte; 0: the entries have no checksums), 0x8F92EAB1
enum SeekTable {
  static func bytes(_ frames: [ShardIndex.Frame]) -> [UInt8] {
    var bytes: [UInt8] = []
    append(0x184D_2A5E, to: &bytes)
    append(8 * frames.count + 9, to: &bytes)
    for frame in frames {
      append(frame.compressedBytes, to: &bytes)
      append(frame.textBytes, to: &bytes)
    }
    append(frames.count, to: &bytes)
    bytes.append(0)
    append(0x8F92_EAB1, to: &bytes)
    return bytes
  }

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: UInt32(number).littleEndian) { bytes.append(contentsOf: $0) }
  }
}
