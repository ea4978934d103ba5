import Basics
import Layers
import Tensors

/// A model's weights in a safetensors file, each parameter under its name and in its shape.
public enum ModelArchive {
  /// - Parameter metadata: what else the file says, such as the update that it was saved at.
  public static func save(
    _ store: ParameterStore<Float>, metadata: [String: String], to path: String
  ) throws(FileError) {
    let tensors = store.parameters.map { parameter in
      SafetensorsTensor(
        name: parameter.name, shape: dimensions(parameter),
        values: UnsafeBufferPointer(start: parameter.values.base, count: parameter.shape.count))
    }
    try SafetensorsWriter.write(tensors, metadata: metadata, to: path)
  }

  /// Reads all values and packs them. Every parameter must be there in its shape, and nothing else.
  /// - Returns: the file's metadata.
  public static func load(_ store: ParameterStore<Float>, from path: String) throws(ModelError) -> [String: String] {
    let reader = try SafetensorsReader(path: path)
    for parameter in store.parameters {
      try reader.read(
        parameter.name, shape: dimensions(parameter),
        into: UnsafeMutableBufferPointer(start: parameter.values.base, count: parameter.shape.count))
    }
    let known = Set(store.parameters.map(\.name))
    if let stranger = reader.entries.first(where: { !known.contains($0.name) }) {
      throw .unknownTensor(path: path, name: stranger.name)
    }
    store.pack()
    return reader.metadata
  }

  /// A block that is laid out like the store's values, for an optimizer's state, as one tensor.
  public static func save(
    _ blocks: [(name: String, block: ParameterBlock<Float>)], metadata: [String: String], to path: String
  ) throws(FileError) {
    let tensors = blocks.map { name, block in
      SafetensorsTensor(name: name, shape: [block.values.count], values: UnsafeBufferPointer(block.values.buffer))
    }
    try SafetensorsWriter.write(tensors, metadata: metadata, to: path)
  }

  /// - Returns: the file's metadata.
  public static func load(
    _ blocks: [(name: String, block: ParameterBlock<Float>)], from path: String
  ) throws(ModelError) -> [String: String] {
    let reader = try SafetensorsReader(path: path)
    for (name, block) in blocks {
      try reader.read(name, shape: [block.values.count], into: block.values.buffer)
    }
    return reader.metadata
  }

  private static func dimensions(_ parameter: Parameter<Float>) -> [Int] {
    parameter.role == .vector ? [parameter.shape.columns] : [parameter.shape.rows, parameter.shape.columns]
  }
}
