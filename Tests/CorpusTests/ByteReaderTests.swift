import Basics
import Testing

@testable import Corpus

struct ByteReaderTests {
  let scratch = Scratch()

  private func read(_ reader: ByteReader, atMost limit: Int = 1 << 16) throws -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: limit, alignment: 1)
    defer { buffer.deallocate() }
    var text: [UInt8] = []
    while true {
      let count = try reader.read(into: buffer)
      if count == 0 { return text }
      text += buffer[..<count]
    }
  }

  private func read(_ path: String) throws -> [UInt8] { try read(ByteReader(path: path)) }

  /// A frame of zstd, as a file holds it.
  private func frame(of text: [UInt8]) throws -> [UInt8] {
    try AtomicFile.read(scratch.writeFrames("frame", [text]))
  }

  /// Writes a file that need not last.
  private func quickly(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = "\(scratch.path)/\(name)"
    let file = try OutputFile(path: path)
    try bytes.withUnsafeBytes { try file.write($0) }
    return path
  }

  @Test func compressionIsToldByContentWhateverTheName() throws {
    let zstd = try scratch.writeFrames("text", [GzipSample.text])
    #expect(try read(zstd) == GzipSample.text)
    for name in ["text.gz", "text", "text.txt"] {
      #expect(try read(scratch.write(name, GzipSample.bytes)) == GzipSample.text)
    }
    #expect(try read(scratch.write("plain", GzipSample.text)) == GzipSample.text)
    for text in [[], [0x1f], [0x28, 0xb5, 0x2f]] as [[UInt8]] {
      #expect(try read(scratch.write("plain", text)) == text)
    }
  }

  @Test func membersFollowEachOther() throws {
    let long = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 3) }
    let path = try scratch.write(
      "text.gz",
      GzipSample.bytes + GzipSample.member(Array("ab\nc".utf8)) + GzipSample.member([]) + GzipSample.member(long))
    #expect(try read(path) == GzipSample.text + Array("ab\nc".utf8) + long)
  }

  @Test func framesToBeSkippedMayComeFirst() throws {
    let frame = try frame(of: Array("a\n".utf8))
    for kind in [0x50, 0x5e, 0x5f] as [UInt8] {
      let path = try scratch.write("text.zst", [kind, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3] + frame)
      #expect(try read(path) == Array("a\n".utf8))
    }
    let text: [UInt8] = [0x4f, 0x2a, 0x4d, 0x18]
    #expect(try read(scratch.write("text", text)) == text)
  }

  @Test func namesAgainstContentAreRefused() throws {
    func expect(_ name: String, _ bytes: [UInt8], holds content: String) throws {
      let path = try scratch.write(name, bytes)
      let ending = String(name.suffix(name.hasSuffix("gz") ? 3 : 4))
      #expect(throws: CorpusError.nameAgainstContent(path: path, ending: ending, content: content)) { try read(path) }
    }
    try expect("a.zst", GzipSample.bytes, holds: "gzip")
    try expect("a.gz", try frame(of: []), holds: "zstd")
    for name in ["a.gz", "a.zst"] {
      try expect(name, [], holds: "nothing")
      try expect(name, Array("text".utf8), holds: "no compressed data")
      try expect(name, [0x1f], holds: "no compressed data")
    }
  }

  @Test(arguments: [
    (Array("BZh91AY&SY...".utf8), "bzip2"), (Array("PK\u{3}\u{4}\u{14}\0\0".utf8), "zip"),
    ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4], "7z"), (Array("Rar!\u{1a}\u{7}".utf8), "rar"),
    ([0x04, 0x22, 0x4d, 0x18], "lz4"), (Array("LZIP\u{1}".utf8), "lzip"), ([0x1f, 0x9d, 0x90], "compress"),
  ])
  func whatIsPackedOtherwiseIsRefused(bytes: [UInt8], kind: String) throws {
    let path = try scratch.write("packed", bytes)
    #expect(throws: CorpusError.compressionNotRead(path: path, kind: kind)) { try read(path) }
  }

  @Test func gzipCutAnywhereIsRefused() throws {
    for count in 0..<GzipSample.bytes.count {
      let path = try quickly("cut.gz", Array(GzipSample.bytes[..<count]))
      #expect(throws: CorpusError.self, "\(count) bytes") { try read(path) }
    }
    let second = GzipSample.member(Array("second\n".utf8))
    for count in 1..<second.count {
      let path = try quickly("cut.gz", GzipSample.bytes + second[..<count])
      #expect(throws: CorpusError.self, "\(count) bytes of the second") { try read(path) }
    }
  }

  @Test func gzipWithAWrongBitIsNeverReadAsAnotherText() throws {
    var refused = 0
    for index in GzipSample.bytes.indices {
      for bit in 0..<8 {
        var bytes = GzipSample.bytes
        bytes[index] ^= 1 << UInt8(bit)
        let path = try quickly("damaged.gz", bytes)
        do {
          #expect(try read(path) == GzipSample.text, "byte \(index), bit \(bit)")
        } catch is CorpusError {
          refused += 1
        }
      }
    }
    // The time, the system and the file's name stand in the header, and no checksum holds them.
    #expect(refused > (GzipSample.bytes.count - 21) * 8)
  }

  @Test(
    arguments: [[0, 0, 1], [0, 0x1f, 0x8b], [0x1f], Array("more".utf8), [0x1f, 0x8b, 7, 0, 0, 0, 0, 0, 0, 0]]
      as [[UInt8]])
  func whatFollowsTheLastMemberIsRefused(rest: [UInt8]) throws {
    let path = try scratch.write("text.gz", GzipSample.bytes + rest)
    let error = #expect(throws: CorpusError.self) { try read(path) }
    if rest.count > 1 {
      #expect(error?.summary.hasPrefix("cannot be decompressed: there is other data after the end (") == true)
    }
  }

  @Test func zerosBehindTheLastMemberArePassedOver() throws {
    for count in [1, 4, 511, 600_000] {
      let path = try scratch.write("text.gz", GzipSample.bytes + GzipSample.bytes + [UInt8](repeating: 0, count: count))
      #expect(try read(path) == GzipSample.text + GzipSample.text)
    }
  }

  @Test func windowsOfZstdUpToTwoGiBAreRead() throws {
    // A header with a window of 2^(10 + exponent) bytes, no size and no checksum; then "abc" in one raw block, the last.
    func file(exponent: UInt8) throws -> String {
      try scratch.write("long.zst", [0x28, 0xb5, 0x2f, 0xfd, 0, exponent << 3, 0x19, 0, 0, 0x61, 0x62, 0x63])
    }
    for exponent in [17, 18, 20, 21] as [UInt8] { #expect(try read(file(exponent: exponent)) == Array("abc".utf8)) }
    let path = try file(exponent: 22)
    #expect(
      throws: CorpusError.damagedCompression(
        path: path, reason: "its window is larger than 2 GiB, that of zstd --long=31")
    ) { try read(path) }
  }

  @Test func zstdCutOrWithAWrongBitIsNeverReadAsAnotherText() throws {
    let text = Array(String(repeating: "some text to compress, number ", count: 20).utf8)
    let frame = try frame(of: text)
    for count in frame.indices {
      let path = try quickly("cut.zst", Array(frame[..<count]))
      #expect(throws: CorpusError.self, "\(count) bytes") { try read(path) }
    }
    for index in frame.indices {
      for bit in 0..<8 {
        var bytes = frame
        bytes[index] ^= 1 << UInt8(bit)
        let path = try quickly("damaged.zst", bytes)
        do { #expect(try read(path) == text, "byte \(index), bit \(bit)") } catch is CorpusError {}
      }
    }
  }

  @Test func xzIsReadStreamAfterStreamWithZerosBetween() throws {
    let (text, bytes) = (XzSample.text, XzSample.bytes)
    for name in ["text.xz", "text"] { #expect(try read(scratch.write(name, bytes)) == text) }
    let padded = bytes + [0, 0, 0, 0] + bytes + [UInt8](repeating: 0, count: 8)
    #expect(try read(ByteReader(path: scratch.write("text.xz", padded)), atMost: 7) == text + text)
  }

  @Test func xzCutOrWithAWrongBitIsNeverReadAsAnotherText() throws {
    for count in XzSample.bytes.indices {
      let path = try quickly("cut.xz", Array(XzSample.bytes[..<count]))
      #expect(throws: CorpusError.self, "\(count) bytes") { try read(path) }
    }
    for index in XzSample.bytes.indices {
      var bytes = XzSample.bytes
      bytes[index] ^= 4
      let path = try quickly("damaged.xz", bytes)
      do { #expect(try read(path) == XzSample.text, "byte \(index)") } catch is CorpusError {}
    }
    let path = try scratch.write("text.xz", XzSample.bytes + Array("something more".utf8))
    let error = #expect(throws: CorpusError.self) { try read(path) }
    #expect(error?.summary == "cannot be decompressed: there is other data after the end (not an .xz stream)")
  }

  @Test func peekedBytesAreStillRead() throws {
    let long = (0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 4) }
    for path in [
      try scratch.write("long", long), try scratch.write("long.gz", GzipSample.member(long)),
      try scratch.writeFrames("long.zst", [Array(long[..<9]), Array(long[9...])]),
    ] {
      let reader = try ByteReader(path: path)
      #expect(try Array(reader.peek(3)) == Array(long[..<3]))
      #expect(try Array(reader.peek()) == Array(long[..<ByteReader.peekLimit]))
      #expect(try Array(reader.peek(10)) == Array(long[..<10]))
      #expect(try read(reader, atMost: 1000) == long)
      #expect(reader.file == (try SourceFile(reading: path)))
    }
    let short = try ByteReader(path: scratch.write("short", "ab"))
    #expect(try Array(short.peek()) == Array("ab".utf8))
    #expect(try read(short) == Array("ab".utf8))
  }

  @Test(arguments: [GzipSample.text, GzipSample.bytes])
  func aPipeIsReadAsAFileIs(bytes: [UInt8]) throws {
    let pipe = "\(scratch.path)/pipe"
    let writer = PipeWriter([pipe], parts: bytes.map { (0, [$0]) })
    let reader = try ByteReader(path: pipe)
    #expect(try Array(reader.peek(64)) == Array(GzipSample.text[..<64]))
    #expect(try read(reader) == GzipSample.text)
    writer.join()
    let file = try SourceFile(reading: scratch.write("file", bytes))
    #expect(reader.file.hasContent(of: file))
  }

  @Test func whatIsNotThereOrNoFileIsNamed() throws {
    #expect(throws: CorpusError.file(.notFound(path: "/no/file"))) { try ByteReader(path: "/no/file") }
    let folder = try scratch.folder("folder")
    #expect(throws: CorpusError.self) { try read(folder) }
  }
}
