import Basics
import Glibc
import Models
import Subwords
import Testing
import TextProcessing

@testable import Inference

@Suite struct ModelBundleTests {
  private func folder() throws -> ScratchFolder {
    let folder = ScratchFolder()
    try TinyModel.write(try TinyModel.bundle(), to: folder.path)
    return folder
  }

  /// Replaces text in `config.json`, and takes its checksums out.
  private func edit(_ folder: ScratchFolder, _ old: String, _ new: String) throws {
    let path = folder.path + "/config.json"
    let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
      .replacing("\"checksums\"", with: "\"former\"")
    let parts = text.split(separator: old, omittingEmptySubsequences: false)
    try #require(parts.count > 1)
    try AtomicFile.write(parts.joined(separator: new), to: path)
  }

  @Test func aFolderGivesBackTheModel() throws {
    let folder = try folder()
    let loaded = try ModelBundle.load(folder.path)
    #expect(loaded.configuration == TinyModel.configuration())
    #expect(loaded.metadata["update"] == "7")
    let lines = ["The river runs.", "People wait."]
    let results = try [loaded, TinyModel.bundle()].map { bundle in
      Translator(bundle, options: try bundle.configuration.decodingOptions(), batchSize: 2, workers: 1)
        .translate(lines)
    }
    #expect(results[0].lines == results[1].lines)
  }

