import Basics
import Layers
import Tensors
import Testing

@testable import Models

/// Weights in int8, and networks that are read for inference alone.
struct QuantizedArchiveTests {
  private static let configuration = ModelConfiguration(
    layers: 2, hiddenSize: 40, embeddingSize: 33, sourceVocabularySize: 50, targetVocabularySize: 70)

  /// A network with values.
  private static func network() -> EncoderDecoder<Float> {
    let network = EncoderDecoder<Float>(configuration, training: false)
    Initializer(range: 1, generator: SeededGenerator(seed: 1)).fill(network.parameters)
    network.parameters.pack()
    return network
  }

  private static func loss(_ network: EncoderDecoder<Float>) -> Double {
    network.forwardBackward(
      EncoderDecoderTests.pairs, smoothing: 0, scale: 1, generator: nil, tape: nil, workspace: .init()
    ).negativeLogLikelihood
  }

  private static func reading(
    _ path: String, _ precision: ProductPrecision, quantized: Bool = false
  ) throws(ModelError) -> EncoderDecoder<Float> {
    let network = EncoderDecoder<Float>(forInference: configuration, precision: precision)
    let metadata = try ModelArchive.load(network.parameters, quantized: quantized, from: path)
    #expect(metadata == ["update": "7"])
    return network
  }

  private static func withFiles(_ body: (_ path: String, _ quantized: String) throws -> Void) throws {
    try withFolder { folder in
      let (path, quantized) = (folder + "/a.safetensors", folder + "/b.safetensors")
      try ModelArchive.save(network().parameters, metadata: ["update": "7"], to: path)
      try ModelArchive.quantize(configuration, from: path, to: quantized)
      try body(path, quantized)
    }
  }

  @Test func forInferenceOnlyThePackedFormIsKept() throws {
    try Self.withFiles { path, _ in
      let network = try Self.reading(path, .float32)
      #expect(network.parameters.values == nil)
      for parameter in network.parameters.parameters {
        #expect((parameter.values == nil) == parameter.isMatrix)
        #expect((parameter.packed == nil) == !parameter.isMatrix)
        #expect(parameter.quantized == nil)
      }
      #expect(Self.loss(network) == Self.loss(Self.network()))
      let tables = try Self.reading(path, .int8).parameters.parameters.filter { $0.role == .table }
      #expect(tables.count == 2 && tables.allSatisfy { $0.values == nil && $0.quantized != nil })
    }
  }

  @Test func quantizedWeightsAreThoseThatLoadingQuantizes() throws {
    try Self.withFiles { path, quantized in
      let loss = Self.loss(Self.network())
      let dequantized = Self.loss(try Self.reading(quantized, .float32, quantized: true))
      #expect(dequantized != loss && abs(dequantized - loss) < 0.01 * loss)
      guard NumericLibrary.hasInt8 else { return }
      let found = Self.loss(try Self.reading(quantized, .int8, quantized: true))
      #expect(try Self.loss(Self.reading(path, .int8)) == found)
      #expect(found != dequantized && abs(found - loss) < 0.01 * loss)
    }
  }

