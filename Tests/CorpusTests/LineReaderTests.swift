import Basics
import Testing

@testable import Corpus

struct LineReaderTests {
  let scratch = Scratch()

  private func lines(_ bytes: [UInt8], compressed: Bool = false) throws -> (lines: [String], tallies: CorpusTallies) {
    let path =
      compressed ? try scratch.writeFrames("text.zst", [bytes]) : try scratch.write("text", bytes)
    let reader = try LineReader(path: path)
    var lines: [String] = []
    while let line = try reader.next() { lines.append(reader.text(line)) }
    return (lines, reader.tallies)
  }

  @Test(arguments: [
    ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\n\nb", ["a", "", "b"]), ("\n", [""]), ("a\n\n", ["a", ""]),
    ("a\u{2028}b\u{85}c\u{b}d\n", ["a\u{2028}b\u{85}c\u{b}d"]),
  ])
  func onlyLineFeedsEndLines(text: String, expected: [String]) throws {
    for compressed in [false, true] {
      let found = try lines(Array(text.utf8), compressed: compressed)
      #expect(found.lines == expected)
      #expect(found.tallies == CorpusTallies())
    }
  }

  @Test func carriageReturnsBeforeLineFeedsAreTakenOff() throws {
    let found = try lines(Array("a\r\nb\rc\r\r\n\r\nd\r".utf8))
    #expect(found.lines.map { Array($0.utf8) } == ["a", "b\rc\r", "", "d\r"].map { Array($0.utf8) })
    #expect(found.tallies.count(.carriageReturn) == 3)
  }

  @Test func whatIsNotUTF8IsRepairedAndCounted() throws {
    let found = try lines([0x61, 0xff, 0x0a, 0xe0, 0xb8, 0x0a, 0xe0, 0xb8, 0x81, 0x0a])
    #expect(found.lines == ["a\u{fffd}", "\u{fffd}", "ก"])
    #expect(found.tallies.count(.invalidUTF8) == 2)
  }

  @Test func nullsAndByteOrderMarksAreKeptAndCounted() throws {
    let found = try lines(Array("\u{feff}a\n\u{feff}b\nc\0d\n".utf8))
    #expect(found.lines.map { Array($0.utf8) } == ["\u{feff}a", "\u{feff}b", "c\0d"].map { Array($0.utf8) })
    #expect(found.tallies.count(.byteOrderMark) == 1)
    #expect(found.tallies.count(.null) == 1)
  }

  @Test func linesThatCrossChunksAreWhole() throws {
    let expected = (0..<40).map { String(repeating: "x", count: $0 * 7919) }
    let text = Array((expected.joined(separator: "\n") + "\n").utf8)
    #expect(try lines(text).lines == expected)
    #expect(try lines(text, compressed: true).lines == expected)
  }

  @Test func framesFollowEachOtherEvenWithinALine() throws {
    let path = try scratch.writeFrames("text.zst", [Array("a\nb".utf8), [], Array("c\n".utf8), Array("d".utf8)])
    let reader = try LineReader(path: path)
    var lines: [String] = []
    while let line = try reader.next() { lines.append(reader.text(line)) }
    #expect(lines == ["a", "bc", "d"])
  }

  @Test func aLineOfTheLimitIsReadAndALongerOneRefused() throws {
    let limit = LineReader.lineLimit
    let longest = [UInt8](repeating: 0x78, count: limit)
    #expect(try lines(longest + [0x0a] + longest).lines.map(\.utf8.count) == [limit, limit])
    for end in [[], [0x0a], longest + longest + longest] as [[UInt8]] {
      let path = try scratch.write("long", Array("short\n".utf8) + longest + [0x78] + end)
      let reader = try LineReader(path: path)
      _ = try reader.next()
      #expect(throws: CorpusError.lineTooLong(path: path, line: 2, limit: limit)) { _ = try reader.next() }
    }
  }

  @Test func damagedAndCutFilesAreRefused() throws {
    let text = Array(String(repeating: "some text to compress, number ", count: 200).utf8)
    let path = try scratch.writeFrames("text.zst", [text])
    let bytes = try AtomicFile.read(path)
    for count in 0..<bytes.count {
      let cut = try scratch.write("cut.zst", Array(bytes[..<count]))
      let reader = try LineReader(path: cut)
      #expect(throws: CorpusError.self) { while try reader.next() != nil {} }
    }
    var damaged = bytes
    damaged[bytes.count / 2] ^= 0x10
    let reader = try LineReader(path: try scratch.write("damaged.zst", damaged))
    #expect(throws: CorpusError.self) { while try reader.next() != nil {} }
    let plain = try LineReader(path: try scratch.write("plain.zst", "text\n"))
    #expect(throws: CorpusError.self) { try plain.next() }
  }

  @Test func compressedFilesOfOtherNamesAreRefused() throws {
    let path = try scratch.writeFrames("text", [Array("a\n".utf8)])
    #expect(throws: CorpusError.compressedButNotNamedSo(path: path)) { _ = try LineReader(path: path).next() }
    let gzip = try scratch.write("gzip", [0x1f, 0x8b, 0x08, 0x00])
    #expect(throws: CorpusError.gzipNotRead(path: gzip)) { _ = try LineReader(path: gzip).next() }
    #expect(throws: CorpusError.gzipNotRead(path: "x.gz")) { try LineReader(path: "x.gz") }
    #expect(throws: CorpusError.file(.notFound(path: "/no/file"))) { try LineReader(path: "/no/file") }
  }
}
