import TextProcessing

/// The text of a file as UTF-8: decompressed, and decoded where a byte order mark or the caller names another encoding. Bytes
/// that are wrong in their encoding come out as bytes that are wrong in UTF-8. A file that is no text is refused, and so is
/// one whose encoding nobody has named and that does not look like UTF-8.
public final class TextReader {
  /// Finds the encoding of a text without a byte order mark by its first bytes; nil is UTF-8.
  typealias EncodingFinder = (UnsafeRawBufferPointer) throws(CorpusError) -> TextEncoding?

  /// No call of `read` may have less room.
  public static let leastRoom = TextDecoder.leastRoom

  /// So many bytes tell what a text is. Not more are waited for: one writer may fill two pipes in turn.
  private static let startCount = 4096

  private let reader: ByteReader
  private let findEncoding: EncodingFinder
  private var decoder: TextDecoder?
  private var isStarted = false
  private(set) var hasByteOrderMark = false
  /// The encoding that the text is decoded from, once it is read.
  private(set) var encoding = TextEncoding.utf8
  /// The bytes of `chunk` that are still to be decoded.
  private var waiting = 0..<0
  private var chunk = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  private var isAtEnd = false

  init(_ reader: ByteReader, encoding: @escaping EncodingFinder) {
    self.reader = reader
    findEncoding = encoding
  }

  convenience init(_ reader: ByteReader, encoding: TextEncoding? = nil) {
    self.init(reader) { _ in encoding }
  }

  /// - Parameters:
  ///   - path: nil or `-` is standard input.
  ///   - encoding: of a text without a byte order mark. nil is UTF-8, and what does not look like it is refused.
  public convenience init(path: String?, encoding: TextEncoding? = nil) throws(CorpusError) {
    self.init(try ByteReader(path: path ?? InputFile.standardInput), encoding: encoding)
  }

  deinit { chunk.deallocate() }

  var path: String { reader.path }
  var file: SourceFile { reader.file }

  /// Fills some of `buffer`. Returns the number of bytes; 0 at the end of the file.
  /// - Parameter isPatient: whether the first read may wait for more than what is there.
  public func read(into buffer: UnsafeMutableRawBufferPointer, isPatient: Bool = true) throws(CorpusError) -> Int {
    if !isStarted { try begin(isPatient: isPatient) }
    guard let decoder else { return try reader.read(into: buffer) }
    while true {
      if waiting.isEmpty && !isAtEnd {
        waiting = 0..<(try reader.read(into: chunk))
        isAtEnd = waiting.isEmpty
      }
      let (consumed, produced) = decoder.decode(
        UnsafeRawBufferPointer(rebasing: chunk[waiting]), isFinal: isAtEnd, into: buffer)
      waiting = (waiting.lowerBound + consumed)..<waiting.upperBound
      if produced > 0 || isAtEnd { return produced }
    }
  }

  /// Whether there is something to read, or the end; waits so long for it. -1 waits for ever.
  public func isReady(_ milliseconds: Int32) -> Bool { !waiting.isEmpty || reader.isReady(milliseconds) }

  private func begin(isPatient: Bool) throws(CorpusError) {
    isStarted = true
    let start = isPatient ? try reader.peek(Self.startCount) : try reader.peekWhatIsThere()
    var encoding = try findEncoding(start)
    switch WideEncoding.mark(start: start) {
    case let mark? where mark != .utf32:
      (hasByteOrderMark, encoding) = (true, mark.encoding)
      reader.skip(mark.byteCount)
    case let mark:
      if encoding == nil { try check(start, mark) }
    }
    guard let encoding, !encoding.isUTF8 else { return }
    self.encoding = encoding
    decoder = TextDecoder(encoding)
    chunk = .allocate(byteCount: 1 << 16, alignment: 16)
  }

  /// Refuses what is no UTF-8.
  private func check(_ start: UnsafeRawBufferPointer, _ mark: WideEncoding.Mark?) throws(CorpusError) {
    // Packed twice, or in an archive.
    if let kind = Compression(start: start)?.rawValue ?? Compression.notRead(start: start) {
      throw .compressionNotRead(path: path, kind: kind)
    }
    if mark == nil, let kind = FileKind.notText(start: start) { throw .notText(path: path, kind: kind) }
    let name = mark?.encoding.name ?? WideEncoding.name(start: start) ?? EncodingGuess.encoding(of: start)?.name
    if let name { throw .notUTF8(path: path, encoding: name) }
  }
}
