import Basics

/// How a vocabulary is stored, and what it reads.
public enum VocabularyForm: String, Codable, Sendable {
  /// A sentencepiece model of ours, over tokens.
  case sentencepiece
  /// A text with a line for each piece: words or characters, over tokens.
  case text
  /// A sentencepiece model of another maker, over lines as they are.
  case foreign

  /// The last part of such a file's name.
  public var fileEnding: String { self == .text ? "vocabulary.txt" : "model" }
}

/// A vocabulary of any form.
public enum VocabularyModel: Sendable {
  /// Lines are normalized and cut into tokens first.
  case tokens(any SubwordModel)
  /// It takes lines as they are.
  case lines(ForeignModel)

  public var vocabulary: Vocabulary {
    switch self {
    case .tokens(let model): model.vocabulary
    case .lines(let model): model.vocabulary
    }
  }
}

/// A vocabulary with the bytes of its file.
public struct VocabularyFile: Sendable {
  public let model: VocabularyModel
  public let form: VocabularyForm
  public let bytes: [UInt8]

  init(model: VocabularyModel, form: VocabularyForm, bytes: [UInt8]) {
    self.model = model
    self.form = form
    self.bytes = bytes
  }

  /// - Parameters:
  ///   - name: what errors call the file.
  ///   - form: what it must be; nil where the file says it itself.
  public init(bytes: [UInt8], name: String, form: VocabularyForm? = nil) throws(SubwordError) {
    let form = form ?? Self.form(of: bytes)
    self.form = form
    self.bytes = bytes
    model =
      switch form {
      case .sentencepiece: .tokens(try SentencePieceModel(bytes: bytes, name: name))
      case .text: .tokens(try VocabularyText.model(bytes, name: name))
      case .foreign: .lines(try ForeignModel(bytes: bytes, name: name))
      }
  }

  public init(path: String, form: VocabularyForm? = nil) throws(SubwordError) {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try AtomicFile.read(path) } catch { throw .file(error) }
    try self.init(bytes: bytes, name: path, form: form)
  }

  /// Writes the file, whole or not at all.
  public func write(to path: String) throws(SubwordError) {
    do throws(FileError) { try AtomicFile.write(bytes, to: path) } catch { throw .file(error) }
  }

  /// Strings that are never split: each is one piece.
  public var symbols: [String] {
    switch model {
    case .tokens(let model): model.symbols
    case .lines: SentencePieceFile(bytes).symbols
    }
  }

  /// A short description of the vocabulary: `unigram`, `bpe`, `word` or `character`, and where it comes from.
  public var summary: String {
    let file = SentencePieceFile(bytes)
    return switch (form, model) {
    case (.sentencepiece, _): "\(file.algorithm), a sentencepiece model over tokens"
    case (.foreign, _):
      "\(file.algorithm), a sentencepiece model of another maker, over lines, normalization "
        + (file.normalization.isEmpty ? "of its own" : file.normalization)
    case (.text, .tokens(let model)): model is WordModel ? "word" : "character"
    case (.text, .lines): "text"
    }
  }

  private static func form(of bytes: [UInt8]) -> VocabularyForm {
    if VocabularyText.begins(bytes) { return .text }
    return SentencePieceFile(bytes).isOurs ? .sentencepiece : .foreign
  }
}
