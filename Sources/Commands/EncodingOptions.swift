import ArgumentParser
import Corpus
import TextProcessing

/// The encoding of the text that is read.
struct EncodingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Encoding of the text that is read, where it is not UTF-8 and has no byte order mark: windows-874, UTF-16LE, "
        + "Shift_JIS or another that ICU knows.", valueName: "name"))
  var encoding: TextEncoding?

  /// The lines of a file, as the flag says.
  /// - Parameter path: nil or `-` for standard input.
  func lines(_ path: String?) throws(CorpusError) -> LineInput { try LineInput(path: path, encoding: encoding) }
}

extension TextEncoding: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
