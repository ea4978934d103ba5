import Basics
import Glibc

/// The pairs of a window in memory, shuffled: the text of their frames as it stands in the shards, and where each pair is in it.
public struct PairWindow: Sendable {
  struct Line: Sendable {
    var text: Int32
    var start: Int32
    var count: Int32
    /// The number of the pair over all corpora of the mixture.
    var number: Int
  }

  private let texts: [[UInt8]]
  /// For each text, whether the source of its pairs is the second column.
  private let isReversed: [Bool]
  private(set) var lines: [Line] = []

  /// Loads and shuffles.
  /// - Parameter threads: read frames side by side; the window does not depend on their number.
  init(
    _ slices: [FrameSlice], of windows: ShuffledWindows, generator: SeededGenerator, threads: Int
  ) throws(CorpusError) {
    // A small corpus may be gone through several times in one window: its frames are read once.
    var numbers: [[Int]: Int] = [:]
    var frames: [(part: Int, frame: Int)] = []
    for slice in slices where numbers[[slice.part, slice.frame]] == nil {
      numbers[[slice.part, slice.frame]] = frames.count
      frames.append((slice.part, slice.frame))
    }
    let parts = windows.mixture.parts
    texts = try Self.read(frames, parts, threads: threads)
    isReversed = frames.map { parts[$0.part].reader.isReversed }

    var lines: [Line] = []
    lines.reserveCapacity(slices.reduce(0) { $0 + $1.places.count })
    for slice in slices {
      let text = numbers[[slice.part, slice.frame]]!
      let part = parts[slice.part]
      let firstPair = part.firstPair + part.reader.firstPair(ofFrame: slice.frame)
      let starts = Self.lineStarts(texts[text], count: part.reader.pairCount(ofFrame: slice.frame))
      var order = Array(0..<(starts.count - 1))
      let random = windows.passGenerator(slice.part, slice.pass).split(UInt64(slice.frame) + 1)
      // A frame that is taken whole needs no order of its own.
      if slice.places.count < order.count {
        var shuffler = random.split(0)
        shuffler.shuffle(&order)
      }
      for place in slice.places {
        let index = order[place]
        let line = Line(
          text: Int32(text), start: starts[index], count: starts[index + 1] - starts[index] - 1,
          number: firstPair + index)
        let times = part.reader.index.weights != nil ? times(line, random.split(UInt64(index) + 1)) : 1
        lines.append(contentsOf: repeatElement(line, count: times))
      }
    }
    var generator = generator
    generator.shuffle(&lines)
    self.lines = lines
  }

  public var count: Int { lines.count }

  /// The line of pair `index` as it stands in its shard, without its LF.
  public func withLine<Value>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
    withLine(lines[index], body)
  }

  private func withLine<Value>(_ line: Line, _ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
    texts[Int(line.text)].withUnsafeBufferPointer { text in
      body(UnsafeBufferPointer(rebasing: text[Int(line.start)..<Int(line.start + line.count)]))
    }
  }

  /// Pair `index`; nil if its line is none of a shard.
  func pair(_ index: Int) -> SentencePair? {
    let pair = withLine(index, ShardLine.pair)
    return isReversed[Int(lines[index].text)] ? pair?.reversed : pair
  }

  /// The number of times that a pair comes in this pass: its weight, rounded up or down at random.
  private func times(_ line: Line, _ generator: SeededGenerator) -> Int {
    var generator = generator
    let weight = withLine(line, ShardLine.weight(ofLine:)) ?? 1
    return Int((Double(weight) + generator.uniform()).rounded(.down))
  }

  /// Each thread has readers of its own, and a share of the frames.
  private static func read(
    _ frames: [(part: Int, frame: Int)], _ parts: [CorpusMixture.Part], threads: Int
  ) throws(CorpusError) -> [[UInt8]] {
    let count = max(1, min(threads, frames.count))
    let shares = (0..<count).map { share in
      Array(frames[(frames.count * share / count)..<(frames.count * (share + 1) / count)])
    }
    let loaded = ParallelMap.map(shares, threads: threads) { share in
      Result { () throws(CorpusError) in
        var readers: [Int: FrameReader] = [:]
        var texts: [[UInt8]] = []
        for (part, frame) in share {
          let reader = readers[part] ?? FrameReader(parts[part].reader)
          readers[part] = reader
          var text: [UInt8] = []
          try reader.read(frame, into: &text)
          texts.append(text)
        }
        return texts
      }
    }
    var texts: [[UInt8]] = []
    for share in loaded { texts += try share.get() }
    return texts
  }

  /// The places where the lines begin, and where one more would.
  private static func lineStarts(_ text: [UInt8], count: Int) -> [Int32] {
    var starts: [Int32] = []
    starts.reserveCapacity(count + 1)
    starts.append(0)
    text.withUnsafeBytes { bytes in
      var place = 0
      while place < bytes.count, let found = memchr(bytes.baseAddress! + place, 0x0a, bytes.count - place) {
        place = UnsafeRawPointer(found) - bytes.baseAddress! + 1
        starts.append(Int32(place))
      }
    }
    return starts
  }
}