  @Test func theFileHasRowsAndScales() throws {
    try Self.withFiles { path, quantized in
      let reader = try SafetensorsReader(path: quantized)
      let entries = Dictionary(reader.entries.map { ($0.name, $0) }) { first, _ in first }
      #expect(entries["output.weight"]?.type == .int8 && entries["output.weight"]?.shape == [70, 40])
      #expect(entries["output.weight.scale"]?.type == .float32 && entries["output.weight.scale"]?.shape == [70])
      #expect(entries["output.bias"]?.type == .float32 && entries["output.bias.scale"] == nil)
      #expect(entries["encoder.embedding.weight"]?.type == .int8)
      let weights = try SafetensorsReader(path: path).withTensor("output.weight") { _, values in Array(values) }
      let scales = try reader.withTensor("output.weight.scale") { _, values in Array(values) }
      for row in 0..<70 {
        #expect(scales[row] == weights[row * 40..<(row + 1) * 40].reduce(0) { max($0, abs($1)) } / 127)
      }
      #expect(
        throws: ModelError.wrongType(path: quantized, name: "output.weight", expected: "F32", found: "I8")
      ) { try reader.withTensor("output.weight") { _, _ in } }
    }
  }

  @Test func theFormMustBeTheOneThatIsAskedFor() throws {
    try Self.withFiles { path, quantized in
      let name = "encoder.embedding.weight"
      #expect(throws: ModelError.wrongType(path: path, name: name, expected: "I8", found: "F32")) {
        try Self.reading(path, .float32, quantized: true)
      }
      #expect(throws: ModelError.wrongType(path: quantized, name: name, expected: "F32", found: "I8")) {
        try Self.reading(quantized, .float32)
      }
      #expect(throws: ModelError.wrongType(path: quantized, name: name, expected: "F32", found: "I8")) {
        try ModelArchive.load(Self.network().parameters, from: quantized)
      }
      #expect(throws: ModelError.wrongType(path: quantized, name: name, expected: "F32", found: "I8")) {
        try ModelArchive.quantize(Self.configuration, from: quantized, to: quantized)
      }
    }
  }

  /// What a file with a right checksum may still have wrong.
  private static func refusal(
    _ quantized: String, _ change: (inout [String: ([Int], [Float])], inout [String: ([Int], [Int8])]) -> Void
  ) throws -> ModelError? {
    let reader = try SafetensorsReader(path: quantized)
    var floats: [String: ([Int], [Float])] = [:]
    var integers: [String: ([Int], [Int8])] = [:]
    try reader.readInOrder { entry, bytes throws(ModelError) in
      let count = entry.shape.reduce(1, *)
      if entry.type == .float32 {
        let values = UnsafeMutableBufferPointer<Float>.allocate(capacity: count)
        defer { values.deallocate() }
        try bytes.read(UnsafeMutableRawBufferPointer(values))
        floats[entry.name] = (entry.shape, Array(values))
      } else {
        let values = UnsafeMutableBufferPointer<Int8>.allocate(capacity: count)
        defer { values.deallocate() }
        try bytes.read(UnsafeMutableRawBufferPointer(values))
        integers[entry.name] = (entry.shape, Array(values))
      }
    }
    change(&floats, &integers)
    var tensors: [SafetensorsTensor] = []
    for (name, (shape, values)) in floats {
      let copy = UnsafeMutableBufferPointer<Float>.allocate(capacity: values.count)
      _ = copy.initialize(from: values)
      tensors.append(SafetensorsTensor(name: name, shape: shape, values: UnsafeBufferPointer(copy)))
    }
    for (name, (shape, values)) in integers {
      let copy = UnsafeMutableBufferPointer<Int8>.allocate(capacity: values.count)
      _ = copy.initialize(from: values)
      tensors.append(SafetensorsTensor(name: name, shape: shape, values: UnsafeBufferPointer(copy)))
    }
    defer { for tensor in tensors { tensor.bytes.deallocate() } }
    try SafetensorsWriter.write(tensors, metadata: ["update": "7"], to: quantized)
    do throws(ModelError) {
      _ = try reading(quantized, .int8, quantized: true)
      return nil
    } catch {
      return error
    }
  }

  /// In any order of the tensors: the scales of one may come behind it.
  @Test func anyOrderIsRead() throws {
    for _ in 0..<3 {
      try Self.withFiles { _, path in
        let error = try Self.refusal(path) { _, _ in }
        #expect(error == nil)
      }
    }
  }

  @Test(arguments: [Float.nan, .infinity, -1, -.infinity]) func aScaleThatIsNoneIsRefused(_ scale: Float) throws {
    try Self.withFiles { _, path in
      let error = try Self.refusal(path) { floats, _ in floats["output.weight.scale"]?.1[69] = scale }
      #expect(error == .invalidScale(path: path, name: "output.weight", row: 69))
    }
  }

  @Test func missingAndMisshapenTensorsAreRefused() throws {
    let name = "decoder.layers.0.vectorWeight"
    try Self.withFiles { _, path in
      let error = try Self.refusal(path) { floats, _ in floats[name + ".scale"] = nil }
      #expect(error == .missingTensor(path: path, name: name + ".scale"))
    }
    try Self.withFiles { _, path in
      let error = try Self.refusal(path) { floats, _ in floats[name + ".scale"] = ([1], [1]) }
      #expect(error == .wrongShape(path: path, name: name + ".scale", expected: [160], found: [1]))
    }
    try Self.withFiles { _, path in
      let error = try Self.refusal(path) { _, integers in integers[name] = nil }
      #expect(error == .missingTensor(path: path, name: name))
    }
    try Self.withFiles { _, path in
      let error = try Self.refusal(path) { _, integers in integers[name]?.0.reverse() }
      #expect(error == .wrongShape(path: path, name: name, expected: [160, 40], found: [40, 160]))
    }
    try Self.withFiles { _, path in
      let error = try Self.refusal(path) { floats, _ in floats["output.bias.scale"] = ([1], [1]) }
      #expect(error == .unknownTensor(path: path, name: "output.bias.scale"))
    }
    try Self.withFiles { _, path in
      let error = try Self.refusal(path) { floats, integers in
        floats[name + ".scale"] = nil
        integers[name + ".scale"] = ([160], [Int8](repeating: 1, count: 160))
      }
      #expect(error == .wrongType(path: path, name: name + ".scale", expected: "F32", found: "I8"))
    }
  }

  @Test(arguments: [Float.nan, .infinity]) func whatIsNotFiniteIsNotQuantized(_ value: Float) throws {
    try withFolder { folder in
      let (path, quantized) = (folder + "/a.safetensors", folder + "/b.safetensors")
      let network = Self.network()
      let weight = network.decoder.output.weight
      weight.values.base[41 * 40 + 3] = value
      try ModelArchive.save(network.parameters, metadata: ["update": "7"], to: path)
      let error = ModelError.notFinite(path: path, name: "output.weight", row: 41)
      #expect(throws: error) { try ModelArchive.quantize(Self.configuration, from: path, to: quantized) }
      #expect(throws: error) { try Self.reading(path, .int8) }
      #expect(!AtomicFile.exists(quantized))
    }
  }
}