  @Test func twoVocabulariesServeToo() throws {
    let folder = try folder()
    try edit(folder, "\"sharedVocabulary\" : true", "\"sharedVocabulary\" : false")
    #expect(
      throws: InferenceError.missingFile(
        folder: folder.path, name: "source.model",
        needed: ["config.json", "model.safetensors", "source.model", "target.model"])
    ) { try ModelBundle.load(folder.path) }
    for name in ["source.model", "target.model"] {
      try AtomicFile.write(try AtomicFile.read(folder.path + "/shared.model"), to: folder.path + "/" + name)
    }
    #expect(try !ModelBundle.load(folder.path).configuration.sharedVocabulary)
  }

  @Test func theFirstVersionOfTheFormatIsRead() throws {
    let folder = try folder()
    try edit(folder, "\"formatVersion\" : 2", "\"formatVersion\" : 1")
    try edit(folder, "vocabularyForms", "unheard")
    let path = folder.path + "/config.json"
    let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
    let list = try #require(text.firstRange(of: #/"normalization" : \[[^\]]*\]/#))
    try AtomicFile.write(
      String(text[..<list.lowerBound] + #""normalization" : "standard""# + text[list.upperBound...]), to: path)
    let configuration = try ModelBundle.load(folder.path).configuration
    #expect(configuration.vocabularyForms == .init())
    let rules = NormalizationRule.standard.filter { $0 != .thaiSaraAA }
    #expect(configuration.text.normalization == rules.map(\.rawValue))
    #expect(configuration.text.normalizationVersion == 1)
  }

  @Test func aTextIsAVocabularyToo() throws {
    let folder = try folder()
    let size = TinyModel.subwords.vocabulary.count
    let counts = (0..<size).map { TokenCount(token: Array("w\($0)".utf8), count: 1) }
    try VocabularyTrainer.train(counts, kind: .word, size: size, name: "x").write(to: folder.path + "/vocabulary.txt")
    try edit(folder, "\"sentencepiece\"", "\"text\"")
    let bundle = try ModelBundle.load(folder.path)
    #expect(
      bundle.source.encode("w7 of") == [try #require(bundle.source.vocabulary.id(of: "w7")), SpecialTokens.unknown])
    unlink(folder.path + "/vocabulary.txt")
    #expect(
      throws: InferenceError.missingFile(
        folder: folder.path, name: "vocabulary.txt", needed: ["config.json", "model.safetensors", "vocabulary.txt"])
    ) { try ModelBundle.load(folder.path) }
  }

  @Test(arguments: ["config.json", "model.safetensors", "shared.model"])
  func aMissingFileIsNamed(_ name: String) throws {
    let folder = try folder()
    unlink(folder.path + "/" + name)
    let error = try #require(throws: InferenceError.self) { try ModelBundle.load(folder.path) }
    #expect(error.category == .missingInput)
    #expect(error.location?.file == folder.path)
    #expect(error.summary == "not a complete model: \(name) is missing")
    #expect(error.remedy?.contains("config.json, model.safetensors") == true)
  }

  @Test func whatIsNoFolderIsRefused() throws {
    let folder = try folder()
    #expect(throws: InferenceError.noModelFolder(path: "/nowhere/x")) { try ModelBundle.load("/nowhere/x") }
    let file = folder.path + "/config.json"
    #expect(throws: InferenceError.notAFolder(path: file)) { try ModelBundle.load(file) }
  }

  @Test(arguments: [
    (
      "\"formatVersion\" : 2", "\"formatVersion\" : 5",
      "the model has format version 5, and this mt reads versions up to 4"
    ),
    ("\"formatVersion\" : 2", "\"formatVersion\" : 0", "there is no format version 0"),
    ("\"layers\" : 2", "\"layer\" : 2", "the key is missing"),
    ("\"layers\" : 2", "\"layers\" : \"2\"", "the value is of the wrong kind"),
    ("\"layers\" : 2", "\"layers\" : 65", "layers is 65, outside of 1 to 64"),
    ("\"beamSize\" : 3", "\"beamSize\" : 0", "the beam size cannot be 0"),
    ("\"source\" : \"en\"", "\"source\" : \"x1\"", "unknown language 'x1'"),
    ("\"composition\"", "\"strict\"", "the normalization rule 'strict' is not known"),
    ("\"maxSourceTokens\" : 60", "\"maxSourceTokens\" : 0", "maxSourceTokens is 0, outside of 1 to 1000000"),
    ("\"sentencepiece\"", "\"letters\"", "the value is not known"),
    ("\"formatVersion\" : 2", "\"formatVersion\" : 3, \"quantization\" : \"int4\"", "the value is not known"),
    ("{", "[", "it is not JSON of a model's configuration"),
  ])
  func aBadConfigurationIsRefused(_ old: String, _ new: String, _ summary: String) throws {
    let folder = try folder()
    try edit(folder, old, new)
    let error = try #require(throws: InferenceError.self) { try ModelBundle.load(folder.path) }
    #expect(error.summary == summary)
    #expect(error.category == .badData)
    #expect(error.location?.file == folder.path + "/config.json")
  }

  @Test func sizesAreComparedBeforeMemoryIsTaken() throws {
    let folder = try folder()
    try edit(folder, "\"hiddenSize\" : 24", "\"hiddenSize\" : 65536")
    let error = try #require(throws: InferenceError.self) { try ModelBundle.load(folder.path) }
    #expect(error.location?.file == folder.path + "/model.safetensors")
    #expect(error.summary.contains("and the weights of its config.json take"))
  }

  @Test func anotherModelsVocabularyIsRefused() throws {
    let folder = try folder()
    let size = TinyModel.subwords.vocabulary.count
    try edit(folder, "VocabularySize\" : \(size)", "VocabularySize\" : \(size - 1)")
    #expect(
      throws: InferenceError.wrongVocabularySize(
        path: folder.path + "/shared.model", expected: size - 1, found: size)
    ) { try ModelBundle.load(folder.path) }
  }

  /// Each byte of `config.json` counts, and of a vocabulary also those that its library does not look at.
  @Test func damageIsSeen() throws {
    let folder = try folder()
    for name in ["config.json", "shared.model"] {
      let path = folder.path + "/" + name
      let whole = try AtomicFile.read(path)
      for place in stride(from: 0, to: whole.count, by: max(1, whole.count / 200)) {
        var bytes = whole
        bytes[place] ^= 1
        try AtomicFile.write(bytes, to: path)
        // Where the name `checksums` is damaged there are none, but nothing else is damaged then.
        let accepted = try? ModelBundle.load(folder.path).configuration
        #expect(
          accepted == nil || name == "config.json" && accepted == TinyModel.configuration(), "\(name) at \(place)")
      }
      try AtomicFile.write(whole, to: path)
    }
    #expect(try ModelBundle.load(folder.path).configuration == TinyModel.configuration())
  }

  @Test func aChangeThatIsMeantIsAccepted() throws {
    let folder = try folder()
    let path = folder.path + "/config.json"
    let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
    #expect(try ModelBundle.uncheckedFiles(folder.path) == [])
    let changed = text.replacing("\"beamSize\" : 3", with: "\"beamSize\" : 4")
    try AtomicFile.write(changed, to: path)
    #expect(throws: InferenceError.wrongChecksum(path: path)) { try ModelBundle.load(folder.path) }
    try AtomicFile.write(changed.replacing("\"checksums\"", with: "\"former\""), to: path)
    #expect(try ModelBundle.load(folder.path).configuration.decoding.beamSize == 4)
    #expect(try ModelBundle.uncheckedFiles(folder.path) == ["config.json", "shared.model"])
  }

  @Test func damagedWeightsAreRefused() throws {
    let folder = try folder()
    let path = folder.path + "/model.safetensors"
    var bytes = try AtomicFile.read(path)
    bytes[bytes.count - 5] ^= 1
    try AtomicFile.write(bytes, to: path)
    #expect(throws: InferenceError.model(.wrongChecksum(path: path))) { try ModelBundle.load(folder.path) }
  }
}
