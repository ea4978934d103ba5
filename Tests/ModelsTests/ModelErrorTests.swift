import Basics
import Models
import Testing

@Suite struct ModelErrorTests {
  @Test func errorTexts() {
    let errors: [ModelError] = [
      .file(.notFound(path: "m")), .notSafetensors(path: "m", reason: "it has 3 bytes"), .wrongChecksum(path: "m"),
      .missingTensor(path: "m", name: "a.b"), .wrongShape(path: "m", name: "a.b", expected: [2, 3], found: [4]),
      .newerFormat(path: "m", found: 3, known: 2),
      .invalidConfiguration(path: "c", key: "layers", reason: "0 is not a number of layers"),
    ]
    #expect(
      errors.map { "\($0.message); \($0.remedy ?? "")" } == [
        "m: there is no such file; check the path and its spelling",
        "m: not a safetensors file that can be read: it has 3 bytes; "
          + "give a model that mt wrote; if this is one, copy it again",
        "m: the content does not match its checksum; "
          + "the file was damaged or changed: copy it again, or use another checkpoint",
        "m: the tensor a.b is missing; keep the weights and the config.json of one model together",
        "m: the tensor a.b has the shape [4], but the configuration asks for [2, 3]; "
          + "keep the weights and the config.json of one model together",
        "m: the model has format version 3, and this mt reads versions up to 2; use a newer mt",
        "c: layers: 0 is not a number of layers; use the config.json that was written with the weights",
      ])
    #expect(errors.map(\.category) == [.missingInput] + [DiagnosticCategory](repeating: .badData, count: 6))
  }
}
