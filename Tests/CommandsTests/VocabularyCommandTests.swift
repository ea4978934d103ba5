import Basics
import Testing

@testable import Commands

@Suite struct VocabularyCommandTests {
  private static let text = """
    The river runs through the old town. <name> waits there, and <name> does too.
    Every spring the water rises over the lower streets; people carry their chairs upstairs.

      two  spaces, naïve 👩‍👩‍👧 and น้ำขึ้น
    """ + "\n"

  private static let foreignModel =
    #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/scripts/goldens/foreign-unigram.model"

  /// A folder with `text` and a vocabulary of it, `v`.
  private func folder(_ kind: String, size: Int = 400) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write(String(repeating: Self.text, count: 3), to: "text")
    let run = try runMt(
      [
        "vocabulary", "train", "--language", "en", "--model", kind, "--size", "\(size)", "--symbol", "<name>", "-o",
        "v",
        "-i", "text",
      ], in: folder)
    #expect(run.status == 0 && run.output == "", "\(run.errors)")
    #expect(run.errors.hasPrefix("v: "))
    return folder
  }

  @Test(arguments: ["unigram", "bpe", "word", "character"])
  func decodeIsTheInverseOfEncode(kind: String) throws {
    let folder = try folder(kind)
    let normalized = try runMt(["normalize", "--language", "en", "-i", "text"], in: folder).output
    for ids in [[], ["--ids"]] {
      let pieces = try runMt(
        ["vocabulary", "encode", "--vocabulary", "v", "--language", "en", "-i", "text"] + ids, in: folder)
      #expect(pieces.status == 0 && pieces.errors == "")
      try folder.write(pieces.output, to: "pieces")
      let text = try runMt(["vocabulary", "decode", "--vocabulary", "v", "-i", "pieces"] + ids, in: folder)
      #expect(text.output.utf8.elementsEqual(normalized.utf8))
    }
  }

  /// It is found missing only when the vocabulary has been read.
  @Test func aMissingLanguagePointsAtTheCommandsHelp() throws {
    let folder = try folder("word")
    let run = try runMt(["vocabulary", "encode", "--vocabulary", "v", "-i", "text"], in: folder)
    #expect(run.status == 64)
    #expect(
      run.errors
        == "mt: error: missing --language: this vocabulary's lines are normalized and tokenized by its rules\n"
        + "help: see 'mt vocabulary encode --help' for more information\n")
  }

  @Test(arguments: ["unigram", "word"])
  func workersChangeNothing(kind: String) throws {
    let folder = try folder(kind)
    try folder.write(String(repeating: Self.text, count: 700), to: "long")
    var outputs: [String] = []
    for workers in ["1", "3"] {
      let common = ["--language", "en", "--workers", workers, "-i", "long"]
      let train = ["vocabulary", "train", "--model", kind, "--size", "400", "-o", "w" + workers]
      #expect(try runMt(train + common, in: folder).status == 0)
      outputs.append(try runMt(["vocabulary", "encode", "--vocabulary", "v"] + common, in: folder).output)
    }
    #expect(outputs[0] == outputs[1] && outputs[0].utf8.count { $0 == 0x0A } == 2800)
    #expect(try AtomicFile.read(folder.path + "/w1") == AtomicFile.read(folder.path + "/w3"))
  }

  @Test func aVocabularyIsDescribed() throws {
    let folder = try folder("word", size: 20)
    let run = try runMt(["vocabulary", "inspect", "v", "--language", "en", "--input", "text"], in: folder)
    #expect(run.status == 0)
    let rows = Dictionary(
      run.output.split(separator: "\n").map { row in
        let columns = row.split(separator: "  ", maxSplits: 1)
        return (String(columns[0]), String(columns[1].drop { $0 == " " }))
      }
    ) { first, _ in first }
    #expect(rows["kind"] == "word")
    #expect(rows["pieces"] == "20")
    #expect(rows["symbols"] == "<name>")
    #expect(rows["specials"] == "0 <pad>, 1 <unk>, 2 <s>, 3 </s>")
    #expect(rows["lines of text"] == "12")
    #expect(rows["on the text"]?.hasPrefix("1.00 pieces a token, coverage ") == true)
  }

  @Test func rulesAreChosen() throws {
    let folder = try ScratchFolder()
    try folder.write("“a” “b” “c”\n", to: "in")
    let lines = ["--language", "en", "--normalization", "quotes, spaces", "-i", "in"]
    let train = ["vocabulary", "train", "--model", "word", "--size", "20", "--quiet", "-o", "v"]
    #expect(try runMt(train + lines, in: folder).status == 0)
    let encode = ["vocabulary", "encode", "--vocabulary", "v"]
    #expect(try runMt(encode + lines, in: folder).output == "\" a \" ▁\" b \" ▁\" c \"\n")
    #expect(try runMt(encode + lines.prefix(2) + lines.suffix(2), in: folder).output.hasPrefix("<unk> a <unk>"))
    let inspect = try runMt(["vocabulary", "inspect", "v"] + lines, in: folder).output
    #expect(inspect.contains("unknown rate 0.0 %"))
    let foreign = ["--vocabulary", Self.foreignModel, "--normalization", "quotes"]
    let run = try runMt(["vocabulary", "encode"] + foreign, in: folder, input: "a\n")
    #expect(run.status == 64)
    #expect(run.errors.hasPrefix("mt: error: --normalization has no effect"))
  }

  @Test func aPieceBreaksNoLineOfADescription() throws {
    let folder = try ScratchFolder()
    try folder.write("<pad>\n<unk>\n<s>\n</s>\na\\nb\\t\tsymbol\nc\n", to: "v")
    let run = try runMt(["vocabulary", "inspect", "v"], in: folder)
    #expect(run.output.contains("\nsymbols         a<U+000A>b<U+0009>\n"))
    #expect(run.output.contains("\nlongest pieces  a<U+000A>b<U+0009> c\n"))
  }

  @Test func linesComeFromStandardInputToo() throws {
    let folder = try folder("word")
    let run = try runMt(
      ["vocabulary", "encode", "--vocabulary", "v", "--language", "en"], in: folder, input: "people <name>\n\nunheard")
    #expect(run.output == "<unk> ▁ <name>\n\n<unk>\n")
    let learned = try runMt(
      ["vocabulary", "train", "--language", "en", "--model", "word", "--size", "8", "-o", "x", "--quiet"], in: folder,
      input: "a a a b b b b\nc\n")
    #expect(learned.status == 0 && learned.errors == "")
    let text = String(decoding: try AtomicFile.read(folder.path + "/x"), as: UTF8.self)
    #expect(text == "<pad>\tspecial\n<unk>\tspecial\n<s>\tspecial\n</s>\tspecial\n▁b\n▁a\na\nc\n")
  }

  @Test(
    arguments: [
      (["encode", "--vocabulary", "none", "--language", "en"], 66, "none: there is no such file"),
      (
        ["encode", "--vocabulary", "text", "--language", "en"], 65,
        "text: not a sentencepiece model: its bytes are not those of one"
      ),
      (
        ["encode", "--vocabulary", "v"], 64,
        "missing --language: this vocabulary's lines are normalized and tokenized by its rules"
      ),
      (["encode", "--vocabulary", "v", "--language", "x1"], 64, "unknown language 'x1'"),
      (["decode", "--vocabulary", "v", "-i", "text"], 65, "text:1: 'river' is no piece of the vocabulary"),
      (["decode", "--vocabulary", "v", "-i", "text", "--ids"], 65, "text:1: 'The' is no id of the vocabulary"),
      (["train", "--language", "en", "-o", "x", "-i", "none"], 66, "none: there is no such file"),
      (["train", "--language", "en", "-o", "x"], 65, "there is no text to learn a vocabulary from"),
      (["train", "--language", "en", "-o", "x", "--size", "7"], 64, "--size must be from 8 to 1000000"),
      (
        ["train", "--language", "en", "-o", "/nowhere/x", "-i", "text"], 73,
        "/nowhere/x: cannot be created: No such file or directory"
      ),
      (["train", "--language", "en", "-o", ".", "-i", "text"], 73, ".: cannot be created: it is not a regular file"),
      (["train", "--language", "en", "-o", "text", "-i", "text"], 73, "text: cannot be created: it is the input too"),
      (
        ["train", "--language", "en", "-o", "x", "--symbol", "ﬁ"], 65,
        "'ﬁ' cannot be a vocabulary symbol: normalization for the language 'en' changes it"
      ),
    ] as [([String], Int32, String)])
  func failuresNameThemselves(arguments: [String], status: Int32, message: String) throws {
    let folder = try folder("word")
    let run = try runMt(["vocabulary"] + arguments, in: folder)
    #expect(run.status == status)
    #expect(run.errors.hasPrefix("mt: error: \(message)\nhelp: "), "\(run.errors)")
    #expect(run.output == "")
  }
}
