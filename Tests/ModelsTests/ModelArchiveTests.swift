import Basics
import Layers
import Testing

@testable import Models

struct ModelArchiveTests {
  private static func model(_ seed: UInt64?) -> EncoderDecoder<Float> {
    let model = EncoderDecoder<Float>(
      ModelConfiguration(
        layers: 2, hiddenSize: 5, embeddingSize: 3, sourceVocabularySize: 10, targetVocabularySize: 11),
      training: false)
    if let seed { Initializer(range: 1, generator: SeededGenerator(seed: seed)).fill(model.parameters) }
    model.parameters.pack()
    return model
  }

  private static func bits(_ model: EncoderDecoder<Float>) -> [UInt32] {
    model.parameters.values.array.map(\.bitPattern)
  }

  private static func loss(_ model: EncoderDecoder<Float>) -> Double {
    model.forwardBackward(
      EncoderDecoderTests.pairs, smoothing: 0, scale: 1, generator: nil, tape: nil, workspace: .init()
    ).negativeLogLikelihood
  }

  /// Writes the tensors of a model after `change`, and tries to read them into another.
  private static func reading(
    _ change: (inout [NamedValues]) -> Void
  ) throws -> (error: ModelError?, path: String) {
    try withFolder { folder in
      let path = folder + "/a.safetensors"
      try ModelArchive.save(model(1).parameters, metadata: [:], to: path)
      var tensors = try NamedValues.read(path)
      change(&tensors)
      try NamedValues.write(tensors, to: path)
      do throws(ModelError) {
        _ = try ModelArchive.load(model(nil).parameters, from: path)
        return (nil, path)
      } catch {
        return (error, path)
      }
    }
  }

  @Test func aModelReadsBackBitForBit() throws {
    try withFolder { folder in
      let path = folder + "/a.safetensors"
      let model = Self.model(1)
      model.parameters.values.base[0] = -0.0
      try ModelArchive.save(model.parameters, metadata: ["update": "7", "é\n": "ก"], to: path)
      let other = Self.model(2)
      #expect(Self.bits(other) != Self.bits(model))
      #expect(try ModelArchive.load(other.parameters, from: path) == ["update": "7", "é\n": "ก"])
      #expect(Self.bits(other) == Self.bits(model))
      // It is packed: products use the values that were read.
      #expect(Self.loss(other) == Self.loss(model))

      try ModelArchive.save(other.parameters, metadata: ["update": "7", "é\n": "ก"], to: folder + "/b.safetensors")
      #expect(try AtomicFile.read(folder + "/b.safetensors") == AtomicFile.read(path))
    }
  }

  @Test func tensorsHaveReadableNamesAndShapes() throws {
    try withFolder { folder in
      let path = folder + "/a.safetensors"
      try ModelArchive.save(Self.model(1).parameters, metadata: [:], to: path)
      let shapes = try NamedValues.read(path).reduce(into: [String: [Int]]()) { $0[$1.name] = $1.shape }
      #expect(shapes.count == Self.model(nil).parameters.parameters.count)
      #expect(shapes["encoder.embedding.weight"] == [10, 3])
      #expect(shapes["decoder.embedding.weight"] == [11, 3])
      #expect(shapes["output.weight"] == [11, 5])
      #expect(shapes["output.bias"] == [11])
    }
  }

  @Test func theSameTensorsInAnotherOrderAreRead() throws {
    #expect(try Self.reading { $0.reverse() }.error == nil)
  }

  @Test func aMissingTensorIsRefused() throws {
    for number in Self.model(nil).parameters.parameters.indices {
      var name = ""
      let (error, path) = try Self.reading { name = $0.remove(at: number).name }
      #expect(error == .missingTensor(path: path, name: name))
    }
  }

  @Test func anExtraTensorIsRefused() throws {
    let (error, path) = try Self.reading { $0.append(NamedValues(name: "encoder.x", shape: [1], values: [1])) }
    #expect(error == .unknownTensor(path: path, name: "encoder.x"))
  }

  /// As many values in another shape, a dimension more, and another size.
  @Test func aTensorOfAnotherShapeIsRefused() throws {
    for change in [{ [$0[1], $0[0]] }, { [1] + $0 }, { [$0[0] + 1, $0[1]] }] as [([Int]) -> [Int]] {
      var name = ""
      var (expected, found) = ([Int](), [Int]())
      let (error, path) = try Self.reading { tensors in
        guard let number = tensors.firstIndex(where: { $0.shape.count == 2 && $0.shape[0] != $0.shape[1] }) else {
          return
        }
        expected = tensors[number].shape
        found = change(expected)
        name = tensors[number].name
        tensors[number].shape = found
        tensors[number].values = [Float](repeating: 0, count: found.reduce(1, *))
      }
      #expect(error == .wrongShape(path: path, name: name, expected: expected, found: found))
    }
  }

  @Test func blocksReadBackBitForBit() throws {
    try withFolder { folder in
      let path = folder + "/a.safetensors"
      let store = Self.model(nil).parameters
      let blocks = (0..<4).map { _ in ParameterBlock(like: store) }
      var generator = SeededGenerator(seed: 3)
      for block in blocks[..<2] {
        block.values.copy(from: (0..<block.values.count).map { _ in Float(generator.uniform()) })
      }
      try ModelArchive.save([("first", blocks[0]), ("second", blocks[1])], metadata: ["state": "{}"], to: path)
      #expect(try ModelArchive.load([("second", blocks[3]), ("first", blocks[2])], from: path) == ["state": "{}"])
      #expect(blocks[2].values.array == blocks[0].values.array)
      #expect(blocks[3].values.array == blocks[1].values.array)
      #expect(throws: ModelError.missingTensor(path: path, name: "third")) {
        try ModelArchive.load([("third", blocks[2])], from: path)
      }
    }
  }

  @Test func aFileThatIsNotThereIsAnError() throws {
    try withFolder { folder in
      let path = folder + "/a.safetensors"
      #expect(throws: ModelError.file(.notFound(path: path))) {
        try ModelArchive.load(Self.model(nil).parameters, from: path)
      }
    }
  }
}
