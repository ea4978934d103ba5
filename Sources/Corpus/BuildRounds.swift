import Basics

/// The work of a `CorpusBuild`, in rounds. In a round, the workers read the next blocks of pairs (one of them: readers are
/// serial), judge the blocks that were read in the round before, and compress the frames that have become full. Between two
/// rounds, one thread decides in order what is kept, and writes in order what has been compressed: therefore nothing
/// depends on the number of workers.
struct BuildRounds {
  private let build: CorpusBuild
  private let writer: ShardWriter
  private let rejectFile: RejectFile?
  private let source: SourceBlocks
  private let filter: CorpusFilter
  private let pool: WorkerPool
  private let compressors: [Compressor]

  private var duplicates: DuplicateFilter
  private var frame = FrameDraft()
  private var fullFrames: [FrameDraft] = []
  private var progress = CorpusBuild.Progress(readPairs: 0, keptPairs: 0, textBytes: 0)
  private var rejected: [RejectReason: Int] = [:]
  /// The number of the source that pairs are taken from, and the frames of each part so far.
  private var currentSource = 0
  private var parts = [0]
  private let onFault: FaultHandler?
  /// The evidence of the current source, up to the last pair that was taken.
  private var evidence = TextEvidence()
  private var evidencePath = ""
  /// The first check comes after this many pairs, so that a ruined text costs no hours; the second comes at the end.
  private var nextLook = BuildRounds.firstLook
  private var isFaulty = false

  typealias FaultHandler = (TextFault) throws(CorpusError) -> Void
  private static let firstLook = 20_000

  /// - Parameter onFault: nil takes any text.
  init(
    _ build: CorpusBuild, _ sources: [CorpusSource], _ writer: ShardWriter, _ rejectFile: RejectFile?,
    onFault: FaultHandler?
  ) {
    self.build = build
    self.onFault = onFault
    self.writer = writer
    self.rejectFile = rejectFile
    source = SourceBlocks(sources, languages: build.languages)
    filter = CorpusFilter(build.filters, languages: build.languages)
    duplicates = DuplicateFilter(build.filters, folder: writer.aside)
    pool = WorkerPool(count: build.workers)
    compressors = (0..<build.workers).map { _ in Compressor() }
  }

  mutating func run(_ observe: (CorpusBuild.Progress) -> Void) throws(CorpusError) {
    let clock = ContinuousClock()
    var lastReport = clock.now
    var blocks: [PairBlock] = []
    repeat {
      let frames = fullFrames
      work(judging: blocks, compressing: frames)
      if build.isInterrupted() { throw .interrupted }
      for frame in frames { try writer.append(frame) }
      fullFrames.removeFirst(frames.count)
      for block in blocks { try take(block) }
      blocks = try source.take()
      if blocks.isEmpty {
        try look(isLast: true)
        endFrame()
      }
      if clock.now - lastReport > .milliseconds(100) {
        observe(progress)
        lastReport = clock.now
      }
    } while !blocks.isEmpty || !fullFrames.isEmpty
    observe(progress)
  }

  /// The manifest of the build.
  func index(heldOut: [SourceFile]) throws(CorpusError) -> ShardIndex {
    if progress.keptPairs == 0 {
      let path = source.files.first?.path ?? "the corpus"
      let isEmpty = rejected.keys.allSatisfy { $0 == .empty }
      throw isEmpty ? .noPairs(path: path) : .everyPairRejected(path: path, rejected: rejected)
    }
    var index = ShardIndex(languages: build.languages)
    index.pairs = progress.keptPairs
    index.textBytes = progress.textBytes
    index.filters = build.filters
    index.heldOut = heldOut
    index.tallies = source.tallies
    index.rejected = rejected
    index.sources = source.files
    index.parts = parts.filter { $0 > 0 }
    return index
  }

  private func work(judging blocks: [PairBlock], compressing frames: [FrameDraft]) {
    let (source, compressors, filter, build) = (source, compressors, filter, build)
    let inspects = onFault != nil
    var tasks: [TaskRound.Task] = [{ _ in source.readAhead(blocks: 4 * build.workers) }]
    tasks += frames.map { frame in { worker in frame.compress(compressors[worker].zstd) } }
    tasks += blocks.map { block in
      { _ in
        block.judge(
          filter, build.filters, build.heldOut, keepsRejected: build.rejects != nil, inspects: inspects)
      }
    }
    TaskRound.run(tasks, pool)
  }

  /// Decides which pairs of a block are kept.
  private mutating func take(_ block: PairBlock) throws(CorpusError) {
    if block.source != currentSource {
      try look(isLast: true)
      currentSource = block.source
      if parts[parts.count - 1] >= build.leastPartFrames { endPart() }
    }
    if onFault != nil {
      evidencePath = block.path
      evidence += block.evidence
      try look(isLast: false)
    }
    try block.visit { verdict, text, line throws(CorpusError) in
      progress.readPairs += 1
      if let reason = try reasonToReject(verdict) {
        rejected[reason, default: 0] += 1
        try rejectFile?.append(reason, path: block.path, line: line, columns: text)
        return
      }
      frame.append(text, weight: verdict.weight)
      progress.keptPairs += 1
      progress.textBytes += text.count
      if frame.textBytes >= build.frameBytes { endFrame() }
    }
  }

  /// Looks for faults in the current source, once its first pairs are there and once all are.
  private mutating func look(isLast: Bool) throws(CorpusError) {
    guard let onFault else { return }
    if !isFaulty && (isLast || evidence.pairs >= nextLook) {
      nextLook = .max
      // A doubt may go with the pairs that follow.
      let faults = TextFault.all(evidence, path: evidencePath, languages: build.languages).leading
      for fault in faults where isLast || fault.isCertain {
        isFaulty = true
        try onFault(fault)
      }
    }
    if isLast { (evidence, nextLook, isFaulty) = (TextEvidence(), Self.firstLook, false) }
  }

  private mutating func reasonToReject(_ verdict: PairBlock.Verdict) throws(CorpusError) -> RejectReason? {
    if let reason = verdict.reason { return reason }
    if let reason = try duplicates.reasonToReject(verdict.keys) { return reason }
    return verdict.isHeldOut ? .heldOut : nil
  }

  private mutating func endFrame() {
    if frame.pairs > 0 {
      fullFrames.append(frame)
      parts[parts.count - 1] += 1
    }
    frame = FrameDraft()
  }

  /// Begins a new part: the pairs that follow are of another source, and get frames of their own.
  private mutating func endPart() {
    endFrame()
    parts.append(0)
  }
}

/// A compressor of one worker.
private final class Compressor: @unchecked Sendable {
  let zstd = ZstdCompressor(level: 3)
}
