import Basics
import Testing

@testable import Commands
@testable import Corpus

@Suite struct LineInputTests {
  private func lines(_ text: [UInt8]) throws -> [String] {
    let folder = try ScratchFolder()
    try AtomicFile.write(text, to: folder.path + "/in")
    return try LineInput(path: folder.path + "/in").allLines()
  }

  @Test(arguments: [
    ("", []), ("a", ["a"]), ("a\n", ["a"]), ("\n", [""]), ("a\n\nb", ["a", "", "b"]), ("a\r\nb\r", ["a\r", "b\r"]),
    ("\u{2028}\u{0}\n\u{85}", ["\u{2028}\u{0}", "\u{85}"]),
  ])
  func onlyLineFeedsEndLines(_ text: String, _ expected: [String]) throws {
    #expect(try lines(Array(text.utf8)).map { Array($0.utf8) } == expected.map { Array($0.utf8) })
  }

  @Test func linesOfAnyLengthAreWhole() throws {
    let lengths = [0, 65_535, 65_536, 1, 3_000_000, 131_072]
    let text = lengths.map { String(repeating: "x", count: $0) }.joined(separator: "\n")
    #expect(try lines(Array(text.utf8)).map(\.utf8.count) == lengths)
  }

  @Test func chunksAreBounded() throws {
    let folder = try ScratchFolder()
    try folder.write(String(repeating: "x\n", count: 2500), to: "short")
    let short = try LineInput(path: folder.path + "/short")
    var counts: [Int] = []
    while let chunk = try short.nextChunk() { counts.append(chunk.count) }
    #expect(counts == [1024, 1024, 452])

    try folder.write(String(repeating: String(repeating: "y", count: 400_000) + "\n", count: 4), to: "long")
    let long = try LineInput(path: folder.path + "/long")
    #expect(try long.nextChunk()?.count == 3)
    #expect(try long.nextChunk()?.count == 1)
    #expect(try long.nextChunk() == nil)
  }

  @Test func linesOfBytesAreTheFilesOwn() throws {
    let folder = try ScratchFolder()
    let long = [UInt8](repeating: 0x79, count: 1_500_000)
    let lines: [[UInt8]] = [[0xFF], [], long, Array("b\r".utf8)] + Array(repeating: Array("x".utf8), count: 5000)
    try AtomicFile.write(Array(lines.joined(separator: [0x0A])), to: folder.path + "/in")
    let input = try LineInput(path: folder.path + "/in")
    var found: [[UInt8]] = []
    while let chunk = try input.nextBytes() { found += chunk.lines.map { Array(chunk.bytes[$0]) } }
    #expect(found == lines)
  }

  @Test func aLineTooLongIsRefusedBehindThoseBeforeIt() throws {
    let folder = try ScratchFolder()
    let path = folder.path + "/in"
    let long = String(repeating: "x", count: 1 << 20)
    try folder.write("a\nb\n\(long)\nc\n", to: "in")
    #expect(try LineInput(path: path, longestLine: 1 << 20).allLines() == ["a", "b", long, "c"])
    try folder.write("a\nb\n\(long)\(long)\nc\n", to: "in")
    let input = try LineInput(path: path, longestLine: 1 << 20)
    #expect(try input.nextChunk() == ["a", "b"])
    let error = CorpusError.lineTooLong(path: path, line: 3, limit: 1 << 20)
    #expect(throws: error) { try input.nextChunk() }
    #expect(error.category == .badData && error.message == "\(path):3: the line has more than 1 MiB")
  }

  @Test func compressedAndWideTextIsReadAsText() throws {
    let text = "น้ำ\nb\r\n"
    let wide = text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    let expected = ["น้ำ", "b\r"].map { Array($0.utf8) }
    for bytes in [
      ZstdCompressor(level: 3).frame(of: Array(text.utf8)), [0xff, 0xfe] + wide, [0xef, 0xbb, 0xbf] + Array(text.utf8),
      ZstdCompressor(level: 3).frame(of: [0xff, 0xfe] + wide),
    ] {
      #expect(try lines(bytes).map { Array($0.utf8) } == expected)
    }
    let folder = try ScratchFolder()
    try AtomicFile.write(wide, to: folder.path + "/in")
    #expect(throws: CorpusError.notUTF8(path: folder.path + "/in", encoding: "UTF-16LE")) {
      try LineInput(path: folder.path + "/in").allLines()
    }
    let input = try LineInput(path: folder.path + "/in", encoding: .utf16LittleEndian)
    #expect(try input.allLines() == ["น้ำ", "b\r"])
  }

  @Test(arguments: [Array("%PDF-1.4\n".utf8), Array("PK\u{3}\u{4}\u{14}\0".utf8), [0x7f, 0x45, 0x4c, 0x46, 2, 0]])
  func whatIsNoTextIsRefused(bytes: [UInt8]) throws {
    let error = #expect(throws: CorpusError.self) { try lines(bytes) }
    #expect(error?.category == .badData)
  }
}
