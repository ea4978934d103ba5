/// The list of the files in a zip archive, of any size (zip64 too). Sizes and places are checked before they are used, and files
/// that lie over each other are refused: a small archive cannot hold more than what its bytes may be decompressed to.
struct ZipArchive {
  let path: String
  private(set) var members: [ZipMember] = []

  /// The list of files has no more bytes, and the archive no more files.
  private static let listLimit = 1 << 24
  private static let memberLimit = 1 << 16
  private static let commentLimit = 0xffff

  private let file: InputFile
  private let byteCount: Int

  /// - Parameter path: of a file; a pipe cannot be read from its end.
  init(path: String) throws(CorpusError) {
    self.path = path
    file = try InputFile(path: path)
    byteCount = try file.byteCount()
    let (place, count) = try findList()
    try readList(at: place, count: count)
  }

  /// Whether a file begins like an archive.
  static func isOne(path: String) throws(CorpusError) -> Bool {
    let start = try InputFile(path: path).bytes(0..<4)
    return start == [0x50, 0x4b, 3, 4] || start == [0x50, 0x4b, 5, 6]
  }

  /// The record at the archive's end says where the list of files is, and another before it where the numbers are too large for
  /// it.
  private func findList() throws(CorpusError) -> (place: Range<Int>, count: Int) {
    let start = max(0, byteCount - Self.commentLimit - 22)
    let tail = try bytes(start..<byteCount)
    guard let end = tail.indices.reversed().first(where: { tail.holds(0x0605_4b50, at: $0) && $0 + 22 <= tail.count })
    else { throw damaged("its list of files is not there") }
    var (count, size, offset) = (tail.number(end + 10, 2), tail.number(end + 12, 4), tail.number(end + 16, 4))
    if count == 0xffff || size == 0xffff_ffff || offset == 0xffff_ffff, end >= 20, tail.holds(0x0706_4b50, at: end - 20)
    {
      let place = tail.number(end - 12, 8)
      guard place >= 0, place <= byteCount - 56 else { throw damaged("its list of files is not there") }
      let record = try bytes(place..<(place + 56))
      guard record.holds(0x0606_4b50, at: 0) else { throw damaged("its list of files is not there") }
      (count, size, offset) = (record.number(32, 8), record.number(40, 8), record.number(48, 8))
    }
    guard size >= 0, size <= Self.listLimit, count >= 0, count <= Self.memberLimit else {
      throw damaged("its list has more than \(Self.memberLimit) files")
    }
    guard offset >= 0, offset <= byteCount - size else { throw damaged("its list of files goes beyond its end") }
    return (offset..<(offset + size), count)
  }

  private mutating func readList(at place: Range<Int>, count: Int) throws(CorpusError) {
    let list = try bytes(place)
    var next = 0
    var compressedSum = 0
    for _ in 0..<count {
      guard next + 46 <= list.count, list.holds(0x0201_4b50, at: next) else {
        throw damaged("its list of files is cut")
      }
      let (nameCount, extraCount) = (list.number(next + 28, 2), list.number(next + 30, 2))
      let end = next + 46 + nameCount + extraCount + list.number(next + 32, 2)
      guard end <= list.count else { throw damaged("its list of files is cut") }
      let name = String(decoding: list[(next + 46)..<(next + 46 + nameCount)], as: UTF8.self)
      var sizes = [list.number(next + 24, 4), list.number(next + 20, 4), list.number(next + 42, 4)]
      let extra = Array(list[(next + 46 + nameCount)..<(next + 46 + nameCount + extraCount)])
      Self.widen(&sizes, extra)
      let (method, flags) = (list.number(next + 10, 2), list.number(next + 8, 2))
      guard sizes.allSatisfy({ $0 >= 0 && $0 <= 1 << 50 }) else { throw damaged("\(name) has no size that can be") }
      compressedSum += sizes[1]
      guard compressedSum <= byteCount else { throw damaged("its files lie over each other") }
      if !name.hasSuffix("/") {
        var member = ZipMember(
          name: name, place: sizes[2]..<(sizes[2] + sizes[1]), byteCount: sizes[0],
          checksum: UInt32(truncatingIfNeeded: list.number(next + 16, 4)), isStored: method == 0)
        if method != 0 && method != 8 { member.problem = "is packed by method \(method), which is not read" }
        if flags & 1 == 1 { member.problem = "is encrypted" }
        members.append(member)
      }
      next = end
    }
  }

  /// The member with its place behind the header that it has beside the list's.
  func located(_ member: ZipMember) throws(CorpusError) -> ZipMember {
    if let problem = member.problem { throw damaged("\(member.name) \(problem)") }
    var member = member
    let header = member.place.lowerBound
    guard header <= byteCount - 30 else { throw damaged("\(member.name) goes beyond its end") }
    let bytes = try bytes(header..<(header + 30))
    let start = header + 30 + bytes.number(26, 2) + bytes.number(28, 2)
    guard bytes.holds(0x0403_4b50, at: 0), start <= byteCount - member.place.count else {
      throw damaged("\(member.name) goes beyond its end")
    }
    member.place = start..<(start + member.place.count)
    return member
  }

  /// Numbers that have no room in the list stand behind it: sizes and the offset, in this order.
  private static func widen(_ numbers: inout [Int], _ extra: [UInt8]) {
    var place = 0
    while place + 4 <= extra.count {
      let (kind, count) = (extra.number(place, 2), extra.number(place + 2, 2))
      var field = place + 4
      place = field + count
      guard kind == 1, place <= extra.count else { continue }
      for index in numbers.indices where numbers[index] == 0xffff_ffff && field + 8 <= place {
        numbers[index] = extra.number(field, 8)
        field += 8
      }
    }
  }

  private func bytes(_ place: Range<Int>) throws(CorpusError) -> [UInt8] {
    let bytes = try file.bytes(place)
    guard bytes.count == place.count else { throw damaged("it is cut") }
    return bytes
  }

  private func damaged(_ reason: String) -> CorpusError { .damagedCompression(path: path, reason: reason) }
}

extension [UInt8] {
  /// The number of so many bytes at a place, the lowest first; below zero where it has no room in `Int`. The bytes are there.
  fileprivate func number(_ place: Int, _ count: Int) -> Int {
    let number = (0..<count).reduce(UInt64(0)) { $0 | UInt64(self[place + $1]) << UInt64(8 * $1) }
    return Int(truncatingIfNeeded: number)
  }

  fileprivate func holds(_ signature: Int, at place: Int) -> Bool {
    place + 4 <= count && number(place, 4) == signature
  }
}
