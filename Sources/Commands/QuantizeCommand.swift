import ArgumentParser
import Basics
import Inference

/// `mt quantize`.
struct QuantizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quantize",
    abstract: "Quantize a model to int8, a quarter of its size.",
    discussion: """
      Reads a model's folder and writes another one with everything that translation needs: the weights rounded to whole numbers \
      from -127 to 127, with a scale for each row, the configuration and the vocabularies. It translates as \
      'mt translate --precision int8' does with the model itself, to the byte, and starts sooner.

      An older quantized model in the folder is replaced; a folder with anything else in it is left alone.

      Examples:
        mt quantize runs/th-en -o th-en-int8
        mt translate --model th-en-int8 < test.th > test.en
      """)

  @Argument(help: ArgumentHelp("The model's folder.", valueName: "model"), completion: .directory)
  var model: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to create.", valueName: "dir"), completion: .directory)
  var output: String

  @Flag(help: "Write only warnings and errors to standard error.")
  var quiet = false

  func validate() throws {
    if output.isEmpty { throw ValidationError("--output needs the name of a folder") }
  }

  func run() throws {
    Console.standard.isQuiet = quiet
    let result = try ModelQuantization(model, to: output)
    let update = result.metadata["update"].map { " (update \($0))" } ?? ""
    let sizes = [result.bytesBefore, result.bytesAfter].map { fixed(Double($0) / 1e6, digits: 1) + " MB" }
    Console.standard.log(
      "mt: wrote \(output): the weights of \(model)\(update) in int8, \(sizes[1]) instead of \(sizes[0])")
  }
}
