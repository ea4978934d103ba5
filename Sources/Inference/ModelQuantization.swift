import Basics
import Glibc
import Models

/// Makes a folder with a model's weights in int8, which translates as the model does.
public struct ModelQuantization: Sendable {
  /// Bytes of the file of weights.
  public let bytesBefore: Int
  public let bytesAfter: Int
  /// The notes in the weights' file.
  public let metadata: [String: String]

  /// Reads the model of `folder` and writes another folder: aside, in a folder that takes its name when it is whole.
  /// - Parameter output: is not there yet, is empty, or holds a quantized model, which is replaced.
  public init(_ folder: String, to output: String) throws(InferenceError) {
    let files = ModelFiles(folder)
    let (configuration, _) = try ModelBundle.readConfiguration(files)
    if configuration.quantization != nil { throw .alreadyQuantized(path: folder) }
    let place = QuantizedPlace(output)
    try place.check()
    // All of the model is checked before anything is written, its vocabularies too.
    metadata = try ModelBundle.load(folder, precision: .int8).metadata
    let weights = files.weights
    do throws(FileError) {
      try place.makeAside()
      for name in configuration.vocabularyFiles {
        try AtomicFile.write(try AtomicFile.read(files.folder + "/" + name), to: place.aside + "/" + name)
      }
      try ModelBundle.writeConfiguration(configuration.inInt8, to: place.aside)
    } catch {
      QuantizedPlace.remove(place.aside)
      throw .model(.file(error))
    }
    do throws(ModelError) {
      let output = place.aside + "/" + ModelBundle.weightsFile
      try ModelArchive.quantize(configuration.model, from: weights, to: output)
      (bytesBefore, bytesAfter) = (ModelBundle.size(of: weights), ModelBundle.size(of: output))
      do throws(FileError) { try place.commit() } catch { throw .file(error) }
    } catch {
      QuantizedPlace.remove(place.aside)
      throw .model(error)
    }
  }
}

/// The folder of a quantized model that is to be made.
private struct QuantizedPlace {
  let folder: String
  /// Names that are no one else's.
  let aside: String
  private let old: String

  init(_ output: String) {
    var path = output[...]
    while path.count > 1 && path.hasSuffix("/") { path = path.dropLast() }
    folder = String(path)
    let number = String(UInt32.random(in: 0...UInt32.max), radix: 36)
    (aside, old) = ("\(folder).\(number).partial", "\(folder).\(number).old")
  }

  private static let names = [ModelBundle.configurationFile, ModelBundle.weightsFile] + ModelBundle.vocabularyFiles

  /// - Throws: where it already exists, and is not a quantized model.
  func check() throws(InferenceError) {
    guard AtomicFile.exists(folder) else { return }
    guard let names = Self.names(in: folder), names.allSatisfy(Self.names.contains),
      names.isEmpty || Self.isQuantized(folder)
    else {
      throw .model(
        .file(.cannotCreate(path: folder, reason: "it already exists, and is not a quantized model")))
    }
  }

  func makeAside() throws(FileError) {
    do throws(FileError) { try AtomicFile.makeFolder(aside) } catch {
      guard case .cannotCreate(_, let reason) = error else { throw error }
      throw .cannotCreate(path: folder, reason: reason)
    }
  }

  /// Gives the folder its name.
  func commit() throws(FileError) {
    func cannotCreate() -> FileError { .cannotCreate(path: folder, reason: AtomicFile.systemReason()) }
    let isReplacing = AtomicFile.exists(folder)
    if isReplacing && rename(folder, old) != 0 { throw cannotCreate() }
    guard rename(aside, folder) == 0 else {
      let error = cannotCreate()
      if isReplacing { rename(old, folder) }
      throw error
    }
    AtomicFile.syncFolder(of: folder)
    if isReplacing { Self.remove(old) }
  }

  /// Removes a folder with the files of a model, and nothing else.
  static func remove(_ folder: String) {
    for name in names { unlink(folder + "/" + name) }
    rmdir(folder)
  }

  private static func isQuantized(_ folder: String) -> Bool {
    (try? ModelBundle.parseConfiguration(folder).0.quantization) != nil
  }

  /// The names in a folder; nil where it is none, or cannot be read.
  private static func names(in path: String) -> [String]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name.0) { String(cString: $0) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }
}
