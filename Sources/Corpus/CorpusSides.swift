import TextProcessing

/// Files that hold one side of a corpus each, and pair up by their names: `a.th` with `a.en`, or with `a.en.gz`.
struct CorpusSides {
  struct Pair {
    /// The path of both without the code of the language and what follows it.
    let prefix: String
    /// The place of the first of the two files, among all that were taken.
    var place = 0
    var source: String?
    var target: String?

    /// The corpus of both sides; nil if there is neither.
    /// - Parameter error: makes the error for a lone side, of its path and the path that the other side would have.
    func corpus(
      _ languages: LanguagePair, _ encoding: TextEncoding?, otherwise error: (String, String) -> CorpusError
    ) throws(CorpusError) -> CorpusSource? {
      switch (source, target) {
      case (let source?, let target?): return .moses(source: source, target: target, encoding: encoding)
      case (let source?, nil): throw error(source, "\(prefix).\(languages.target)")
      case (nil, let target?): throw error(target, "\(prefix).\(languages.source)")
      case (nil, nil): return nil
      }
    }
  }

  private let languages: LanguagePair
  /// In the order of the places.
  private(set) var pairs: [Pair] = []
  private var numbers: [[UInt8]: Int] = [:]

  init(_ languages: LanguagePair) { self.languages = languages }

  /// Takes the file if its name is that of a side.
  mutating func take(_ path: String, place: Int) throws(CorpusError) -> Bool {
    guard let (prefix, isSource) = Self.parts(path, languages) else { return false }
    let number = numbers[Array(prefix.utf8), default: pairs.count]
    if number == pairs.count {
      pairs.append(Pair(prefix: prefix, place: place))
      numbers[Array(prefix.utf8)] = number
    }
    if let first = isSource ? pairs[number].source : pairs[number].target {
      throw .twoFilesForOneSide(first: first, second: path)
    }
    if isSource { pairs[number].source = path } else { pairs[number].target = path }
    return true
  }

  /// The path that the file of the other side would have, uncompressed; nil if the file's name is not that of a side.
  static func other(_ path: String, _ languages: LanguagePair) -> String? {
    parts(path, languages).map { prefix, isSource in
      "\(prefix).\(isSource ? languages.target : languages.source)"
    }
  }

  private static func parts(_ path: String, _ languages: LanguagePair) -> (prefix: String, isSource: Bool)? {
    let name = Compression.droppingEnding(path)
    for (language, isSource) in [(languages.source, true), (languages.target, false)] {
      if let prefix = name.dropping(ending: "." + language), !prefix.isEmpty, prefix.utf8.last != UInt8(ascii: "/") {
        return (prefix, isSource)
      }
    }
    return nil
  }
}
