import Glibc
import Testing

@testable import Commands

/// What a user meets where the system sets limits: one clear line, the right exit code, and nothing left behind.
@Suite struct SystemLimitsTests {
  private let recipe = """
    {
      "languages": { "source": "de", "target": "en" },
      "corpora": { "train": [{ "path": "train" }] },
      "vocabulary": { "size": 300 },
      "model": { "layers": 1, "hiddenSize": 64, "embeddingSize": 16 },
      "training": { "maxUpdates": 1 },
    }
    """

  private func corpus(in folder: ScratchFolder) throws {
    try folder.write(recipe, to: "r.json")
    let lines = (1...200).map { "the number \($0 * 7919 % 10007) and the number \($0 * 104_729 % 9973)\n" }.joined()
    for name in ["train.de", "train.en"] { try folder.write(lines, to: name) }
  }

  /// Blocks of 512 bytes. The weights are larger.
  @Test func aFileThatGrowsTooLarge() throws {
    let folder = try ScratchFolder()
    try corpus(in: folder)
    let run = try runMt(["train", "r.json", "--output", "run", "--quiet"], in: folder, limit: "-f 100")
    #expect(run.status == 74)
    #expect(run.errors.contains("model.safetensors: cannot be written: File too large\nhelp: make room"))
    #expect(names(in: folder.path + "/run").filter { $0.hasSuffix(".partial") } == [])
    #expect(names(in: folder.path + "/run/checkpoints") == [])
  }

  @Test func shardsThatGrowTooLarge() throws {
    let folder = try ScratchFolder()
    try corpus(in: folder)
    let arguments = ["--source-language", "de", "--target-language", "en", "-o", "shards", "--quiet"]
    let run = try runMt(["corpus", "build", "train.de", "train.en"] + arguments, in: folder, limit: "-f 1")
    #expect(run.status == 74)
    #expect(run.errors.contains("cannot be written: File too large"))
    #expect(names(in: folder.path).sorted() == [".errors", ".output", "r.json", "train.de", "train.en"])
  }

  /// Each thread takes 8 MiB of address space.
  @Test func tooManyThreads() throws {
    let model = try TinyModel()
    let folder = try ScratchFolder()
    try folder.write("The river runs.\n", to: "in")
    let run = try runMt(
      ["translate", "--model", model.path, "--workers", "1024", "-i", "in"], in: folder, limit: "-v 2000000")
    #expect(run.status == 71)
    #expect(run.errors.contains("mt: error: the system gives no further thread: "))
    #expect(run.errors.contains("help: lower --workers"))
  }

  private func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name.0) { String(cString: $0) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }
}
