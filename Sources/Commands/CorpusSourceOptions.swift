import ArgumentParser
import Basics
import Corpus

/// Which of a table's columns are what.
struct CorpusColumnOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A table's column of the source: its number, from 1, or its name.", valueName: "column"))
  var sourceColumn: String?

  @Option(help: ArgumentHelp("A table's column of the target.", valueName: "column"))
  var targetColumn: String?

  @Option(help: ArgumentHelp("A table's column of scores, for --min-score.", valueName: "column"))
  var scoreColumn: String?

  @Option(help: ArgumentHelp("A table's column of weights: how often a pair is seen in an epoch.", valueName: "column"))
  var weightColumn: String?

  @Flag(help: "The first line of tables names the columns.")
  var header = false

  func validate() throws { _ = try columns() }

  func columns() throws -> TableColumns {
    var columns = TableColumns()
    columns.hasHeader = header
    if let source = try Self.column(sourceColumn, "source") { columns.source = source }
    if let target = try Self.column(targetColumn, "target") { columns.target = target }
    columns.score = try Self.column(scoreColumn, "score")
    columns.weight = try Self.column(weightColumn, "weight")
    return columns
  }

  private static func column(_ text: String?, _ name: String) throws -> TableColumns.Column? {
    guard let text else { return nil }
    guard let column = TableColumns.Column(text) else {
      throw ValidationError("--\(name)-column is a column's number, from 1, or its name")
    }
    return column
  }
}

/// A corpus that is there: a folder of shards, which knows its languages, or anything else with them.
struct CorpusPathOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("A folder of shards, or another corpus with its languages.", valueName: "path"))
  var path: String

  @Option(help: ArgumentHelp("Language of the source; shards know it.", valueName: "code"))
  var sourceLanguage: String?

  @Option(help: ArgumentHelp("Language of the target; shards know it.", valueName: "code"))
  var targetLanguage: String?

  @OptionGroup(title: "Tables") var columns: CorpusColumnOptions

  func validate() throws {
    if (sourceLanguage == nil) != (targetLanguage == nil) {
      throw ValidationError("--source-language and --target-language are given both or neither")
    }
  }

  /// The sources, and the languages that were given or that the shards have.
  func resolve() throws -> (sources: [CorpusSource], languages: LanguagePair) {
    guard let sourceLanguage, let targetLanguage else {
      let reader = try shards()
      return ([.shards(folder: path)], reader.index.languages)
    }
    let languages = LanguagePair(source: sourceLanguage, target: targetLanguage)
    return (try CorpusSource.resolve(path, languages: languages, columns: columns.columns()), languages)
  }

  func shards() throws -> ShardReader {
    guard Folder.names(in: path)?.contains(ShardIndex.fileName) == true else { throw NoShardsError(path: path) }
    return try ShardReader(folder: path)
  }
}

/// A path that is no folder of shards, where there are no languages for another corpus.
struct NoShardsError: Diagnostic, Equatable {
  var path: String

  var category: DiagnosticCategory { .missingInput }
  var location: DiagnosticLocation? { DiagnosticLocation(file: path) }
  var summary: String { "there is no folder of shards" }
  var remedy: String? {
    "check the path; another corpus needs --source-language and --target-language, or 'mt corpus build'"
  }
}
