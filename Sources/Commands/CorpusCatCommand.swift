import ArgumentParser
import Basics
import Corpus

extension CorpusCommand {
  struct Cat: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the pairs of a corpus as lines.",
      discussion: """
        A line is the source, a tab and the target, and the pair's weight as a third column where that is not 1; a tab, line \
        feed or backslash in them is written \\t, \\n or \\\\: 'mt corpus build --escaped' reads it. Where the languages are given, the \
        pairs have that direction. \
        --sample chooses pairs evenly from the whole corpus, the same for the same --seed, and writes them in the order of \
        the corpus; it reads only the parts of the shards that have them. --shuffle writes all pairs shuffled as training shuffles them, \
        in bounded memory whatever the size of the corpus; a pair of weight 2 comes twice.

        Examples:
          mt corpus cat shards | less
          mt corpus cat shards --sample 1000 --seed 2 > sample.tsv
          mt corpus cat shards --shuffle --epochs 2 | my-trainer
          mt corpus cat shards | grep -v http | mt corpus build - --escaped -o clean \\
            --source-language th --target-language en
          mt corpus cat books --source-language th --target-language en --first 20
        """)

    @OptionGroup var corpus: CorpusPathOptions
    @Option(help: ArgumentHelp("Write this many pairs, chosen at random.", valueName: "n")) var sample: Int?
    @Flag(help: "Write the pairs in random order, different in each epoch.") var shuffle = false
    @Option(help: ArgumentHelp("With --shuffle, how often each pair is written.", valueName: "n")) var epochs: Int?
    @Option(help: ArgumentHelp("Seed of --sample and --shuffle.", valueName: "n")) var seed: UInt64 = 1
    @Option(help: ArgumentHelp("Write this many pairs from the beginning.", valueName: "n")) var first: Int?

    func validate() throws {
      if [sample != nil, first != nil, shuffle].count(where: { $0 }) > 1 {
        throw ValidationError("--sample, --first and --shuffle cannot be combined")
      }
      if epochs != nil && !shuffle { throw ValidationError("--epochs needs --shuffle") }
      if epochs ?? 1 < 1 { throw ValidationError("--epochs must be 1 or more") }
      if sample ?? 0 < 0 { throw ValidationError("--sample must be 0 or more") }
      if first ?? 0 < 0 { throw ValidationError("--first must be 0 or more") }
    }

    func run() throws {
      if let sample {
        try write(try corpus.shards(), numbers: Self.sample(sample, seed: seed))
      } else if shuffle {
        try writeShuffled(try corpus.shards(), epochs: epochs ?? 1)
      } else {
        try writeFirst(first ?? .max)
      }
    }

    private func writeFirst(_ limit: Int) throws {
      let (sources, languages) = try corpus.resolve()
      var left = limit
      var text: [UInt8] = []
      var tallies = CorpusTallies()
      for source in sources {
        let reader = try source.makeReader(languages: languages)
        while left > 0, let pair = try reader.next() {
          left -= 1
          ShardLine.append(pair, to: &text)
          if text.count >= 1 << 16 {
            try StandardOutput.write(text)
            text.removeAll(keepingCapacity: true)
          }
        }
        if case .shards = source { continue }
        tallies = tallies + reader.tallies
      }
      try StandardOutput.write(text)
      let losses = tallies.findings.filter { $0.key.isPassedOver || $0.key.isRepaired }
      for line in CorpusFindingLines.lines(losses) { Console.standard.log(line) }
    }

    private func writeShuffled(_ reader: ShardReader, epochs: Int) throws {
      var pairs = ShuffledPairs(CorpusMixture([(reader, 1)]), seed: seed)
      var text: [UInt8] = []
      if pairs.windowsAnEpoch == 0 { return }
      for _ in 0..<epochs {
        for _ in 0..<pairs.windowsAnEpoch {
          let window = try pairs.next().window
          for index in 0..<window.count {
            window.withLine(index) { ShardLine.append(sidesOf: $0, reversed: reader.isReversed, to: &text) }
            if text.count >= 1 << 16 {
              try StandardOutput.write(text)
              text.removeAll(keepingCapacity: true)
            }
          }
        }
      }
      try StandardOutput.write(text)
    }

    /// Writes the pairs with these numbers, which rise, and reads the frames that have them.
    private func write(_ reader: ShardReader, numbers choose: (Int) -> [Int]) throws {
      var numbers = choose(reader.index.pairs)[...]
      for frame in 0..<reader.frameCount {
        let first = reader.firstPair(ofFrame: frame)
        let wanted = numbers.prefix { $0 < first + reader.pairCount(ofFrame: frame) }
        if wanted.isEmpty { continue }
        numbers.removeFirst(wanted.count)
        let pairs = try reader.frame(frame)
        var text: [UInt8] = []
        for number in wanted { ShardLine.append(pairs[number - first], to: &text) }
        try StandardOutput.write(text)
      }
    }

    /// A random sample of the numbers below `total`, in rising order; every set is equally likely (Floyd 1987).
    static func sample(_ count: Int, seed: UInt64) -> (_ total: Int) -> [Int] {
      { total in
        var generator = SeededGenerator(seed: seed)
        var chosen = Set<Int>()
        for last in max(0, total - count)..<total {
          let number = generator.below(last + 1)
          chosen.insert(chosen.contains(number) ? last : number)
        }
        return chosen.sorted()
      }
    }
  }
}
