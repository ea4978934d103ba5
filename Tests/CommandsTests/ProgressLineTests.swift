import Testing
import Training

@testable import Commands

private let progress = UpdateSnapshot(
  update: 250, totalUpdates: 1000, loss: 3.14159, perplexity: 23.145, targetTokensPerSecond: 5432.6, dataWait: 0.024,
  secondsLeft: 725)

private let full = "update 250/1000 loss 3.142 ppl 23.15 5433 tok/s wait 2% 12m05s left"

@Suite struct ProgressLineTests {
  @Test(arguments: [
    (
      120,
      "[#######-----------------------] " + full
    ),
    (79, "[##-------] " + full), (70, full),
    (60, "update 250/1000 loss 3.142 ppl 23.15 5433 tok/s wait 2%"),
    (30, "update 250/1000 loss 3.142"),
    (15, "update 250/1000"), (14, ""), (0, ""), (-1, ""),
  ])
  func fitsTheWidth(_ width: Int, _ expected: String) {
    #expect(progress.line(width: width) == expected)
  }

  @Test func neverWiderThanTheTerminal() {
    for width in 0...200 { #expect(progress.line(width: width).utf8.count <= width) }
  }

  @Test func whatIsNotKnownIsLeftOut() {
    var progress = progress
    progress.totalUpdates = nil
    progress.secondsLeft = nil
    progress.loss = .nan
    progress.perplexity = .infinity
    #expect(progress.line(width: 200) == "update 250 loss nan ppl inf 5433 tok/s wait 2%")
  }

  @Test func theBarStopsAtItsEnd() {
    var progress = progress
    progress.update = 2000
    #expect(progress.line(width: 200).hasPrefix("[##############################] update 2000/1000"))
  }

  @Test(arguments: [
    (0.0, "0s"), (59.4, "59s"), (60, "1m00s"), (3599, "59m59s"), (3600, "1h00m"), (90_000, "1d01h"), (-5, "0s"),
    (.infinity, "?"), (.nan, "?"),
  ])
  func durations(_ seconds: Double, _ text: String) {
    #expect(UpdateSnapshot.duration(seconds) == text)
  }

  @Test(arguments: [
    (1.005, 1, "1.0"), (0.06, 2, "0.06"), (-0.5, 2, "-0.50"), (-0.001, 2, "0.00"), (12.5, 0, "13"),
    (99.999, 2, "100.00"),
    (1e17, 2, "1e+17"),
  ])
  func fixedDigits(_ number: Double, _ digits: Int, _ text: String) {
    #expect(fixed(number, digits: digits) == text)
  }

  @Test func isDrawnTenTimesASecondAtMost() {
    var line = ProgressLine()
    let start = ContinuousClock.now
    #expect(line.clearing() == "")
    #expect(line.drawing(progress, width: 31, now: start) == "\r\u{1B}[Kupdate 250/1000 loss 3.142")
    #expect(line.drawing(progress, width: 41, now: start + .milliseconds(99)) == nil)
    #expect(line.drawing(progress, width: 41, now: start + .milliseconds(100)) != nil)
    #expect(line.clearing() == "\r\u{1B}[K")
    #expect(line.clearing() == "")
    // After a log line it comes back at once.
    #expect(line.drawing(progress, width: 41, now: start + .milliseconds(101)) != nil)
  }
}
