import ArgumentParser
import Basics
import Corpus

/// The use of a table's columns.
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

  @Flag(
    help: ArgumentHelp(
      "Tables are as 'mt corpus cat' writes them: \\t, \\n and \\\\ are a tab, a line feed and a backslash, and a third column is a weight."
    ))
  var escaped = false

  func validate() throws {
    let columns = try columns()
    if columns.source.isSame(as: columns.target) {
      throw ValidationError(
        "source and target are both column \(columns.source): give --source-column and --target-column")
    }
    if escaped && isChosen {
      throw ValidationError("--escaped goes without the other flags for tables: the columns are known")
    }
  }

  /// Whether any flag except `--escaped` was given.
  private var isChosen: Bool {
    header || [sourceColumn, targetColumn, scoreColumn, weightColumn].contains { $0 != nil }
  }

  /// Refuses flags that none of the sources heeds. A pipe may hold a table.
  func check(_ sources: [CorpusSource]) throws {
    let hasTable = sources.contains(where: \.mayBeTable)
    if (isChosen || escaped) && !hasTable {
      throw CorpusFlagError(
        summary: "there are flags for the columns of tables, but no table among the corpora",
        remedy: "leave them out, or check the paths")
    }
  }

  func columns() throws -> TableColumns {
    var columns = TableColumns()
    columns.hasHeader = header
    columns.isEscaped = escaped
    columns.areGiven = sourceColumn != nil || targetColumn != nil
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

  @OptionGroup var encoding: EncodingOptions
  @OptionGroup(title: "Tables") var columns: CorpusColumnOptions

  func validate() throws {
    if (sourceLanguage == nil) != (targetLanguage == nil) {
      throw ValidationError("--source-language and --target-language need each other: give both or neither")
    }
    _ = try languages()
  }

  /// The sources, and the languages that were given or that the shards have.
  func resolve() throws -> (sources: [CorpusSource], languages: LanguagePair) {
    guard let languages = try languages() else {
      let reader = try shards()
      return ([.shards(folder: path)], reader.index.languages)
    }
    let sources = try CorpusSource.resolve(
      path, languages: languages, columns: columns.columns(), encoding: encoding.encoding)
    try columns.check(sources)
    return (sources, languages)
  }

  /// A folder of shards, in the direction of the languages where they are given.
  func shards() throws -> ShardReader {
    let languages = try languages()
    guard Folder.names(in: path)?.contains(ShardIndex.fileName) == true else {
      throw NoShardsError(path: path, mayBeAnother: languages == nil)
    }
    try columns.check([.shards(folder: path)])
    return try ShardReader(folder: path, languages: languages)
  }

  private func languages() throws(ValidationError) -> LanguagePair? {
    guard let sourceLanguage, let targetLanguage else { return nil }
    return try LanguagePair(checkedSource: sourceLanguage, target: targetLanguage)
  }
}

extension LanguagePair {
  /// The languages of two flags. The codes are those that a recipe may have.
  init(checkedSource source: String, target: String) throws(ValidationError) {
    for (flag, code) in [("source", source), ("target", target)] where !LanguageCode.isWellFormed(code) {
      throw ValidationError("--\(flag)-language must be a language code such as th or en-GB, not '\(code)'")
    }
    if source.utf8.elementsEqual(target.utf8) {
      throw ValidationError("--source-language and --target-language are both '\(source)'")
    }
    self.init(source: source, target: target)
  }
}

/// Flags that do not go with each other, or with the corpora that they are for.
struct CorpusFlagError: Diagnostic, Equatable {
  var summary: String
  var remedy: String?

  var category: DiagnosticCategory { .usage }
}

/// The path is not a folder of shards.
struct NoShardsError: Diagnostic, Equatable {
  var path: String
  /// Whether the path could be another corpus, for which only the languages are missing.
  var mayBeAnother: Bool

  var category: DiagnosticCategory { .missingInput }
  var location: DiagnosticLocation? { DiagnosticLocation(file: path) }
  var summary: String { "there is no folder of shards" }
  var remedy: String? {
    mayBeAnother
      ? "check the path; another corpus needs --source-language and --target-language, or 'mt corpus build'"
      : "make shards of the corpus by 'mt corpus build'; --first reads any corpus"
  }
}
