import TextProcessing

extension Recipe {
  /// The sentence pairs, with their paths as written.
  public struct Corpora: Codable, Sendable, Equatable {
    public var train: [TrainingCorpus]
    public var validation: [HeldOutCorpus]
    public var test: [HeldOutCorpus]
    public var temperature = 1.0

    public init(
      train: [TrainingCorpus], validation: [HeldOutCorpus] = [], test: [HeldOutCorpus] = [], temperature: Double = 1
    ) {
      self.train = train
      self.validation = validation
      self.test = test
      self.temperature = temperature
    }

    /// The same corpora, with every relative path taken from `folder`.
    public func resolved(in folder: String) -> Corpora {
      Corpora(
        train: train.map { corpus in
          TrainingCorpus(path: corpus.path.resolved(in: folder), weight: corpus.weight, encoding: corpus.encoding)
        },
        validation: validation.map { $0.resolved(in: folder) }, test: test.map { $0.resolved(in: folder) },
        temperature: temperature)
    }
  }

  public struct TrainingCorpus: Codable, Sendable, Equatable {
    public var path: CorpusPath
    /// How often its pairs are seen in an epoch.
    public var weight: Double
    /// The encoding of text that does not name its own; nil is UTF-8.
    public var encoding: TextEncoding?

    public init(path: CorpusPath, weight: Double = 1, encoding: TextEncoding? = nil) {
      self.path = path
      self.weight = weight
      self.encoding = encoding
    }
  }

  public struct HeldOutCorpus: Codable, Sendable, Equatable {
    public var name: String
    public var path: CorpusPath
    /// The encoding of text that does not name its own; nil is UTF-8.
    public var encoding: TextEncoding?

    public init(name: String, path: CorpusPath, encoding: TextEncoding? = nil) {
      self.name = name
      self.path = path
      self.encoding = encoding
    }

    func resolved(in folder: String) -> HeldOutCorpus {
      HeldOutCorpus(name: name, path: path.resolved(in: folder), encoding: encoding)
    }
  }

  /// The path of a corpus.
  public enum CorpusPath: Sendable, Equatable {
    /// A prefix to which the languages' endings are added, a file that holds both sides, or a folder of shards.
    case both(String)
    case sides(source: String, target: String)

    /// The last part of the path (of the source's, where there are two): what a corpus is called that has no name.
    public var lastPart: String {
      let path =
        switch self {
        case .both(let path): path
        case .sides(let source, _): source
        }
      return path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) } ?? path
    }

    func resolved(in folder: String) -> CorpusPath {
      switch self {
      case .both(let path): .both(path.resolvedPath(in: folder))
      case .sides(let source, let target):
        .sides(source: source.resolvedPath(in: folder), target: target.resolvedPath(in: folder))
      }
    }
  }
}

extension Recipe.CorpusPath: Codable {
  private struct Sides: Codable {
    var source: String
    var target: String
  }

  /// A string, or an object of `source` and `target`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let path = try? container.decode(String.self) {
      self = .both(path)
    } else {
      let sides = try container.decode(Sides.self)
      self = .sides(source: sides.source, target: sides.target)
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .both(let path): try container.encode(path)
    case .sides(let source, let target): try container.encode(Sides(source: source, target: target))
    }
  }
}

extension String {
  /// The path, taken from `folder` where it is relative.
  func resolvedPath(in folder: String) -> String {
    if utf8.first == UInt8(ascii: "/") || folder.isEmpty || folder == "." { return self }
    return folder.utf8.last == UInt8(ascii: "/") ? folder + self : folder + "/" + self
  }
}
