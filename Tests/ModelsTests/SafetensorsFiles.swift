import Basics
import Glibc
import Models

/// Hands `body` a folder that is gone afterwards.
func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  var template = Array("/tmp/mt-safetensors-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw FileError.cannotCreate(path: "/tmp", reason: AtomicFile.systemReason()) }
  let folder = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  defer {
    for name in ["a.safetensors", "b.safetensors"] { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }
  return try body(folder)
}

struct NamedValues: Equatable {
  var name: String
  var shape: [Int]
  var values: [Float]

  static let samples = [
    NamedValues(name: "target.embedding", shape: [2, 3], values: [1, -2.5, 3, .pi, -0.0, 1e-30]),
    NamedValues(name: "encoder \"é\" \\ 0", shape: [5], values: [9, 8, 7, 6, 5]),
    NamedValues(name: "scalar", shape: [], values: [0.25]),
    NamedValues(name: "empty", shape: [4, 0], values: []),
  ]

  static func write(_ tensors: [NamedValues], metadata: [String: String] = [:], to path: String) throws {
    let copies = tensors.map { tensor in
      let copy = UnsafeMutableBufferPointer<Float>.allocate(capacity: tensor.values.count)
      _ = copy.initialize(from: tensor.values)
      return copy
    }
    defer { for copy in copies { copy.deallocate() } }
    try SafetensorsWriter.write(
      zip(tensors, copies).map {
        SafetensorsTensor(name: $0.name, shape: $0.shape, values: UnsafeBufferPointer($1))
      }, metadata: metadata, to: path)
  }

  /// All tensors of a file, in its order.
  static func read(_ path: String) throws(ModelError) -> [NamedValues] {
    let reader = try SafetensorsReader(path: path)
    var tensors: [NamedValues] = []
    for entry in reader.entries {
      try reader.withTensor(entry.name) { shape, values in
        tensors.append(NamedValues(name: entry.name, shape: shape, values: Array(values)))
      }
    }
    return tensors
  }

  /// Tells -0 from 0.
  static func haveSameBits(_ left: [NamedValues], _ right: [NamedValues]) -> Bool {
    left.map(\.name) == right.map(\.name) && left.map(\.shape) == right.map(\.shape)
      && left.map { $0.values.map(\.bitPattern) } == right.map { $0.values.map(\.bitPattern) }
  }
}
