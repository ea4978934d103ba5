import Basics
import Testing

@testable import Commands

@Suite struct CorpusCheckCommandTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// A corpus of numbers in words; the same sizes in both languages.
  private func write(
    _ name: String, count: Int, seed: UInt64, _ change: (inout [String], inout [String]) -> Void = { _, _ in }
  ) throws {
    let words = [("หนึ่ง", "one"), ("สอง", "two"), ("สาม", "three"), ("สี่", "four"), ("ห้า", "five"), ("หก", "six")]
    var generator = SeededGenerator(seed: seed)
    var (source, target): ([String], [String]) = ([], [])
    for _ in 0..<count {
      var numbers = [generator.below(words.count)]
      for _ in 0..<7 + generator.below(12) {
        numbers.append((numbers[numbers.count - 1] + 1 + generator.below(words.count - 1)) % words.count)
      }
      source.append(numbers.map { words[$0].0 }.joined(separator: " "))
      target.append(numbers.map { words[$0].1 }.joined(separator: " "))
    }
    change(&source, &target)
    try folder.write(source.map { $0 + "\n" }.joined(), to: name + ".th")
    try folder.write(target.map { $0 + "\n" }.joined(), to: name + ".en")
  }

  private func check(
    validation: String? = "dev", tests: String = "", vocabulary: String = #""size": 290"#, arguments: [String] = []
  ) throws -> MtRun {
    let dev = validation.map { #""validation": [{ "path": "\#($0)" }],"# } ?? ""
    try folder.write(
      """
      { "languages": { "source": "th", "target": "en" },
        "corpora": { "train": [{ "path": "train" }], \(dev) "test": [\(tests)] },
        "vocabulary": { "model": "character", \(vocabulary) },
        "model": { "layers": 1, "hiddenSize": 8, "embeddingSize": 8 } }
      """, to: "r.json")
    return try runMt(["corpus", "check", "r.json", "--workers", "2"] + arguments, in: folder)
  }

  /// The lines from the first finding on.
  private func findings(_ run: MtRun) -> [Substring] {
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
    return Array(lines[((lines.firstIndex(of: "") ?? -1) + 1)...])
  }

  @Test func aGoodCorpusIsShortlySaidToBeGood() throws {
    try write("train", count: 300, seed: 1)
    try write("dev", count: 20, seed: 2)
    let run = try check()
    #expect(run.status == 0 && run.errors == "", "\(run.errors)\(run.output)")
    let lines = run.output.split(separator: "\n")
    #expect((10...20).contains(lines.count))
    #expect(lines[0] == "training    train.th: 300 pairs" && lines[1] == "validation  dev (dev.th): 20 pairs")
    #expect(lines[2].hasSuffix("100.0 % Thai") && lines[3].hasSuffix("100.0 % Latin"))
    #expect(lines.contains("overlap     nothing of the 1 held-out set was found in the training text"))
    #expect(lines.contains { $0.hasPrefix("vocabulary  th: ") && $0.contains("unknown 0.0 %, bytes 0.0 %") })
    #expect(
      lines.contains { $0.hasPrefix("memory      about ") } && lines.contains { $0.hasPrefix("disk        about ") })
    #expect(lines.last == "r.json: nothing is wrong")
  }

  @Test func asJSON() throws {
    try write("train", count: 300, seed: 1)
    let run = try check(validation: nil, arguments: ["--json"])
    #expect(run.status == 0 && run.errors == "")
    #expect(run.output.hasPrefix(#"{"corpora":[{"isWhole":true,"name":"train","pairs":300,"#))
    #expect(run.output.contains(#""findings":[{"message":"the recipe has no validation corpus"#))
    #expect(run.output.hasSuffix("}\n") && run.output.contains(#""severity":"note"}]"#))
  }

  @Test func shiftedSidesAreFound() throws {
    try write("train", count: 1000, seed: 1) { _, target in
      target.remove(at: 500)
      target.append("one two three four five six one two three four")
    }
    let run = try check(validation: nil)
    #expect(run.status == 1)
    let lines = findings(run)
    #expect(
      lines[0].contains(#/^error    train\.th:(49\d|50\d): from about here on, translations come 1 line too/#)
    )
    #expect(lines[1] == "         help: look for a line that only one side has, and fix it")
    #expect(lines.last == "" && lines[lines.count - 2] == "r.json: 1 error, 1 note", "\(lines)")
  }

  @Test func unevenSidesAreFound() throws {
    try write("train", count: 300, seed: 1) { _, target in target.removeLast(3) }
    let run = try check(validation: nil)
    #expect(run.status == 1)
    #expect(findings(run)[0] == "error    train.th has 300 lines but train.en has 297")
  }

  @Test func swappedSidesAreFound() throws {
    try write("train", count: 300, seed: 1) { source, target in swap(&source, &target) }
    let run = try check(validation: nil)
    #expect(run.status == 1)
    #expect(
      findings(run)[0]
        == "error    train.th: the sides are swapped: the source is written like en, the target like th")
  }

  @Test func aWrongLanguageIsFound() throws {
    try write("train", count: 300, seed: 1) { source, target in target = source }
    let run = try check(validation: nil)
    #expect(run.status == 1)
    #expect(
      findings(run)[0].hasPrefix(
        "error    train.th: of the target's letters only 0.0 % are of en's script, and 100.0 % Thai"))
  }

  @Test func encodingsAreFound() throws {
    try write("train", count: 300, seed: 1) { _, target in target[6] += "\r" }
    let path = folder.path + "/train.th"
    var bytes = try AtomicFile.read(path)
    bytes[0] = 0xff
    try AtomicFile.write(bytes, to: path)
    let lines = findings(try check(validation: nil))
    #expect(
      lines.contains(
        "warning  train.th:1: 1 segment held bytes that are not UTF-8, which were repaired (the first is here)"))
    #expect(lines.contains("note     train.en:7: 1 segment ended in CR LF (the first is here)"))
  }

  @Test func aLeakedTestLineIsFound() throws {
    var leak = ("", "")
    try write("test", count: 20, seed: 3) { source, target in leak = (source[4], target[4]) }
    try write("train", count: 300, seed: 1) { source, target in (source[99], target[99]) = leak }
    try write("dev", count: 20, seed: 4) { source, target in (source[7], target[7]) = leak }
    let run = try check(tests: #"{ "path": "test" }"#)
    #expect(run.status == 1)
    let lines = findings(run)
    #expect(
      lines.contains(
        "warning  train.th:100: 1 pair of the training text is in held-out sets: this one is line 8 of validation 'dev'"
      ))
    #expect(
      lines.contains("warning  test.th:5: 1 pair of test 'test' is in validation 'dev' too: the first is its line 8"))
  }

  @Test func duplicatesAndEmptySidesAreNoted() throws {
    try write("train", count: 300, seed: 1) { source, target in
      for line in 0..<10 { (source[line], target[line]) = (source[20], target[20]) }
      target[50] = " "
    }
    let run = try check(validation: nil)
    #expect(run.status == 0)
    let lines = findings(run)
    #expect(lines.contains("note     train.th:51: 1 pair (0.3 %) with an empty side (the first is here)"))
    #expect(lines.contains("note     3.3 % of the training pairs have come before"))
    #expect(lines.contains("r.json: nothing is wrong; 3 notes"))
  }

  @Test func aVocabularyThatCannotBeIsFound() throws {
    try write("train", count: 300, seed: 1)
    let run = try check(validation: nil, vocabulary: #""size": 20"#)
    #expect(run.status == 1)
    #expect(findings(run)[0].hasPrefix("error    no vocabulary can be learned from the text: "))
    let missing = try check(validation: nil, vocabulary: #""path": "none.model""#)
    #expect(missing.status == 66 && missing.output == "")
  }

  @Test func whatIsNotThereIsSaid() throws {
    try write("train", count: 30, seed: 1)
    let run = try check()
    #expect(run.status == 66 && run.output == "")
    #expect(run.errors.hasPrefix("mt: error: dev: there is no such corpus: "))
    #expect(try runMt(["corpus", "check", "none.json"], in: folder).status == 66)
  }

  @Test func aTableWithoutColumnsIsBadData() throws {
    try folder.write("only one column\n", to: "train.tsv")
    try folder.write(
      #"{ "languages": { "source": "th", "target": "en" }, "corpora": { "train": [{ "path": "train.tsv" }] } }"#,
      to: "r.json")
    let run = try runMt(["corpus", "check", "r.json"], in: folder)
    #expect(run.status == 65 && run.output == "")
    #expect(run.errors.hasPrefix("mt: error: train.tsv:1: "))
  }
}
