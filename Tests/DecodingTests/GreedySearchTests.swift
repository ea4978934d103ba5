import Basics
import Decoding
import Testing

@Suite struct GreedySearchTests {
  @Test func followsTheMostProbableIds() throws {
    let distribution = ToyDistribution(endBias: -1)
    let options = try DecodingOptions(beamSize: 1, normalize: 0.5, maxLengthFactor: 1)
    let sources = randomSources(12, seed: 2)
    var model = ToyModel(distribution)
    let results = try GreedySearch(options, begin: begin, end: end).search(sources, with: &model)
    for (source, result) in zip(sources, results) {
      var ids: [TokenID] = []
      var sum = 0.0
      var state = distribution.nextState(distribution.firstState(source), begin)
      while ids.count < source.count + 10 {
        let (id, logProbability) = distribution.candidates(state, length: ids.count)[0]
        sum += Double(logProbability)
        if id == end { break }
        ids.append(id)
        state = distribution.nextState(state, id)
      }
      #expect(result.ids == ids)
      #expect(result.logProbability == sum)
      #expect(result.isComplete == (ids.count < source.count + 10))
    }
  }

  @Test func rowsLeaveAsSentencesEnd() throws {
    let options = try DecodingOptions(beamSize: 1, normalize: 1, maxLengthFactor: 2)
    let sources = randomSources(15, seed: 6)
    var model = ToyModel()
    let results = try GreedySearch(options, begin: begin, end: end).search(sources, with: &model)
    let steps = results.map { $0.ids.count + ($0.isComplete ? 1 : 0) }
    #expect(model.rowCounts == (1...steps.max()!).map { step in steps.count { $0 >= step } })
  }

  @Test func theStepLimitAndTheEmptyTranslation() throws {
    let options = try DecodingOptions(beamSize: 1, normalize: 1, maxLengthFactor: 1)
    var endless = ToyModel(ToyDistribution(endBias: -60))
    let cut = try GreedySearch(options, begin: begin, end: end).search([[5], [5, 6]], with: &endless)
    #expect(cut.map(\.ids.count) == [11, 12])
    #expect(cut.allSatisfy { !$0.isComplete && $0.score == $0.logProbability / Double($0.ids.count) })
    var silent = ToyModel(ToyDistribution(endBias: 60))
    let empty = try GreedySearch(options, begin: begin, end: end).search([[5]], with: &silent)
    #expect(empty.map(\.ids) == [[]] && empty[0].isComplete)
    let none = try GreedySearch(options, begin: begin, end: end).search([], with: &silent)
    #expect(none.isEmpty)
  }
}
