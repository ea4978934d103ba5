import Basics
import Testing

@testable import Commands

@Suite struct ExitStatusTests {
  @Test func everyCategoryHasItsStatus() {
    let numbers = DiagnosticCategory.allCases.map { ExitStatus($0).rawValue }
    #expect(numbers == [1, 64, 65, 66, 70, 73, 74])
  }

  @Test func aRefusalOfTheSystemHasItsOwn() {
    #expect(ExitStatus.systemRefusal.rawValue == SystemRefusal.status)
  }

  @Test func signalsAddTo128() {
    #expect(ExitStatus.success.rawValue == 0)
    #expect(ExitStatus.interrupted.rawValue == 128 + 2)
    #expect(ExitStatus.terminated.rawValue == 128 + 15)
  }
}
