import TextProcessing

/// Finds pairs of which a side is a segment of a validation or test set, or nearly. It may be used by several threads at once.
///
/// Sides are compared by their `TextKey`, so that letter case, punctuation and spaces make no difference, and numbers do. A pair
/// overlaps with a held-out one if
///
/// - a side is the same. If its key is shorter than 16 units, as that of "Good morning!", both sides must be: such segments
///   come up in any text, and say nothing of the rest of the pair;
/// - a side, or both, hold nearly all character n-grams of the held-out side, anywhere in the line: see `NearCopy`. So a
///   sentence is found inside a longer line, and a long one with a typo or another word. Sentences that are built alike are not:
///   "I want three apples" stays in training when "I want four apples" is held out.
public struct HeldOutFilter: Sendable {
  /// Holds out no pair.
  public static let none = HeldOutFilter([])

  /// Units of a key that one side alone may give away.
  static let leastExact = 16

  private let source: HeldOutSide
  private let target: HeldOutSide
  /// The keys of pairs of two short sides.
  private let shortPairs: HashTable

  /// It takes about two kilobytes of memory and 15 microseconds a pair.
  public init(_ pairs: [SentencePair]) {
    var source = HeldOutKeys()
    var target = HeldOutKeys()
    var shortPairs = HashTable()
    var seen = HashTable()
    for pair in pairs {
      TextKey.withKey(of: pair.source) { one in
        TextKey.withKey(of: pair.target) { other in
          // A line that a set holds a thousand times is looked for once.
          if !seen.insert(Self.hash(one, other)) { return }
          source.append(one)
          target.append(other)
          if max(one.count, other.count) < Self.leastExact { shortPairs.insert(Self.hash(one, other)) }
        }
      }
    }
    self.shortPairs = shortPairs
    // If both sides are long enough, a text that holds most of the source is looked at for the target too.
    self.source = HeldOutSide(source) { number in
      NearCopy.allowance(source[number].count, beside: target[number].count)
    }
    self.target = HeldOutSide(target) { number in NearCopy.allowance(target[number].count) }
  }

  public func contains(_ pair: SentencePair) -> Bool {
    if source.isEmpty { return false }
    return TextKey.withKey(of: pair.source) { one in
      TextKey.withKey(of: pair.target) { other in
        source.isSame(one) || target.isSame(other)
          || (max(one.count, other.count) < Self.leastExact && shortPairs.contains(Self.hash(one, other)))
          || isNearCopy(one, other)
      }
    }
  }

  private func isNearCopy(_ one: UnsafeBufferPointer<UInt16>, _ other: UnsafeBufferPointer<UInt16>) -> Bool {
    let fromSource = source.candidates(in: one)
    let fromTarget = target.candidates(in: other)
    if fromSource.isEmpty && fromTarget.isEmpty { return false }
    let sourceGrams = Grams.table(of: one)
    let targetGrams = Grams.table(of: other)
    for number in fromSource {
      guard let missing = source.missing(number, from: sourceGrams) else { continue }
      let units = source.keys[number].count
      if let allowed = NearCopy.allowance(units), missing <= allowed { return true }
      let otherUnits = target.keys[number].count
      guard let allowed = NearCopy.allowance(units, beside: otherUnits), missing <= allowed,
        let otherAllowed = NearCopy.allowance(otherUnits, beside: units),
        let otherMissing = target.missing(number, from: targetGrams), otherMissing <= otherAllowed
      else { continue }
      return true
    }
    return fromTarget.contains { number in
      guard let allowed = NearCopy.allowance(target.keys[number].count),
        let missing = target.missing(number, from: targetGrams)
      else { return false }
      return missing <= allowed
    }
  }

  private static func hash(_ one: UnsafeBufferPointer<UInt16>, _ other: UnsafeBufferPointer<UInt16>) -> UInt64 {
    max(1, TextHash.mix(HeldOutSide.hash(one) ^ TextHash.first, HeldOutSide.hash(other) ^ TextHash.second))
  }
}

/// The number of character n-grams of a held-out side that may be missing from its near copy.
///
/// A side of 48 or fewer may lack none, and no side may lack one with a digit. Of those above 48, a third may be
/// missing if both sides are near copies, a sixth if only one is. A letter that differs changes eight n-grams, a word
/// of five letters twelve: a typo is forgiven in a sentence of some fifteen words, another word in one of some twenty.
enum NearCopy {
  /// Units of a key that are enough if both sides are near copies, or one side alone.
  private static let leastOfBoth = 36
  private static let leastOfOne = 56
  /// Only a text with more n-grams than this may lack some.
  private static let whole = 48

  /// The number if only this side is looked at; nil if it is too short for that.
  static func allowance(_ units: Int) -> Int? {
    units < leastOfOne ? nil : max(0, Grams.count(inUnits: units) - whole) / 6
  }

  /// The number if the other side is a near copy too; if that side is too short, what one side alone allows.
  static func allowance(_ units: Int, beside other: Int) -> Int? {
    min(units, other) < leastOfBoth ? allowance(units) : max(0, Grams.count(inUnits: units) - whole) / 3
  }
}
