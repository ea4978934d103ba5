import ArgumentParser
import Corpus

/// Which pairs are kept.
struct CorpusFilterOptions: ParsableArguments {
  @Flag(help: "Use the filters that clean most corpora: see above.")
  var clean = false

  @Option(
    help: ArgumentHelp(
      """
      Use this filter, or another value for one of --clean; name=off leaves one out; may be repeated: \
      \(FilterSetting.allCases.map(Self.usage).joined(separator: ", ")).
      """, valueName: "name[=value]"))
  var filter: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Leave out pairs with a lower score in --score-column; wins over --filter score=X.", valueName: "x"))
  var minScore: String?

  /// Asked for once the flags are read, so that a wrong filter is an error with a remedy.
  func options() throws -> FilterOptions {
    var options = clean ? FilterOptions.recommended : FilterOptions()
    for filter in filter { try options.set(filter) }
    if let minScore { try options.set("\(FilterSetting.score.rawValue)=\(minScore)") }
    return options
  }

  private static func usage(_ filter: FilterSetting) -> String {
    switch filter {
    case .score, .ratio: "\(filter.rawValue)=X"
    case .length: "length=N"
    case .script: "script=SHARE"
    case .duplicates: "duplicates=pair|source|target"
    case .identical, .markup, .repetition, .nearDuplicates: filter.rawValue
    }
  }
}
