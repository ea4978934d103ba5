import Basics
import Testing

@testable import Inference

/// Which files a path to a model stands for.
struct ModelFilesTests {
  private let folder = ScratchFolder()

  private func files(_ names: [String]) throws {
    for name in names {
      let path = folder.path + "/" + name
      try AtomicFile.makeFolder(String(path[..<path.lastIndex(of: "/")!]))
      try AtomicFile.write("x", to: path)
    }
  }

  @Test func aFolderWithWeightsIsAModel() throws {
    try files(["run/config.json", "run/model.safetensors", "run/checkpoints/update-000000007/model.safetensors"])
    try AtomicFile.replaceLink(folder.path + "/run/checkpoints/last", to: "update-000000007")
    for ending in ["", "/", "//"] {
      let found = ModelFiles(folder.path + "/run" + ending)
      #expect(found.folder == folder.path + "/run")
      #expect(found.weights == folder.path + "/run/model.safetensors")
      #expect(!found.isCheckpoint)
    }
  }

  @Test func aRunWithoutAModelHasItsLastCheckpoint() throws {
    try files(["run/config.json", "run/checkpoints/update-000000007/model.safetensors"])
    try AtomicFile.replaceLink(folder.path + "/run/checkpoints/last", to: "update-000000007")
    let found = ModelFiles(folder.path + "/run")
    #expect(found.folder == folder.path + "/run")
    #expect(found.weights == folder.path + "/run/checkpoints/last/model.safetensors")
    #expect(found.isCheckpoint)
  }

  @Test func aCheckpointHasTheOtherFilesOfItsRun() throws {
    try files(["run/config.json", "run/checkpoints/update-000000007/model.safetensors"])
    try AtomicFile.replaceLink(folder.path + "/run/checkpoints/last", to: "update-000000007")
    for name in ["last", "update-000000007", "update-000000007/"] {
      let found = ModelFiles(folder.path + "/run/checkpoints/" + name)
      #expect(try AtomicFile.read(found.folder + "/config.json") == Array("x".utf8))
      #expect(AtomicFile.exists(found.weights) && found.isCheckpoint)
    }
  }

  @Test func anythingElseIsTakenAsItIs() throws {
    try files(["model.safetensors"])
    for path in [folder.path, folder.path + "/none", "."] {
      #expect(ModelFiles(path).folder == path && !ModelFiles(path).isCheckpoint)
    }
  }
}
