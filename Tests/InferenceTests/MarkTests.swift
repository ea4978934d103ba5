import Models
import Subwords
import Testing

@testable import Inference

/// The numeric leg and the text leg name the same ids, and cannot see one another: here they meet.
struct MarkTests {
  @Test func bothLegsHaveTheSameMarks() {
    #expect(MarkID.padding == SpecialTokens.padding)
    #expect(MarkID.begin == SpecialTokens.begin)
    #expect(MarkID.end == SpecialTokens.end)
  }
}
