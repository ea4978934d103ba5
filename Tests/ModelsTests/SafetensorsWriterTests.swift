import Basics
import FoundationEssentials
import Models
import Testing

@Suite struct SafetensorsWriterTests {
  @Test func theFormatIsAsSpecified() throws {
    try withFolder { folder in
      let path = folder + "/a.safetensors"
      try NamedValues.write(NamedValues.samples, metadata: ["format": "mt\n", "a": "\"ก\""], to: path)
      let bytes = try AtomicFile.read(path)
      let length = bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
      #expect((8 + length) % 64 == 0)
      var json = Array(bytes[8..<(8 + length)])
      while json.last == UInt8(ascii: " ") { json.removeLast() }
      let text = String(decoding: json, as: UTF8.self)
      let beforeChecksum = #"{"__metadata__":{"a":"\"ก\"","format":"mt\u000a","mt_xxh64":""#
      let afterChecksum =
        #""},"target.embedding":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}"#
        + #","encoder \"é\" \\ 0":{"dtype":"F32","shape":[5],"data_offsets":[24,44]}"#
        + #","scalar":{"dtype":"F32","shape":[],"data_offsets":[44,48]}"#
        + #","empty":{"dtype":"F32","shape":[4,0],"data_offsets":[48,48]}}"#
      #expect(text.hasPrefix(beforeChecksum) && text.hasSuffix(afterChecksum))
      #expect(text.utf8.count == beforeChecksum.utf8.count + 16 + afterChecksum.utf8.count)
      let values = NamedValues.samples.flatMap(\.values)
      let expected = values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) } }
      #expect(Array(bytes[(8 + length)...]) == expected)
    }
  }

  @Test func equalArgumentsGiveEqualBytes() throws {
    try withFolder { folder in
      let metadata = Dictionary(uniqueKeysWithValues: (0..<20).map { ("key\($0)", "\($0)") })
      try NamedValues.write(NamedValues.samples, metadata: metadata, to: folder + "/a.safetensors")
      let again = Dictionary(uniqueKeysWithValues: metadata.sorted { $0.value > $1.value })
      try NamedValues.write(NamedValues.samples, metadata: again, to: folder + "/b.safetensors")
      let first = try AtomicFile.read(folder + "/a.safetensors")
      let second = try AtomicFile.read(folder + "/b.safetensors")
      #expect(first == second)
    }
  }

  @Test func aFolderThatIsNotThereIsAnError() {
    #expect(throws: FileError.self) { try NamedValues.write([], to: "/nowhere/at/all/a.safetensors") }
  }
}
