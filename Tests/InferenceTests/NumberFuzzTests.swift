import Basics
import NumberFuzz
import Testing

@testable import Inference

/// Whatever numbers the files of a model hold, it is loaded or refused.
@Suite struct NumberFuzzTests {
  @Test func numbersOfModelsAreReadOrRefused() throws {
    let folder = ScratchFolder()
    try TinyModel.write(try TinyModel.bundle(), to: folder.path)
    let (configuration, weights) = (folder.path + "/config.json", folder.path + "/model.safetensors")
    let soundWeights = try AtomicFile.read(weights)
    // Without checksums nothing but the numbers themselves can give the damage away.
    let soundConfiguration = String(decoding: try AtomicFile.read(configuration), as: UTF8.self)
      .replacing("\"checksums\"", with: "\"former\"")
    try AtomicFile.write(soundConfiguration, to: configuration)
    let length = soundWeights[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = String(decoding: soundWeights[8..<8 + length], as: UTF8.self)
      .replacing(#/"mt_xxh64":"[0-9a-f]*",?/#, with: "")
    var mutator = NumberMutator()
    var refused = 0
    let cases = try NumberMutator.repeating(60, name: "models") {
      if mutator.below(2) == 0 {
        try AtomicFile.write(mutator.mutate(soundConfiguration), to: configuration)
      } else {
        let table = Array(mutator.mutate(header).utf8)
        let size = (0..<8).map { UInt8(truncatingIfNeeded: table.count >> (8 * $0)) }
        try AtomicFile.write(size + table + soundWeights[(8 + length)...], to: weights)
      }
      do {
        let bundle = try ModelBundle.load(folder.path)
        let options = try bundle.configuration.decodingOptions()
        _ = Translator(bundle, options: options, batchSize: 2, workers: 1).translate([
          "the river runs. the water rises, and the old town"
        ])
      } catch { refused += 1 }
      try AtomicFile.write(soundConfiguration, to: configuration)
      try AtomicFile.write(soundWeights, to: weights)
    }
    #expect(refused > 0 && refused < cases)
  }
}
