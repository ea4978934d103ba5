/// The places of the columns of one table.
final class TableLayout {
  struct Column {
    /// From 0.
    var index: Int
    /// The purpose of the column, in words.
    var role: String
    /// The user's name for it.
    var label: String
  }

  let source: Column
  let target: Column
  let score: Column?
  let weight: Column?
  let isWeightOptional: Bool
  /// No column behind so many is needed.
  let columnCount: Int

  /// - Parameter names: what stands in the first line, if that is needed.
  init(_ columns: TableColumns, names: [String]?, path: String) throws(CorpusError) {
    var seen = Set<[UInt8]>()
    for name in names ?? [] where !name.isEmpty && !seen.insert(Array(name.utf8)).inserted {
      throw .duplicateColumn(path: path, column: name)
    }
    func find(_ column: TableColumns.Column, _ role: String) throws(CorpusError) -> Column {
      switch column {
      case .number(let number): return Column(index: number - 1, role: role, label: column.description)
      case .name(let name):
        guard let index = (names ?? []).firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) else {
          throw .columnNotFound(path: path, column: name, present: names ?? [])
        }
        return Column(index: index, role: role, label: name)
      }
    }
    source = try find(columns.source, "the source")
    target = try find(columns.target, "the target")
    score = if let score = columns.score { try find(score, "the score") } else { nil }
    weight =
      if let weight = columns.weight ?? (columns.isEscaped ? .number(3) : nil) {
        try find(weight, "the weight")
      } else { nil }
    isWeightOptional = columns.weight == nil
    if source.index == target.index {
      throw .sameColumn(path: path, first: source.label, second: target.label)
    }
    columnCount = 1 + max(source.index, target.index, score?.index ?? 0, weight?.index ?? 0)
  }
}
