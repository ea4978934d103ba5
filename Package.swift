// swift-tools-version: 6.1
import PackageDescription

/// `MT_STRICT=1` turns warnings into errors for our own targets only (dependencies suppress theirs).
let swiftSettings: [SwiftSetting] =
  Context.environment["MT_STRICT"] == nil ? [] : [.unsafeFlags(["-warnings-as-errors"])]

/// A Swift module of ours: every one may import Basics; what else it may import is its floor (ARCHITECTURE.md).
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: (name == "Basics" ? [] : ["Basics"]) + dependencies, swiftSettings: swiftSettings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.target(name: name)] + (name == "Basics" ? [] : ["Basics"]) + dependencies,
    swiftSettings: swiftSettings)
}

let package = Package(
  name: "mt",
  products: [.executable(name: "mt", targets: ["mt"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // Floor -1: C and C++ behind our own small headers.
    .target(name: "CICU", linkerSettings: [.linkedLibrary("icui18n"), .linkedLibrary("icuuc")]),
    .target(
      name: "CSentencePiece",
      linkerSettings: [.linkedLibrary("sentencepiece"), .linkedLibrary("sentencepiece_train")]),
    .target(name: "CZstd", linkerSettings: [.linkedLibrary("zstd")]),
    .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),
    .target(name: "CLzma", linkerSettings: [.linkedLibrary("lzma")]),
    .target(name: "CExpat", linkerSettings: [.linkedLibrary("expat")]),
    .target(name: "CKernels"),
    .target(name: "COneDNN", linkerSettings: [.linkedLibrary("dnnl"), .linkedLibrary("gomp")]),
    // Floor 0
    module("Basics"),
    // Floor 1
    module("TextProcessing", ["CICU"]),
    module("Tensors", ["CKernels", "COneDNN"]),
    // Floor 2
    module("Subwords", ["TextProcessing", "CSentencePiece"]),
    module("Evaluation", ["TextProcessing"]),
    module("Layers", ["Tensors"]),
    // Floor 3
    module("Corpus", ["TextProcessing", "Subwords", "CZstd", "CZlib", "CLzma", "CExpat"]),
    module("Models", ["Tensors", "Layers"]),
    module("Optimizers", ["Tensors", "Layers"]),
    module("Decoding", ["Tensors", "Layers", "Models"]),
    // Floor 4
    module("Inference", ["TextProcessing", "Subwords", "Tensors", "Models", "Decoding"]),
    // Floor 5
    module(
      "Training",
      [
        "Corpus", "TextProcessing", "Subwords", "Tensors", "Layers", "Models", "Optimizers", "Decoding", "Inference",
        "Evaluation",
      ]),
    // Floor 7
    module(
      "Commands",
      [
        "TextProcessing", "Subwords", "Corpus", "Evaluation", "Models", "Inference", "Training",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // Floor 8
    .executableTarget(name: "mt", dependencies: ["Commands"], swiftSettings: swiftSettings),

    .target(
      name: "GradientCheck", dependencies: ["Tensors", "Layers"], path: "Tests/GradientCheck",
      swiftSettings: swiftSettings),
    .target(name: "NumberFuzz", dependencies: ["Basics"], path: "Tests/NumberFuzz", swiftSettings: swiftSettings),
    tests("Basics"),
    tests("TextProcessing"),
    tests("Tensors"),
    tests("Subwords", ["TextProcessing"]),
    tests("Evaluation"),
    tests("Layers", ["Tensors", "GradientCheck"]),
    tests("Corpus", ["TextProcessing", "Subwords", "NumberFuzz"]),
    tests("Models", ["Tensors", "Layers", "GradientCheck"]),
    tests("Optimizers", ["Tensors", "Layers"]),
    tests("Decoding", ["Tensors", "Layers", "Models"]),
    tests("Inference", ["TextProcessing", "Subwords", "Tensors", "Layers", "Models", "Decoding", "NumberFuzz"]),
    tests(
      "Training",
      ["Corpus", "Subwords", "Tensors", "Layers", "Models", "Optimizers", "Evaluation", "Inference", "NumberFuzz"]),
    tests(
      "Commands",
      [
        "TextProcessing", "Subwords", "Corpus", "Evaluation", "Models", "Layers", "Inference", "Training",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ],
  cxxLanguageStandard: .cxx17
)
