import Basics

/// The errors in the text of a filter setting.
public enum FilterSettingError: Diagnostic, Equatable {
  case unknownFilter(String, known: [String])
  case unknownValue(filter: String, value: String, expected: String)
}

extension FilterSettingError {
  public var category: DiagnosticCategory { .usage }

  public var summary: String {
    switch self {
    case .unknownFilter(let name, _): "there is no filter '\(name)'"
    case .unknownValue(let filter, let value, let expected): "filter \(filter) takes \(expected), not '\(value)'"
    }
  }

  public var remedy: String? {
    switch self {
    case .unknownFilter(_, let known): "the filters are \(known.joined(separator: ", "))"
    case .unknownValue(let filter, _, _): "or \(filter)=off"
    }
  }
}

/// A filter by the name that it has on the command line and in manifests.
public enum FilterSetting: String, Sendable, CaseIterable {
  case score
  case length
  case ratio
  case script
  case identical
  case markup
  case repetition
  case duplicates
  case nearDuplicates = "near-duplicates"

  /// The pairs or sides that the filter rejects, for help.
  public var summary: String {
    switch self {
    case .score: "pairs with a score lower than this"
    case .length: "sides of more characters than this"
    case .ratio: "sides of which one is more than this many times longer; ten characters are added to both"
    case .script: "sides of which less than this share of the letters is of the language's script"
    case .identical: "pairs of which both sides are the same text"
    case .markup: "leftovers of markup: tags, entities, codes of subtitles"
    case .repetition: "sides that are mostly one repetition, or have a letter more than ten times in a row"
    case .duplicates: "what has come before: the same pair, source or target"
    case .nearDuplicates: "pairs that differ from an earlier one in case, digits, punctuation and spaces only"
    }
  }

  /// The values that the filter takes; empty if it is on or off.
  public var values: String {
    switch self {
    case .score: "a number"
    case .length: "a number of characters above 0"
    case .ratio: "a number from 1"
    case .script: "a share from 0 to 1"
    case .duplicates: FilterOptions.Duplicates.allCases.map(\.rawValue).joined(separator: ", ")
    case .identical, .markup, .repetition, .nearDuplicates: ""
    }
  }
}

extension FilterOptions {
  /// The setting that stands for `recommended`.
  public static let recommendedName = "recommended"

  /// Takes one setting: `NAME`, `NAME=VALUE`, `NAME=off`, or `recommended`, which replaces all settings before it.
  public mutating func set(_ text: String) throws(FilterSettingError) {
    if text == Self.recommendedName {
      self = .recommended
      return
    }
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let filter = FilterSetting(rawValue: parts[0]) else {
      throw .unknownFilter(parts[0], known: FilterSetting.allCases.map(\.rawValue) + [Self.recommendedName])
    }
    var changed = self
    guard changed.set(filter, parts.count > 1 ? parts[1] : nil) else {
      let expected = filter.values.isEmpty ? "no value" : filter.values
      throw .unknownValue(filter: filter.rawValue, value: parts.count > 1 ? parts[1] : "", expected: expected)
    }
    self = changed
  }

  /// The settings that make these options from none, each as `set` takes it: for manifests.
  public var settings: [String] {
    FilterSetting.allCases.compactMap { filter in
      value(of: filter).map { $0.isEmpty ? filter.rawValue : "\(filter.rawValue)=\($0)" }
    }
  }

  /// A line for each filter that is on, with what it rejects: for reports.
  public var descriptions: [String] {
    FilterSetting.allCases.compactMap { filter in
      value(of: filter).map { ($0.isEmpty ? filter.rawValue : "\(filter.rawValue)=\($0)") + ": " + filter.summary }
    }
  }

  /// The value of a filter that is on, empty if it has none; nil if the filter is off.
  private func value(of filter: FilterSetting) -> String? {
    switch filter {
    case .score: minScore.map(Self.text)
    case .length: maxCharacters.map { "\($0)" }
    case .ratio: maxRatio.map(Self.text)
    case .script: minScriptShare.map(Self.text)
    case .identical: identical ? "" : nil
    case .markup: markup ? "" : nil
    case .repetition: repetition ? "" : nil
    case .duplicates: duplicates?.rawValue
    case .nearDuplicates: nearDuplicates ? "" : nil
    }
  }

  private static func text(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// - Returns: whether the value is one that the filter takes.
  private mutating func set(_ filter: FilterSetting, _ value: String?) -> Bool {
    let isOff = value == "off"
    let number = value.flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
    switch filter {
    case .score:
      minScore = number
      return isOff || number != nil
    case .length:
      maxCharacters = value.flatMap { Int($0) }
      return isOff || (maxCharacters ?? 0) > 0
    case .ratio:
      maxRatio = number
      return isOff || (number ?? 0) >= 1
    case .script:
      minScriptShare = number
      return isOff || (0...1).contains(number ?? -1)
    case .duplicates:
      duplicates = value.flatMap(Duplicates.init)
      return isOff || duplicates != nil
    case .identical: identical = !isOff
    case .markup: markup = !isOff
    case .repetition: repetition = !isOff
    case .nearDuplicates: nearDuplicates = !isOff
    }
    return isOff || value == nil
  }
}
