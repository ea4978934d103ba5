import Corpus

/// A file whose text decides what a run learns or how it is measured.
struct InputText {
  let path: String
  /// A hash of the text that was read from the file.
  let hash: UInt64

  /// The files of one source: each side of its pairs has a file, or both have the same one.
  static func files(of source: CorpusSource, holding pairs: [SentencePair]) -> [InputText] {
    let paths = source.paths
    guard paths.count == 2 else {
      var hash = PairHash()
      hash.add(pairs)
      return [InputText(path: paths[0], hash: hash.value)]
    }
    var (sources, targets) = (PairHash(), PairHash())
    for pair in pairs {
      sources.add(pair.source)
      targets.add(pair.target)
    }
    return [InputText(path: paths[0], hash: sources.value), InputText(path: paths[1], hash: targets.value)]
  }
}

/// All texts of a run, in the order of the recipe.
struct InputTexts {
  /// The folders of shards, one for each training corpus.
  let train: [InputText]
  let validation: [InputText]
  let test: [InputText]

  var hashes: InputHashes {
    InputHashes(train: train.map(\.hash), validation: validation.map(\.hash), test: test.map(\.hash))
  }

  /// The first text that differs from what the run began with.
  /// - Parameter known: nil in a run that did not note the hashes of single files.
  func change(since known: InputHashes?) -> (key: String, change: CorpusChange)? {
    guard let known else { return nil }
    for (key, texts, hashes) in [
      ("corpora.train", train, known.train), ("corpora.validation", validation, known.validation),
      ("corpora.test", test, known.test),
    ] {
      if texts.count != hashes.count { return (key, .count(was: hashes.count, now: texts.count)) }
      for (text, hash) in zip(texts, hashes) where text.hash != hash { return (key, .content(path: text.path)) }
    }
    return nil
  }
}

/// The hashes of `InputTexts`, which a run's state keeps so that a resume with another text can name the file.
struct InputHashes: Codable, Equatable {
  var train: [UInt64]
  var validation: [UInt64]
  var test: [UInt64]
}

/// How corpora differ from those that a run began with.
public enum CorpusChange: Sendable, Equatable {
  /// The file holds another text.
  case content(path: String)
  case added(path: String)
  case removed(path: String)
  /// The number of files.
  case count(was: Int, now: Int)
  /// The state of the run tells no more.
  case unknown
}

extension CorpusChange {
  init(_ change: SourceChange) {
    switch change {
    case .languages: self = .unknown
    case .content(let path): self = .content(path: path)
    case .added(let path): self = .added(path: path)
    case .removed(let path): self = .removed(path: path)
    }
  }
}
