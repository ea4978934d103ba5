/// A frame on its way into a shard: first its text grows, then it is compressed. One thread at a time has it.
final class FrameDraft: @unchecked Sendable {
  private(set) var text: [UInt8] = []
  private(set) var pairs = 0
  /// The sum of the pairs' weights; nil if each is 1.
  var weights: Double? { hasWeights ? weightSum : nil }
  private var hasWeights = false
  private var weightSum = 0.0
  /// The bytes of the compressed frame; empty until then.
  private(set) var bytes: [UInt8] = []
  private(set) var hash: UInt64 = 0

  var textBytes: Int { text.count }

  /// Adds the line of a pair.
  func append(_ line: UnsafeBufferPointer<UInt8>, weight: Float) {
    text.append(contentsOf: line)
    pairs += 1
    hasWeights = hasWeights || weight != 1
    weightSum += Double(weight)
  }

  func compress(_ compressor: ZstdCompressor) {
    bytes = compressor.frame(of: text)
    hash = bytes.withUnsafeBytes(ContentHash.of)
  }
}
