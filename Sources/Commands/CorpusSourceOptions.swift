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

  var areGiven: Bool {
    header || [sourceColumn, targetColumn, scoreColumn, weightColumn].contains { $0 != nil }
  }
}

extension CorpusSource {
  /// The sources that paths stand for, in their order.
  static func resolve(
    paths: [String], languages: LanguagePair, columns: CorpusColumnOptions? = nil
  ) throws -> [CorpusSource] {
    if columns?.areGiven == true { throw ValidationError("columns of tables cannot be chosen yet") }
    return try paths.flatMap { try resolve($0, languages: languages) }
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
    return (try CorpusSource.resolve(paths: [path], languages: languages), languages)
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
