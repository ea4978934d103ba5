import Testing

@testable import Commands

@Suite struct BarChartTests {
  @Test func barsAreAsLongAsTheirCounts() {
    let chart = BarChart(rows: [("none", 0), ("a", 4), ("bc", 2), ("d", 0), ("e", 1), ("none", 0)])
    #expect(
      chart.lines(31) == [
        "   a   57.1 %  ████████████████", "  bc   28.6 %  ████████", "   d    0.0 %  ", "   e   14.3 %  ████",
      ])
    #expect(BarChart(rows: [("a", 0)]).lines(40) == [])
  }

  @Test(arguments: [(0, 1), (11, 1), (12, 2), (99, 10), (111, 20), (1_000_000, 100_000)])
  func boundsAreRound(largest: Int, step: Int) {
    let bounds = BarChart.evenBounds(nearly: largest)
    #expect(bounds.count == 12 && bounds[0] == 0 && bounds[1] == step && bounds[11] >= largest)
  }

  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (12_345, "12 kB"), (1_234_567, "1.2 MB"), (123_456_789, "123 MB"),
    (1_234_567_890, "1.2 GB"),
  ])
  func bytesAreRounded(count: Int, text: String) { #expect(megabytes(count) == text) }

  @Test func sharesAreRounded() {
    #expect(
      percent(0) == "0.0 %" && percent(0.0001) == "<0.1 %" && percent(0.123) == "12.3 %" && percent(1) == "100.0 %")
  }
}
