/// The keys of one side of held-out pairs, one behind the other.
struct HeldOutKeys: Sendable {
  private var units: [UInt16] = []
  private var ends: [Int] = []

  var count: Int { ends.count }

  mutating func append(_ key: UnsafeBufferPointer<UInt16>) {
    units.append(contentsOf: key)
    ends.append(units.count)
  }

  subscript(number: Int) -> ArraySlice<UInt16> { units[(number == 0 ? 0 : ends[number - 1])..<ends[number]] }
}

/// Finds which held-out texts of one side a text may be a near copy of.
///
/// If a copy may lack m n-grams of a text, it holds at least eight of any m + 8 of them. So the index holds only the
/// rarest n-grams of each text, those with digits first, since none of these may be missing (prefix filtering:
/// Chaudhuri, Ganti and Kaushik, 2006). A bitmap in front tells for nearly all n-grams of other texts that they are not
/// in the index.
struct HeldOutSide: Sendable {
  let keys: HeldOutKeys
  /// The hashes of the keys that one side alone may give away.
  private let same: HashTable
  private let indexed: HashTable
  /// The n-grams of the index in order, with the numbers of the texts.
  private let postings: [(gram: UInt64, number: Int)]
  private let bitmap: [UInt64]

  /// - Parameter allowance: n-grams that a near copy of a text may lack; nil if there are no near copies.
  init(_ keys: HeldOutKeys, allowance: (Int) -> Int?) {
    self.keys = keys
    same = HashTable(
      (0..<keys.count).lazy.map { keys[$0] }.filter { $0.count >= HeldOutFilter.leastExact }
        .map { $0.withUnsafeBufferPointer(Self.hash) })
    let frequencies = GramFrequencies(keys)
    var postings: [(gram: UInt64, number: Int)] = []
    for number in 0..<keys.count {
      guard let allowed = allowance(number) else { continue }
      keys[number].withUnsafeBufferPointer { key in
        for gram in frequencies.rarest(in: key, count: allowed + Self.leastShared) { postings.append((gram, number)) }
      }
    }
    postings.sort { ($0.gram, $0.number) < ($1.gram, $1.number) }
    self.postings = postings
    indexed = HashTable(postings.lazy.map(\.gram))
    var bitmap = [UInt64](repeating: 0, count: postings.count / 2 + 1)
    for (gram, _) in postings { bitmap[Self.word(of: gram, in: bitmap.count)] |= Self.bits(of: gram) }
    self.bitmap = bitmap
  }

  /// N-grams of the index that a near copy of a text shares with it.
  private static let leastShared = 8

  var isEmpty: Bool { keys.count == 0 }

  /// Whether the key is that of a held-out text, and long enough to tell.
  func isSame(_ key: UnsafeBufferPointer<UInt16>) -> Bool {
    key.count >= HeldOutFilter.leastExact && same.contains(Self.hash(key))
  }

  /// The texts that the key may be a near copy of, in order.
  func candidates(in key: UnsafeBufferPointer<UInt16>) -> [Int] {
    var grams = indexedGrams(in: key)
    if grams.count < Self.leastShared { return [] }
    grams.sort()
    var numbers: [Int] = []
    var previous: UInt64 = 0
    for gram in grams where gram != previous {
      previous = gram
      var posting = firstPosting(of: gram)
      while posting < postings.count, postings[posting].gram == gram {
        numbers.append(postings[posting].number)
        posting += 1
      }
    }
    numbers.sort()
    return numbers.indices.compactMap { index in
      let isFirst = index == 0 || numbers[index - 1] != numbers[index]
      let last = index + Self.leastShared - 1
      return isFirst && last < numbers.count && numbers[last] == numbers[index] ? numbers[index] : nil
    }
  }

  /// The number of n-grams of a text that are not among `grams`; nil if one with a digit is not.
  func missing(_ number: Int, from grams: HashTable) -> Int? {
    keys[number].withUnsafeBufferPointer { key in
      let bytes = UnsafeRawBufferPointer(key)
      var missing = 0
      for index in 0..<Grams.count(inUnits: key.count) where !grams.contains(Grams.hash(bytes, at: index)) {
        if key[index..<index + Grams.length].contains(where: Grams.isDigit) { return nil }
        missing += 1
      }
      return missing
    }
  }

  static func hash(_ key: UnsafeBufferPointer<UInt16>) -> UInt64 { max(1, TextHash.hash(UnsafeRawBufferPointer(key))) }

  /// Those n-grams of the key that are in the index.
  private func indexedGrams(in key: UnsafeBufferPointer<UInt16>) -> [UInt64] {
    let bytes = UnsafeRawBufferPointer(key)
    return bitmap.withUnsafeBufferPointer { bitmap in
      var grams: [UInt64] = []
      for index in 0..<Grams.count(inUnits: key.count) {
        let gram = Grams.hash(bytes, at: index)
        let bits = Self.bits(of: gram)
        if bitmap[Self.word(of: gram, in: bitmap.count)] & bits == bits, indexed.contains(gram) { grams.append(gram) }
      }
      return grams
    }
  }

  @inline(__always) private static func word(of gram: UInt64, in count: Int) -> Int {
    Int(truncatingIfNeeded: gram.multipliedFullWidth(by: UInt64(count)).high)
  }

  /// Two bits of a word. The lowest bit of a gram is always set.
  @inline(__always) private static func bits(of gram: UInt64) -> UInt64 {
    1 << (gram >> 1 & 63) | 1 << (gram >> 7 & 63)
  }

  private func firstPosting(of gram: UInt64) -> Int {
    var low = 0
    var high = postings.count
    while low < high {
      let middle = (low + high) / 2
      if postings[middle].gram < gram { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// About how often n-grams come in held-out texts: counters by hash, so that two may share one.
private struct GramFrequencies {
  private var counters: [UInt32]

  init(_ keys: HeldOutKeys) {
    let grams = (0..<keys.count).reduce(0) { $0 + Grams.count(inUnits: keys[$1].count) }
    counters = [UInt32](repeating: 0, count: 2 * grams + 1)
    for number in 0..<keys.count {
      keys[number].withUnsafeBufferPointer { key in
        let bytes = UnsafeRawBufferPointer(key)
        for index in 0..<Grams.count(inUnits: key.count) { counters[place(of: Grams.hash(bytes, at: index))] += 1 }
      }
    }
  }

  /// The rarest n-grams of a key, those with digits before all others; none if there are not so many different ones.
  func rarest(in key: UnsafeBufferPointer<UInt16>, count: Int) -> ArraySlice<UInt64> {
    let bytes = UnsafeRawBufferPointer(key)
    let grams = (0..<Grams.count(inUnits: key.count)).map { index in
      let gram = Grams.hash(bytes, at: index)
      let hasDigit = key[index..<index + Grams.length].contains(where: Grams.isDigit)
      // Among those of one rank, low bits decide: a table that is laid out by the high ones must find these spread.
      return (rank: hasDigit ? 0 : counters[place(of: gram)], order: gram.byteSwapped)
    }.sorted { ($0.rank, $0.order) < ($1.rank, $1.order) }.map(\.order.byteSwapped)
    let different = grams.indices.filter { $0 == 0 || grams[$0 - 1] != grams[$0] }.map { grams[$0] }
    return different.count < count ? [] : different.prefix(count)
  }

  private func place(of gram: UInt64) -> Int {
    Int(truncatingIfNeeded: gram.multipliedFullWidth(by: UInt64(counters.count)).high)
  }
}
