import Basics
import Inference
import Testing

@testable import Commands

@Suite struct QuantizeCommandTests {
  private let model: TinyModel
  private let folder: ScratchFolder
  private static let text = "the river\nthe water rises\n"

  init() throws {
    model = try TinyModel()
    folder = try ScratchFolder()
  }

  private func translate(_ arguments: [String], instructionSet: String? = nil) throws -> MtRun {
    try runMt(
      ["translate"] + arguments, in: folder, input: Self.text,
      environment: instructionSet.map { ["DNNL_MAX_CPU_ISA": $0] } ?? [:])
  }

  @Test func aModelIsQuantizedAndTranslates() throws {
    let run = try runMt(["quantize", model.path, "-o", "int8"], in: folder)
    #expect(run.status == 0)
    #expect(run.output == "")
    #expect(
      run.errors.hasPrefix("mt: wrote int8: the weights of \(model.path) (update 7) in int8, 0.0 MB instead of 0.1 MB"))
    let usesInt8 = TranslationPrecision.int8.onThisProcessor == .int8
    let quantized = try translate(["--model", "int8"])
    if usesInt8 { #expect(quantized.errors == "mt: translating with int8 (update 7) in int8\n") }
    #expect(quantized.status == 0)
    if usesInt8 {
      #expect(try translate(["--model", model.path, "--precision", "int8"]).output == quantized.output)
    }
    let inspected = try runMt(["inspect", "int8"], in: folder)
    #expect(inspected.output.contains("weights                int8\n"))
    #expect(inspected.output.contains("format version         3\n"))
    #expect(try runMt(["inspect", "int8", "--json"], in: folder).output.contains(#""quantization":"int8""#))
  }

  /// Sums of int8 saturate on processors without instructions of their own for them: there the arithmetic is float32.
  @Test(arguments: ["SSE41", "AVX2", "AVX512_CORE"]) func lesserProcessorsComputeInFloat32(_ set: String) throws {
    try #require(runMt(["quantize", "--quiet", model.path, "-o", "int8"], in: folder).errors == "")
    let notice = { (name: String) in
      "mt: warning: this processor has no instructions for products of \(name): they are computed in float32\n"
    }
    for arguments in [["--model", "int8"], ["--model", "int8", "--precision", "int8"]] {
      let run = try translate(arguments, instructionSet: set)
      #expect(run.status == 0)
      #expect(run.errors == "mt: translating with int8 (update 7)\n" + notice("int8"))
      #expect(run.output == (try translate(["--model", "int8", "--precision", "float32"], instructionSet: set).output))
    }
    for name in ["int8", "bfloat16"] {
      let run = try translate(["--model", model.path, "--precision", name], instructionSet: set)
      #expect(run.errors == "mt: translating with \(model.path) (update 7)\n" + notice(name))
      #expect(run.output == (try translate(["--model", model.path], instructionSet: set).output))
    }
  }

  @Test func whatCannotBeQuantizedIsSaid() throws {
    try #require(runMt(["quantize", "--quiet", model.path, "-o", "int8"], in: folder).status == 0)
    for (arguments, status, message) in [
      (
        ["int8", "-o", "again"], 65,
        "int8: this model is already quantized to int8\nhelp: use it as it is, or quantize the model that it was made from"
      ),
      (["nowhere", "-o", "x"], 66, "nowhere: there is no such model"),
      ([model.path, "-o", "."], 73, ".: cannot be created: it already exists, and is not a quantized model"),
      ([model.path, "-o", "/dev/null/x"], 73, "/dev/null/x: cannot be created: "),
    ] as [([String], Int32, String)] {
      let run = try runMt(["quantize"] + arguments, in: folder)
      #expect(run.status == status)
      #expect(run.errors.hasPrefix("mt: error: " + message), "\(run.errors)")
    }
    #expect(try runMt(["quantize", model.path], in: folder).status == 64)
    #expect(try runMt(["quantize", model.path, "-o", ""], in: folder).status == 64)
    #expect(try translate(["--model", model.path, "--precision", "int4"]).status == 64)
  }
}
