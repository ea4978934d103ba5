import Basics
import Glibc

@testable import Subwords

/// Small models for the tests, trained once.
enum Samples {
  static let english = """
    The river runs through the old town , and every spring the water rises over the lower streets . People carry their \
    chairs upstairs and wait . "It always goes down again , " they say , and it always does . In the winter of 1953 it did \
    not : the water stayed for eleven days , froze , and children skated from door to door .
    """
  static let thai = "แม่น้ำ ไหล ผ่าน เมือง เก่า และ ทุก ฤดู ใบไม้ ผลิ น้ำ ก็ ขึ้น สูง ทุก คน ช่วย กัน ยก เก้าอี้ ขึ้น ไป ชั้น บน แล้ว รอ"

  /// The words of both texts; a Thai word has ▁ in front at times, an English one always.
  static let counts: [TokenCount] = {
    var counts = [[UInt8]: Int]()
    for word in english.split(separator: " ") { counts[Array("▁\(word)".utf8), default: 0] += 3 }
    for (index, word) in thai.split(separator: " ").enumerated() {
      counts[Array((index % 4 == 0 ? "▁" : "").utf8) + Array(word.utf8), default: 0] += 2
    }
    return counts.map { TokenCount(token: $0.key, count: $0.value) }
  }()

  static func model(_ kind: SentencePieceTrainer.Kind, size: Int = 400) throws -> SentencePieceModel {
    let bytes = try SentencePieceTrainer.model(counts: counts, kind: kind, size: size, symbols: [])
    return try SentencePieceModel(bytes: bytes, name: "\(kind)")
  }

  /// Runs `body` with a new folder, which is then removed.
  static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    var template = Array("/tmp/subwords-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw FileError.cannotCreate(path: "/tmp", reason: AtomicFile.systemReason())
    }
    let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer {
      if let listing = opendir(folder) {
        while let entry = readdir(listing) {
          unlink(
            folder + "/"
              + withUnsafePointer(to: entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
              })
        }
        closedir(listing)
      }
      rmdir(folder)
    }
    return try body(folder)
  }

  static func names(in folder: String) -> [String] {
    guard let listing = opendir(folder) else { return [] }
    defer { closedir(listing) }
    var names = [String]()
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }
}
