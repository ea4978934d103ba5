/// The strings of a compiled gettext catalogue, of either byte order and of revisions 0 and 1. Whatever the file says
/// of sizes and offsets is checked before it is used.
///
/// A string that depends on the system has parts that stand in the file by name, as `PRIu64`. They come out as they
/// stand in PO files: `<PRIu64>`.
struct MOFile {
  /// A larger file is no catalogue.
  static let byteLimit = 1 << 28
  /// A string that depends on the system has no more parts.
  private static let partLimit = 256

  /// Two tables of the same number of strings: the texts and their translations.
  private struct Tables {
    var count = 0
    var texts = 0
    var translations = 0
  }

  private let path: String
  private var bytes: [UInt8] = []
  private var isBigEndian = false
  private var plain = Tables()
  private var dependent = Tables()
  /// The names of parts.
  private var names = 0
  private var nameCount = 0

  /// Reads all of the file.
  init(_ reader: ByteReader) throws(CorpusError) {
    path = reader.path
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      let count = try reader.read(into: chunk)
      if count == 0 { break }
      guard bytes.count + count <= Self.byteLimit else {
        throw malformed("it has more than \(Self.byteLimit) bytes", entry: 0)
      }
      bytes.append(contentsOf: chunk[..<count])
    }
    try readHeader()
  }

  var entryCount: Int { plain.count + dependent.count }

  /// Entry `number`, counted from 1; nil if one of its texts has more bytes than a line may have.
  func entry(_ number: Int) throws(CorpusError) -> (text: [UInt8], translation: [UInt8])? {
    let index = number - 1
    let text: [UInt8]?
    let translation: [UInt8]?
    if index < plain.count {
      text = try string(plain.texts + 8 * index, entry: number)
      translation = try string(plain.translations + 8 * index, entry: number)
    } else {
      let place = 4 * (index - plain.count)
      text = try dependentString(dependent.texts + place, entry: number)
      translation = try dependentString(dependent.translations + place, entry: number)
    }
    guard let text, let translation else { return nil }
    return (text, translation)
  }

  func malformed(_ problem: String, entry: Int) -> CorpusError {
    .malformed(path: path, line: entry, format: "MO", problem: problem)
  }

  private mutating func readHeader() throws(CorpusError) {
    guard bytes.count >= 28 else { throw malformed("it is shorter than its header", entry: 0) }
    switch number(at: 0) {
    case 0x9504_12de: break
    case 0xde12_0495: isBigEndian = true
    default: throw malformed("it does not begin as one", entry: 0)
    }
    let (major, minor) = (number(at: 4) >> 16, number(at: 4) & 0xffff)
    guard major <= 1 && minor <= 1 else { throw malformed("it has revision \(major).\(minor)", entry: 0) }
    plain = Tables(count: number(at: 8), texts: number(at: 12), translations: number(at: 16))
    try check(plain, entryBytes: 8)
    guard minor == 1 else { return }
    guard bytes.count >= 48 else { throw malformed("it is shorter than its header", entry: 0) }
    (nameCount, names) = (number(at: 28), number(at: 32))
    dependent = Tables(count: number(at: 36), texts: number(at: 40), translations: number(at: 44))
    try check(dependent, entryBytes: 4)
    guard names + 8 * nameCount <= bytes.count else {
      throw malformed("its names of parts go beyond its end", entry: 0)
    }
  }

  private func check(_ tables: Tables, entryBytes: Int) throws(CorpusError) {
    guard max(tables.texts, tables.translations) + entryBytes * tables.count <= bytes.count else {
      throw malformed("its tables, of \(tables.count) each, go beyond its end", entry: 0)
    }
  }

  /// The string whose length and offset stand at `place`. A null follows it, which its length leaves out. Nil if it is too long.
  private func string(_ place: Int, entry: Int) throws(CorpusError) -> [UInt8]? {
    let (length, offset) = (number(at: place), number(at: place + 4))
    guard offset + length < bytes.count, bytes[offset + length] == 0 else {
      throw malformed("a string has no end", entry: entry)
    }
    guard length <= LineReader.lineLimit else { return nil }
    return Array(bytes[offset..<(offset + length)])
  }

  /// The string whose description begins at the offset that stands at `place`: where its literal parts begin, then for
  /// each the length, and the number of the named part that follows it, if one does. The last ends in a null. Nil if it is too
  /// long.
  private func dependentString(_ place: Int, entry: Int) throws(CorpusError) -> [UInt8]? {
    var description = number(at: place)
    guard description + 4 <= bytes.count else { throw malformed("a string has no end", entry: entry) }
    var offset = number(at: description)
    description += 4
    var string: [UInt8] = []
    for _ in 0..<Self.partLimit {
      guard description + 8 <= bytes.count else { throw malformed("a string has no end", entry: entry) }
      let (length, name) = (number(at: description), number(at: description + 4))
      description += 8
      guard offset + length <= bytes.count else { throw malformed("a string has no end", entry: entry) }
      guard string.count + length <= LineReader.lineLimit else { return nil }
      string += bytes[offset..<(offset + length)]
      offset += length
      if name == 0xffff_ffff {
        guard string.popLast() == 0 else { throw malformed("a string has no end", entry: entry) }
        return string
      }
      string += try partName(name, entry: entry)
    }
    throw malformed("a string has more than \(Self.partLimit) parts", entry: entry)
  }

  private func partName(_ number: Int, entry: Int) throws(CorpusError) -> [UInt8] {
    guard number < nameCount else { throw malformed("a part of a string has no name", entry: entry) }
    let (length, offset) = (self.number(at: names + 8 * number), self.number(at: names + 8 * number + 4))
    guard length > 0, length <= 16, offset + length <= bytes.count else {
      throw malformed("a part of a string has no name", entry: entry)
    }
    let name = Array(bytes[offset..<(offset + length - 1)])
    return name == [UInt8(ascii: "I")] ? name : [UInt8(ascii: "<")] + name + [UInt8(ascii: ">")]
  }

  /// The unsigned number of 32 bits at an offset that has been checked.
  private func number(at offset: Int) -> Int {
    let number = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self) }
    return Int(isBigEndian ? number.bigEndian : number.littleEndian)
  }
}
