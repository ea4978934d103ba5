extension ShardReader {
  /// Whether sources hold the text that the shards were made from, whatever the bytes of their files: the pairs of a build without
  /// filters, in order. All of it is read.
  public func holdsText(of sources: [CorpusSource], languages: LanguagePair) throws(CorpusError) -> Bool {
    let filter = CorpusFilter(FilterOptions(), languages: languages)
    let frames = FrameReader(self)
    var known: ArraySlice<SentencePair> = []
    var nextFrame = 0
    var line: [UInt8] = []
    var knownLine: [UInt8] = []
    for source in sources {
      let reader = try source.makeReader(languages: languages)
      while let pair = try reader.next() {
        if filter.reasonToReject(pair) != nil { continue }
        line.removeAll(keepingCapacity: true)
        ShardLine.append(pair, to: &line)
        if line.count > ShardLine.byteLimit { continue }
        while known.isEmpty, nextFrame < frameCount {
          known = try frames.pairs(ofFrame: nextFrame)[...]
          nextFrame += 1
        }
        guard let other = known.popFirst() else { return false }
        knownLine.removeAll(keepingCapacity: true)
        ShardLine.append(other, to: &knownLine)
        if line != knownLine { return false }
      }
    }
    return known.isEmpty && nextFrame == frameCount
  }
}
