import Basics
import Glibc
import Models
import Testing

@testable import Inference

@Suite struct ModelQuantizationTests {
  private let model: ScratchFolder
  private let scratch = ScratchFolder()
  private var output: String { scratch.path + "/int8" }
  private var leftovers: [String] { scratch.names.filter { $0.hasPrefix("int8.") } }
  private static let lines = ["The river runs.", "People wait, and the water rises again.", "Did it freeze?"]

  init() throws {
    model = ScratchFolder()
    try TinyModel.write(try TinyModel.bundle(), to: model.path)
  }

  private func translations(
    _ folder: String, _ precision: TranslationPrecision? = nil, batchSize: Int = 3, workers: Int = 1
  ) throws -> [[TranslationCandidate]] {
    let bundle = try ModelBundle.load(folder, precision: precision)
    #expect(bundle.precision == (precision ?? bundle.configuration.precision).onThisProcessor)
    return Translator(
      bundle, options: try bundle.configuration.decodingOptions(), batchSize: batchSize, workers: workers
    ).translate(Self.lines).lines
  }

  /// Removes what a test has put below the scratch folder.
  private func clean() {
    for name in ["config.json", "model.safetensors", "shared.model", "notes"] { unlink(output + "/" + name) }
    rmdir(output)
  }

  @Test func aQuantizedModelTranslatesAsItsModelDoesInInt8() throws {
    defer { clean() }
    let result = try ModelQuantization(model.path, to: output)
    #expect(result.metadata == ["update": "7"])
    #expect(result.bytesAfter * 3 < result.bytesBefore)
    let configuration = try ModelBundle.load(output).configuration
    #expect(configuration.formatVersion == 3 && configuration.quantization == .int8)
    #expect(configuration.model == TinyModel.configuration().model)
    let expected = try translations(model.path, .int8)
    #expect(try translations(output) == expected)
    #expect(try translations(output, .int8, batchSize: 1, workers: 2) == expected)
    // Weights that int8 has rounded are other weights.
    #expect(try translations(output, .float32) != translations(model.path, .float32))
  }

  @Test func theSameModelGivesTheSameBytes() throws {
    defer { clean() }
    _ = try ModelQuantization(model.path, to: output + "/")
    let first = try AtomicFile.read(output + "/model.safetensors")
    _ = try ModelQuantization(model.path, to: output)
    let second = try AtomicFile.read(output + "/model.safetensors")
    #expect(first == second)
    #expect(leftovers == [])
  }

  @Test func modelsOfLikeNamesAreLeftAlone() throws {
    defer { clean() }
    for ending in [".old", ".partial"] { _ = try ModelQuantization(model.path, to: output + ending) }
    for _ in 0..<2 { _ = try ModelQuantization(model.path, to: output) }
    for ending in [".old", ".partial"] {
      #expect(try ModelBundle.load(output + ending).configuration.quantization == .int8)
    }
  }

  @Test func aQuantizedModelIsNotQuantizedAgain() throws {
    defer { clean() }
    _ = try ModelQuantization(model.path, to: output)
    #expect(throws: InferenceError.alreadyQuantized(path: output)) { try ModelQuantization(output, to: output) }
  }

  @Test func anythingElseIsLeftAlone() throws {
    defer { clean() }
    let refusal = { (path: String) in
      InferenceError.model(
        .file(.cannotCreate(path: path, reason: "it already exists, and is not a quantized model")))
    }
    // The model itself, a file, and a quantized model with a file of the user's.
    #expect(throws: refusal(model.path)) { try ModelQuantization(model.path, to: model.path) }
    #expect(try ModelBundle.load(model.path).configuration.quantization == nil)
    let file = model.path + "/config.json"
    #expect(throws: refusal(file)) { try ModelQuantization(model.path, to: file) }
    try AtomicFile.makeFolder(output)
    _ = try ModelQuantization(model.path, to: output)
    try AtomicFile.write("mine", to: output + "/notes")
    #expect(throws: refusal(output)) { try ModelQuantization(model.path, to: output) }
    #expect(AtomicFile.exists(output + "/notes"))
  }

  @Test func aModelThatCannotBeReadLeavesNothing() throws {
    defer { clean() }
    let path = model.path + "/model.safetensors"
    try damage(path) { $0[$0.count - 5] ^= 1 }
    #expect(throws: InferenceError.model(.wrongChecksum(path: path))) { try ModelQuantization(model.path, to: output) }
    #expect(!AtomicFile.exists(output) && leftovers == [])
  }

  private func damage(_ path: String, _ change: (inout [UInt8]) -> Void) throws {
    var bytes = try AtomicFile.read(path)
    change(&bytes)
    // Not atomically: the disk would be synced each time.
    let file = try #require(fopen(path, "w"))
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  /// Whatever bit changes, the model is refused; but for the key of the checksum, without which the file is read as it is.
  @Test func damageIsFound() throws {
    defer { clean() }
    _ = try ModelQuantization(model.path, to: output)
    let path = output + "/model.safetensors"
    let bytes = try AtomicFile.read(path)
    let key = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("mt_xxh64".utf8)) })
    var generator = SeededGenerator(seed: 1)
    for number in 0..<60 {
      let place = 8 + generator.below(number % 2 == 0 ? key - 8 + 2000 : bytes.count - 8)
      if key..<key + 8 ~= place { continue }
      try damage(path) { $0[place] ^= UInt8(1) << UInt8(generator.below(8)) }
      do throws(InferenceError) {
        _ = try ModelBundle.load(output)
        Issue.record("byte \(place) does not count")
      } catch {
        #expect(error.category == .badData && error.location?.file == path)
      }
      try damage(path) { $0 = bytes }
    }
    for length in [0, 7, 8, 100, bytes.count / 2, bytes.count - 1] {
      try damage(path) { $0 = Array($0[..<length]) }
      #expect(throws: InferenceError.self) { try ModelBundle.load(output) }
      try damage(path) { $0 = bytes }
    }
    #expect(try ModelBundle.load(output).configuration.quantization == .int8)
  }

  /// The configuration of one and the weights of the other.
  @Test func weightsOfAnotherFormAreRefused() throws {
    defer { clean() }
    _ = try ModelQuantization(model.path, to: output)
    let path = output + "/model.safetensors"
    try AtomicFile.write(try AtomicFile.read(model.path + "/model.safetensors"), to: path)
    #expect(
      throws: InferenceError.model(
        .wrongType(path: path, name: "encoder.embedding.weight", expected: "I8", found: "F32"))
    ) { try ModelBundle.load(output) }
  }
}
