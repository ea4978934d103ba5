import Basics
import Corpus
import Evaluation
import Models
import Subwords
import TextProcessing

/// The output of `mt --version`: a line for each name.
enum VersionReport {
  /// `mt`, each library it stands on, and what it found on this machine.
  static var entries: [(name: String, version: String)] {
    [
      ("mt", Signature.programVersion),
      ("ICU", ICU.version),
      ("zstd", Zstd.libraryVersion),
      ("zlib", Gzip.libraryVersion),
      ("liblzma", Lzma.libraryVersion),
      ("Expat", Expat.libraryVersion),
      ("oneDNN", NumericBackend.oneDNNVersion),
      ("sentencepiece", SentencePieceLibrary.fileName),
      ("instruction set", NumericBackend.instructionSet),
      ("workers", String(WorkerPool.processorCount)),
    ]
  }

  static var text: String {
    entries.map { $0.name + " " + $0.version }.joined(separator: "\n")
  }
}
