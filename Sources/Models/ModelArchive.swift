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
  /// - Parameter quantized: the file has matrices and tables in int8, as `quantize` writes them. It is then for a store for
  ///   inference.
  /// - Returns: the file's metadata.
  public static func load(
    _ store: ParameterStore<Float>, quantized: Bool = false, from path: String
  ) throws(ModelError) -> [String: String] {
    let source = try ParameterReader(store.parameters, quantized: quantized, path: path)
    let isInInt8 = store.precision == .int8
    let hasValues = store.values != nil
    precondition(!(quantized && hasValues), "a quantized model is read for inference")
    let thread = hasValues ? nil : PlainThread { store.prefault() }
    defer { thread?.join() }
    // Each matrix is read into this buffer before it is packed.
    let largest = store.parameters.lazy.filter(\.isMatrix).map(\.shape.count).max() ?? 0
    let room = UnsafeMutablePointer<Float>.allocate(capacity: hasValues || isInInt8 ? 0 : largest)
    defer { room.deallocate() }
    try source.read { parameter, tensor throws(ModelError) in
      if hasValues || parameter.role == .vector || (parameter.role == .table && !isInInt8) {
        try tensor.read(into: parameter.values)
      } else if isInInt8 {
        store.fill(parameter, from: try tensor.quantizedRows())
      } else {
        let values = Tensor(base: room, shape: parameter.shape)
        try tensor.read(into: values)
        store.fill(parameter, from: values)
      }
    }
    if hasValues { store.pack() }
    return source.metadata
  }

  /// Writes a copy of a model's weights with matrices and tables in int8: each as a tensor of I8, and its scales, one for each
  /// row, as a tensor of F32 whose name ends in `.scale`. Vectors stay F32.
  /// - Parameter configuration: the configuration of the model at `path`.
  public static func quantize(
    _ configuration: ModelConfiguration, from path: String, to output: String
  ) throws(ModelError) {
    let parameters = EncoderDecoder<Float>(configuration, allocate: { _ in }).parameters.parameters
    let source = try ParameterReader(parameters, quantized: false, path: path)
    var matrices: [String: QuantizedRows<Float>] = [:]
    var vectors: [String: UnsafeMutableBufferPointer<Float>] = [:]
    defer { for vector in vectors.values { vector.deallocate() } }
    try source.read { parameter, tensor throws(ModelError) in
      if parameter.role == .vector {
        let vector = UnsafeMutableBufferPointer<Float>.allocate(capacity: parameter.shape.count)
        vectors[parameter.name] = vector
        try tensor.read(into: Tensor(base: vector.baseAddress!, shape: parameter.shape))
      } else {
        matrices[parameter.name] = try tensor.quantizedRows()
      }
    }
    var tensors: [SafetensorsTensor] = []
    for parameter in parameters {
      let (name, shape) = (parameter.name, dimensions(parameter))
      if let vector = vectors[name] {
        tensors.append(SafetensorsTensor(name: name, shape: shape, values: UnsafeBufferPointer(vector)))
      } else if let rows = matrices[name] {
        let scales = UnsafeBufferPointer(rows.scales.buffer)
        tensors.append(
          SafetensorsTensor(name: ParameterReader.scaleName(parameter), shape: [rows.rows], values: scales))
        tensors.append(SafetensorsTensor(name: name, shape: shape, values: UnsafeBufferPointer(rows.values)))
      }
    }
    do throws(FileError) {
      try SafetensorsWriter.write(tensors, metadata: source.metadata, to: output)
    } catch {
      throw .file(error)
    }
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

  static func dimensions(_ parameter: Parameter<Float>) -> [Int] {
    parameter.role == .vector ? [parameter.shape.columns] : [parameter.shape.rows, parameter.shape.columns]
  }
}
