import Decoding
import Testing

@Suite struct DecodingOptionsTests {
  @Test func whatIsOutOfRangeIsRefused() {
    func error(_ beamSize: Int, _ normalize: Double, _ factor: Double, _ nBest: Int) -> DecodingError? {
      do throws(DecodingError) {
        _ = try DecodingOptions(
          beamSize: beamSize, normalize: normalize, maxLengthFactor: factor, nBest: nBest)
        return nil
      } catch {
        return error
      }
    }
    #expect(error(1, 0, 0.001, 1) == nil)
    #expect(error(1000, 5, 1000, 1000) == nil)
    #expect(error(0, 1, 1, 1) == .beamSizeOutOfRange(0))
    #expect(error(1001, 1, 1, 1) == .beamSizeOutOfRange(1001))
    #expect(error(.min, 1, 1, 1) == .beamSizeOutOfRange(.min))
    #expect(error(1, -0.1, 1, 1) == .normalizeOutOfRange(-0.1))
    #expect(error(1, .infinity, 1, 1) == .normalizeOutOfRange(.infinity))
    #expect(error(1, .nan, 1, 1)?.summary == "the exponent of the length normalization cannot be nan")
    #expect(error(1, 1, 0, 1) == .maxLengthFactorOutOfRange(0))
    #expect(error(1, 1, 1e300, 1) == .maxLengthFactorOutOfRange(1e300))
    #expect(error(1, 1, .nan, 1)?.category == .usage)
    #expect(error(4, 1, 1, 0) == .nBestOutOfRange(0, beamSize: 4))
    #expect(error(4, 1, 1, 5) == .nBestOutOfRange(5, beamSize: 4))
  }

  @Test func theStepLimitRoundsUp() throws {
    let options = try DecodingOptions(beamSize: 1, normalize: 0, maxLengthFactor: 1.5)
    #expect([1, 2, 3, 10].map(options.stepLimit) == [12, 13, 15, 25])
  }

  @Test func errorTexts() {
    let errors: [DecodingError] = [
      .beamSizeOutOfRange(0), .normalizeOutOfRange(-1), .maxLengthFactorOutOfRange(0),
      .nBestOutOfRange(0, beamSize: 4), .nBestOutOfRange(5, beamSize: 4),
    ]
    #expect(
      errors.map { "\($0.message); \($0.remedy ?? "")" } == [
        "the beam size cannot be 0; give a whole number from 1 to 1000",
        "the exponent of the length normalization cannot be -1.0; "
          + "give a number from 0 (no normalization) upwards; 1 divides by the length",
        "the maximum length factor cannot be 0.0; give a number above 0, at most 1000",
        "a beam of 4 cannot give the 0 best translations; ask for 1 or more, at most the beam size (4)",
        "a beam of 4 cannot give the 5 best translations; raise the beam size to 5, or ask for fewer",
      ])
  }
}
