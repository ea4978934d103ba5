import Testing
import TextProcessing

@testable import Subwords

@Suite struct SegmentCodecTests {
  @Test(arguments: ["The river runs through the old town.", "", "คนๆ นั้น มาช้าๆ  iPhone 12", "  two  spaces ", "naïve 👩‍👩‍👧"])
  func decodingAfterEncodingIsTheNormalizedLine(line: String) throws {
    let model = try Samples.model(.unigram)
    for language in ["en", "th"] {
      let codec = try SegmentCodec(language: language, model: model)
      let normalized = try Normalizer(language: language).normalize(line)
      #expect(codec.decode(codec.encode(line)).utf8.elementsEqual(normalized.utf8))
    }
  }
}
