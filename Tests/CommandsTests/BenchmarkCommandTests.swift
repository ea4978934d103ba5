import Foundation
import Inference
import Testing

@testable import Commands

@Suite struct BenchmarkCommandTests {
  private static let tiny = [
    "--layers", "1", "--hidden-size", "8", "--embedding-size", "8", "--vocabulary-size", "20", "--steps", "2",
    "--workers", "2",
  ]

  private struct Spread: Decodable {
    var best: Double
    var median: Double
  }

  private struct Report: Decodable {
    var mode: String
    var precision: String
    var workers: Int
    var targetTokensPerSecond: Spread
    var secondsPerUpdate: Spread?
    var sentencesPerSecond: Spread?
    var secondsPerBatch: Spread?
    var gigaflopsPerSecond: Double
    var peakGigaflopsPerSecond: Double
    var fractionOfPeak: Double
    var peakResidentBytes: Int
    var instructionSet: String
  }

  private func report(_ arguments: [String], environment: [String: String] = [:]) throws -> Report {
    let run = try runMt(
      ["benchmark"] + arguments + Self.tiny, in: try ScratchFolder(), input: "", environment: environment)
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(run.output.hasSuffix("}\n") && run.output.split(separator: "\n").count == 1)
    return try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
  }

  @Test func trainingIsOneLineOfJSON() throws {
    let report = try report(["train", "--batch-size", "4", "--length", "3"])
    #expect((report.mode, report.precision, report.workers) == ("train", "float32", 2))
    let seconds = try #require(report.secondsPerUpdate)
    #expect(0 < seconds.best && seconds.best <= seconds.median)
    #expect(abs(report.targetTokensPerSecond.best * seconds.best / 12 - 1) < 1e-9)
    #expect(abs(report.fractionOfPeak * report.peakGigaflopsPerSecond / report.gigaflopsPerSecond - 1) < 1e-9)
    #expect(report.peakResidentBytes > 1 << 20)
  }

  /// Every sentence takes `length` steps, and the products are those of three live hypotheses from the second step on.
  @Test(arguments: ["float32", "bfloat16", "int8"]) func translationIsOneLineOfJSON(_ precision: String) throws {
    let report = try report([
      "translate", "--batch-size", "4", "--length", "12", "--beam-size", "3", "--precision", precision,
    ])
    let used = try #require(TranslationPrecision(rawValue: precision)).onThisProcessor.rawValue
    #expect((report.mode, report.precision, report.workers) == ("translate", used, 2))
    let seconds = try #require(report.secondsPerBatch)
    let sentences = try #require(report.sentencesPerSecond)
    #expect(abs(sentences.median * seconds.median / 8 - 1) < 1e-9)
    #expect(abs(report.targetTokensPerSecond.best / sentences.best / 12 - 1) < 1e-9)
    let layer = 4.0 * 8 * (8 + 8)
    let operations = 2 * (12 * layer + (1 + 11 * 3) * (layer + 8 * 20))
    #expect(abs(report.gigaflopsPerSecond * 1e9 * seconds.median / (8 * operations) - 1) < 1e-9)
    #expect(!report.instructionSet.isEmpty)
  }

  /// What an older processor has no instructions for is measured in float32, and said to be.
  @Test(arguments: [
    ["train", "--precision", "bfloat16"], ["translate", "--precision", "bfloat16"],
    ["translate", "--precision", "int8"],
  ])
  func olderProcessorsMeasureFloat32(_ arguments: [String]) throws {
    let report = try report(
      arguments + ["--batch-size", "2", "--length", "12"], environment: ["DNNL_MAX_CPU_ISA": "AVX2"])
    #expect((report.precision, report.instructionSet) == ("float32", "avx2"))
  }

  @Test(arguments: [
    (["translate", "--length", "10"], "--length must be from 11 to 10000"),
    (["translate", "--beam-size", "0"], "--beam-size must be from 1 to 1000"),
    (["train", "--layers", "0"], "--layers must be from 1 to 64"),
    (["translate", "--workers", "0"], "--workers must be from 1 to 1024"),
    (["translate", "--precision", "float64"], "float64"),
  ])
  func wrongNumbers(_ arguments: [String], _ message: String) throws {
    let run = try runMt(["benchmark"] + arguments, in: try ScratchFolder())
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.errors.contains(message))
  }
}
