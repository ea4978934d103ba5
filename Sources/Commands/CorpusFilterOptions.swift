import ArgumentParser
import Corpus

/// Which pairs are kept.
struct CorpusFilterOptions: ParsableArguments {
  @Flag(help: "Use the filters that clean most corpora: see above.")
  var clean = false

  @Option(
    help: ArgumentHelp(
      """
      Use this filter, or another value for one of --clean; may be repeated: length=N, ratio=X, script=SHARE, identical, \
      markup, repetition, duplicates=pair|source|target, near-duplicates.
      """, valueName: "name[=value]"))
  var filter: [String] = []

  @Option(help: ArgumentHelp("Leave out pairs with a lower score.", valueName: "x"))
  var minScore: Double?

  func validate() throws { _ = try options() }

  func options() throws -> FilterOptions {
    var options = clean ? FilterOptions.recommended : FilterOptions()
    options.minScore = minScore
    for filter in filter { try options.change(filter) }
    return options
  }
}

extension FilterOptions {
  /// Turns a filter on: `ratio=4`, `identical`.
  fileprivate mutating func change(_ text: String) throws {
    let name = text.prefix { $0 != "=" }
    let value = text.dropFirst(name.count + 1)
    let isPlain = name.count == text.count
    func number(_ range: ClosedRange<Double>) throws -> Double {
      guard let number = Double(value), range.contains(number) else {
        throw ValidationError("--filter \(name) needs a number from \(range.lowerBound) to \(range.upperBound)")
      }
      return number
    }
    switch name {
    case "length": maxCharacters = Int(try number(1...1_000_000))
    case "ratio": maxRatio = try number(1...1000)
    case "script": minScriptShare = try number(0...1)
    case "identical" where isPlain: identical = true
    case "markup" where isPlain: markup = true
    case "repetition" where isPlain: repetition = true
    case "near-duplicates" where isPlain: nearDuplicates = true
    case "duplicates":
      guard let chosen = isPlain ? .pair : Duplicates(rawValue: String(value)) else {
        throw ValidationError("--filter duplicates is pair, source or target, not '\(value)'")
      }
      duplicates = chosen
    default: throw ValidationError("there is no filter '\(text)'")
    }
  }
}
