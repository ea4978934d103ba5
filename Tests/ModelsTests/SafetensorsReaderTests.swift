import Basics
import Glibc
import Models
import Testing

@Suite struct SafetensorsReaderTests {
  @Test func whatIsWrittenIsRead() throws {
    try withFolder { folder in
      let path = folder + "/a.safetensors"
      let metadata = ["update": "12", "note": "line\nend \"\\\u{1} ก"]
      try NamedValues.write(NamedValues.samples, metadata: metadata, to: path)
      let found = try NamedValues.read(path)
      #expect(NamedValues.haveSameBits(found, NamedValues.samples))
      #expect(try SafetensorsReader(path: path).metadata == metadata)
      try NamedValues.write([], to: path)
      #expect(try NamedValues.read(path).isEmpty)
    }
  }

  @Test func readsStraightToItsPlace() throws {
    try withFolder { folder in
      let path = folder + "/a.safetensors"
      try NamedValues.write(NamedValues.samples, to: path)
      let reader = try SafetensorsReader(path: path)
      var values = [Float](repeating: 0, count: 5)
      let name = NamedValues.samples[1].name
      try values.withUnsafeMutableBufferPointer { try reader.read(name, shape: [5], into: $0) }
      #expect(values == [9, 8, 7, 6, 5])
      #expect(throws: ModelError.wrongShape(path: path, name: "scalar", expected: [1], found: [])) {
        try values.withUnsafeMutableBufferPointer { try reader.read("scalar", shape: [1], into: $0) }
      }
      #expect(throws: ModelError.missingTensor(path: path, name: "absent")) {
        try reader.withTensor("absent") { _, _ in }
      }
    }
  }

  /// Whatever happens to the bytes, the file is refused, or says what it said before.
  @Test func damageIsFound() throws {
    try withFolder { folder in
      let path = folder + "/a.safetensors"
      try NamedValues.write(NamedValues.samples, metadata: ["update": "12"], to: path)
      let bytes = try AtomicFile.read(path)
      var refusals = 0
      func tryOut(_ damaged: [UInt8]) throws {
        // Not atomically: the disk would be synced each time.
        let file = try #require(fopen(path, "w"))
        fwrite(damaged, 1, damaged.count, file)
        fclose(file)
        do throws(ModelError) {
          let found = try NamedValues.read(path)
          #expect(NamedValues.haveSameBits(found, NamedValues.samples))
        } catch {
          refusals += 1
        }
      }
      var generator = SeededGenerator(seed: 1)
      var count = 0
      for position in bytes.indices {
        var damaged = bytes
        damaged[position] ^= UInt8(1) << generator.below(8)
        try tryOut(damaged)
        for next in position..<min(position + 4, bytes.count) { damaged[next] = UInt8(generator.below(256)) }
        try tryOut(damaged)
        count += 2
      }
      #expect(refusals > count * 8 / 10)
      refusals = 0
      for length in bytes.indices { try tryOut(Array(bytes[..<length])) }
      #expect(refusals == bytes.count)
      try tryOut(bytes + [0])
      #expect(refusals == bytes.count + 1)
    }
  }

  /// Why the file is not a safetensors file; nil where it is one, or cannot be read.
  func refusal(_ path: String) -> String? {
    do throws(ModelError) {
      _ = try SafetensorsReader(path: path)
    } catch {
      if case .notSafetensors(path, let reason) = error { return reason }
    }
    return nil
  }

  static let one = #"{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"#

  @Test(arguments: [
    ("", 0, "its header is not"),
    ("\u{feff}{}", 0, "its header is not"),
    ("[]", 0, "its header is not"),
    ("{}{", 0, "its header is not"),
    (#"{"a":{"dtype":"F32","shape":[1]}}"#, 4, "its header is not"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,99999999999999999999]}}"#, 4, "its header is not"),
    (#"{"__metadata__":{"a":1}}"#, 0, "its header is not"),
    (String(repeating: #"{"a":"#, count: 100_000), 0, "its header is not"),
    (#"{"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}"#, 4, "the tensor a holds BF16, not F32"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}"#, 4, "the tensor a lies outside the file"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 4, "the tensor a lies outside the file"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#, 4, "the tensor a lies outside the file"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 3, "the tensor a lies outside the file"),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,9223372036854775807]}}"#, 4,
      "the tensor a lies outside the file"
    ),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4, "the tensor a of shape [2] has 4 bytes"),
    (#"{"a":{"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]}}"#, 4, "the tensor a of shape [-1, -1] has"),
    (
      #"{"a":{"dtype":"F32","shape":[4611686018427387905,1],"data_offsets":[0,4]}}"#, 4,
      "the tensor a of shape [4611686018427387905, 1] has 4 bytes"
    ),
    (#"{"a":\#(one),"b":\#(one)}"#, 4, "there is a gap or an overlap before the tensor b"),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8,
      "there is a gap or an overlap before the tensor a"
    ),
    (#"{"a":\#(one)}"#, 6, "2 bytes belong to no tensor"),
  ])
  func oddFilesAreRefused(header: String, dataLength: Int, reason: String) throws {
    try withFolder { folder in
      let path = folder + "/a.safetensors"
      let length = (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) }
      try AtomicFile.write(length + Array(header.utf8) + [UInt8](repeating: 1, count: dataLength), to: path)
      let found = try #require(refusal(path))
      #expect(found.hasPrefix(reason), "\(found)")
    }
  }

  @Test func aFileWithoutAChecksumOfOursIsRead() throws {
    try withFolder { folder in
      let path = folder + "/a.safetensors"
      let header = #"  {"b":{"shape":[1],"data_offsets":[4,8],"dtype":"F32"},"a":\#(Self.one)}  "#.dropFirst(2)
      let length = (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> (8 * $0)) }
      try AtomicFile.write(length + Array(header.utf8) + [0, 0, 0x80, 0x3f, 0, 0, 0, 0x40], to: path)
      let expected = [
        NamedValues(name: "a", shape: [1], values: [1]), NamedValues(name: "b", shape: [1], values: [2]),
      ]
      #expect(try NamedValues.read(path) == expected)
    }
  }

  @Test func theHeaderLengthIsBounded() throws {
    try withFolder { folder in
      let path = folder + "/a.safetensors"
      for length: [UInt8] in [[255, 255, 255, 255, 255, 255, 255, 255], [1, 0, 0, 0, 0, 0, 0, 128], [3]] {
        try AtomicFile.write(length + [UInt8](repeating: 0, count: 8 - length.count) + Array("{}".utf8), to: path)
        let message = "\(length.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }) bytes"
        #expect(refusal(path) == "its first 8 bytes promise a header of \(message)")
      }
    }
  }

  @Test func whatIsNoFileIsRefused() throws {
    try withFolder { folder in
      #expect(throws: ModelError.file(.notFound(path: folder + "/b.safetensors"))) {
        try SafetensorsReader(path: folder + "/b.safetensors")
      }
      #expect(throws: ModelError.file(.cannotOpen(path: folder, reason: "it is not a regular file"))) {
        try SafetensorsReader(path: folder)
      }
      let pipe = folder + "/a.safetensors"
      try #require(mkfifo(pipe, 0o600) == 0)
      #expect(throws: ModelError.file(.cannotOpen(path: pipe, reason: "it is not a regular file"))) {
        try SafetensorsReader(path: pipe)
      }
    }
  }
}
