import Basics
import Glibc
import Testing

@testable import Corpus

/// Random damage to a folder of shards: whatever happens to its files, a reader throws or gives the pairs that were written,
/// and verification finds it. `MT_DAMAGE_CASES` says how many cases are tried.
struct ShardDamageTests {
  let scratch = Scratch()

  @Test func noDamageIsOverlooked() throws {
    var pairs = somePairs(120)
    pairs[40].weight = 0.5
    let sound = try scratch.shards(pairs, frameBytes: 300, shardBytes: 3000)
    let names = try #require(Folder.names(in: sound.folder))
    #expect(names.count > 2)
    let files = try names.map { try AtomicFile.read("\(sound.folder)/\($0)") }

    let cases = getenv("MT_DAMAGE_CASES").flatMap { Int(String(cString: $0)) } ?? 300
    var generator = SeededGenerator(seed: 8)
    for number in 0..<cases {
      var damaged = files
      let damage = Self.damage(&damaged, sound.index, &generator)
      guard damaged != files else { continue }
      for (name, bytes) in zip(names, damaged) { try AtomicFile.write(bytes, to: "\(sound.folder)/\(name)") }
      do {
        let reader = try ShardReader(folder: sound.folder)
        #expect(!reader.damages(workers: 2).isEmpty, "case \(number): \(damage)")
        for error in reader.damages() { #expect(Self.namesAFile(error, in: sound.folder)) }
        let frames = FrameReader(reader)
        for frame in 0..<reader.frameCount {
          guard let read = try? frames.pairs(ofFrame: frame) else { continue }
          let first = sound.firstPair(ofFrame: frame)
          #expect(
            read == Array(pairs[first..<(first + sound.pairCount(ofFrame: frame))]), "case \(number): \(damage)")
        }
      } catch {
        #expect(Self.namesAFile(error, in: sound.folder), "case \(number): \(damage): \(error)")
      }
    }
  }

  private static func namesAFile(_ error: any Error, in folder: String) -> Bool {
    (error as? CorpusError)?.location?.file.hasPrefix(folder + "/") ?? false
  }

  /// Damages one file or two, and says how. The manifest is the first of them.
  private static func damage(
    _ files: inout [[UInt8]], _ index: ShardIndex, _ generator: inout SeededGenerator
  ) -> String {
    let file = generator.below(files.count)
    let place = generator.below(files[file].count)
    switch generator.below(8) {
    case 0...3:
      let bit = generator.below(8)
      files[file][place] ^= 1 << UInt8(bit)
      return "bit \(bit) of byte \(place) of file \(file) flipped"
    case 4:
      files[file].removeLast(files[file].count - place)
      return "file \(file) cut at \(place)"
    case 5:
      files[file].insert(contentsOf: files[file][..<place].suffix(16), at: place)
      return "bytes before \(place) of file \(file) repeated"
    case 6:
      let (one, other) = (frame(&files, index, &generator), frame(&files, index, &generator))
      let bytes = [Array(files[one.file][one.place]), Array(files[other.file][other.place])]
      // The later one first, so that the place of the other stays.
      for (spot, new) in [(one, bytes[1]), (other, bytes[0])].sorted(by: {
        $0.0.place.lowerBound > $1.0.place.lowerBound
      }) {
        if one.place != other.place || one.file != other.file {
          files[spot.file].replaceSubrange(spot.place, with: new)
        }
      }
      return "frames at \(one) and \(other) exchanged"
    default:
      let other = generator.below(files.count)
      files.swapAt(file, other)
      return "files \(file) and \(other) exchanged"
    }
  }

  private static func frame(
    _ files: inout [[UInt8]], _ index: ShardIndex, _ generator: inout SeededGenerator
  ) -> (file: Int, place: Range<Int>) {
    let shard = generator.below(index.shards.count)
    let frames = index.shards[shard].frames
    let frame = frames[generator.below(frames.count)]
    return (shard + 1, frame.offset..<(frame.offset + frame.compressedBytes))
  }
}
