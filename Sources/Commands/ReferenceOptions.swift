import ArgumentParser

/// The form of files of references.
struct ReferenceOptions: ParsableArguments {
  @Option(
    name: [.long, .customLong("nr", withSingleDash: true)],
    help: ArgumentHelp(
      "References on each line of the one file, separated by tabs; a line may have fewer.", valueName: "n"))
  var numRefs = 1

  @OptionGroup var encoding: EncodingOptions

  func validate() throws {
    if !(1...1000).contains(numRefs) { throw ValidationError("--num-refs must be from 1 to 1000") }
  }

  func check(_ references: [String]) throws {
    if numRefs > 1 && references.count > 1 { throw ValidationError("--num-refs is for one file of references") }
  }

  func testSet(_ references: [String], source: String?) throws -> ScoredTestSet {
    try ScoredTestSet(references: references, source: source, fieldsPerLine: numRefs, encoding: encoding)
  }
}
