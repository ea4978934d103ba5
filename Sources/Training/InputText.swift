import Corpus

/// A file whose text decides what a run learns or how it is measured, or a folder of shards.
struct InputText {
  let path: String
  /// A hash of its bytes.
  let hash: String

  init(path: String, hash: String) {
    self.path = path
    self.hash = hash
  }

  init(_ file: SourceFile) { self.init(path: file.path, hash: file.hash) }
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

  /// The first file that differs from what the run began with. It is asked for when the text has changed: other bytes alone, such
  /// as another compression of the same text, are no reason to refuse a resume.
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
  var train: [String]
  var validation: [String]
  var test: [String]
}

/// A difference of the corpora from those that a run began with.
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
