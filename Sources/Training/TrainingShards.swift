import Basics
import Corpus

/// The shards that a run reads. A corpus of a recipe that is a folder of shards is read where it is; of any other, shards are
/// made in the run's folder, in `shards/N` for corpus number N, and found again on resume.
final class TrainingShards {
  private let run: RunFolder
  private let languages: LanguagePair
  private let workers: Int
  private let mayRebuild: Bool
  private var holds: [ShardHold] = []

  /// - Parameter mayRebuild: false where a checkpoint was made from the shards that are there.
  init(run: RunFolder, languages: LanguagePair, workers: Int, mayRebuild: Bool) {
    self.run = run
    self.languages = languages
    self.workers = workers
    self.mayRebuild = mayRebuild
  }

  /// A reader for each corpus. As long as this object is there, no build replaces the shards that are read where they are.
  func readers(
    _ corpora: [[CorpusSource]], observe: (TrainingEvent) -> Void
  ) throws(TrainingError) -> [ShardReader] {
    var readers: [ShardReader] = []
    for (number, sources) in corpora.enumerated() {
      if sources.count == 1, case .shards(let folder) = sources[0] {
        holds.append(try asTrainingError { try ShardHold(folder: folder) })
        readers.append(try asTrainingError { try ShardReader(folder: folder, languages: languages) })
      } else {
        readers.append(try reader(of: sources, folder: "\(run.shards)/\(number)", observe: observe))
      }
    }
    return readers
  }

  private func reader(
    of sources: [CorpusSource], folder: String, observe: (TrainingEvent) -> Void
  ) throws(TrainingError) -> ShardReader {
    try asTrainingError {
      let manifest = folder + "/" + ShardIndex.fileName
      if AtomicFile.exists(manifest) {
        let reader = try ShardReader(folder: folder, languages: languages)
        let change = try reader.index.change(
          in: sources, languages: languages, notChangedSince: mayRebuild ? nil : manifest)
        guard let change else { return reader }
        if !mayRebuild { throw refusal(CorpusChange(change)) }
      }
      if !mayRebuild { throw refusal(.removed(path: manifest)) }
      var build = CorpusBuild(languages: languages)
      build.workers = workers
      let index = try build.run(sources, folder: folder)
      observe(.notice(Self.summary(of: index, sources: sources.count)))
      return try ShardReader(folder: folder, languages: languages)
    }
  }

  private func refusal(_ change: CorpusChange) -> TrainingError {
    .corpusChanged(folder: run.path, key: "corpora.train", change: change)
  }

  private static func summary(of index: ShardIndex, sources: Int) -> String {
    var remarks: [String] = []
    if let empty = index.rejected[.empty] { remarks.append("\(counted(empty, "pair")) with an empty side left out") }
    for finding in Finding.allCases where index.tallies.count(finding) > 0 {
      remarks.append("\(counted(index.tallies.count(finding), "segment")) \(finding.words)")
    }
    return "Wrote shards of \(counted(index.pairs, "pair")) from \(counted(sources, "source"))"
      + (remarks.isEmpty ? "" : " (\(remarks.joined(separator: "; ")))")
  }
}
