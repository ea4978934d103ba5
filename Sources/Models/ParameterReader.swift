import Layers
import Tensors

/// Reads the parameters of a model from its weights file in one pass, in the order of the file, in float32 or in int8
/// whichever of the two the file has.
struct ParameterReader {
  private let reader: SafetensorsReader
  private let parameters: [String: Parameter<Float>]
  private let quantized: Bool

  var metadata: [String: String] { reader.metadata }

  /// Checks that every parameter is there in its shape, and nothing else. Of a file that is damaged, the damage is told.
  init(_ parameters: [Parameter<Float>], quantized: Bool, path: String) throws(ModelError) {
    reader = try SafetensorsReader(opening: path)
    self.parameters = Dictionary(parameters.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.quantized = quantized
    do throws(ModelError) {
      try checkEntries(parameters)
    } catch {
      try reader.verify()
      throw error
    }
  }

  /// The name of the scales of a parameter in int8.
  static func scaleName(_ parameter: Parameter<Float>) -> String { parameter.name + ".scale" }

  /// Hands the parameters to `body`, which takes the values of each. Where this throws, they must not be used; of a file that
  /// is damaged, the damage is told.
  func read(_ body: (Parameter<Float>, inout ParameterTensor) throws(ModelError) -> Void) throws(ModelError) {
    do throws(ModelError) {
      try reader.readInOrder { entry, bytes throws(ModelError) in
        guard let parameter = parameters[entry.name] else { return }
        var tensor = ParameterTensor(
          parameter: parameter, path: reader.path, bytes: bytes, scales: try scales(parameter))
        try body(parameter, &tensor)
        bytes = tensor.bytes
      }
    } catch {
      if case .wrongChecksum = error { throw error }
      try reader.verify()
      throw error
    }
  }

  private func isQuantized(_ parameter: Parameter<Float>) -> Bool { quantized && parameter.role != .vector }

  private func checkEntries(_ parameters: [Parameter<Float>]) throws(ModelError) {
    var known = Set<String>()
    for parameter in parameters {
      known.insert(parameter.name)
      try reader.check(
        parameter.name, isQuantized(parameter) ? .int8 : .float32, ModelArchive.dimensions(parameter))
      if isQuantized(parameter) {
        known.insert(Self.scaleName(parameter))
        try reader.check(Self.scaleName(parameter), .float32, [parameter.shape.rows])
      }
    }
    if let stranger = reader.entries.first(where: { !known.contains($0.name) }) {
      throw .unknownTensor(path: reader.path, name: stranger.name)
    }
  }

  /// The scales of a parameter's rows, anywhere in the file; nil if the parameter is in float32.
  private func scales(_ parameter: Parameter<Float>) throws(ModelError) -> [Float]? {
    guard isQuantized(parameter) else { return nil }
    let scales = try reader.withTensor(Self.scaleName(parameter)) { _, values in Array(values) }
    if let row = scales.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw .invalidScale(path: reader.path, name: parameter.name, row: row)
    }
    return scales
  }
}

/// One parameter in the file: its values are taken once, in the form that is wanted.
struct ParameterTensor {
  fileprivate let parameter: Parameter<Float>
  fileprivate let path: String
  fileprivate var bytes: TensorBytes
  /// The scales of its rows; nil if the file has it in float32.
  fileprivate let scales: [Float]?

  /// Reads the next values of the parameter, as many as `values` holds.
  mutating func read(into values: Tensor<Float>) throws(ModelError) {
    if scales == nil {
      try bytes.read(UnsafeMutableRawBufferPointer(values.buffer))
    } else {
      try quantizedRows().dequantize(into: values)
    }
  }

  /// Reads the rows of the parameter in int8.
  mutating func quantizedRows() throws(ModelError) -> QuantizedRows<Float> {
    let (rows, columns) = (parameter.shape.rows, parameter.shape.columns)
    let result = QuantizedRows<Float>(rows: rows, columns: columns)
    if let scales {
      try bytes.read(UnsafeMutableRawBufferPointer(result.values))
      result.scales.copy(from: scales)
      return result
    }
    // Some rows at a time, so that the whole is never there in float32; whole multiples of 32, as the bytes are taken.
    let part = max(1, (1 << 16) / columns / 32) * 32
    let room = UnsafeMutablePointer<Float>.allocate(capacity: min(part, rows) * columns)
    defer { room.deallocate() }
    for first in stride(from: 0, to: rows, by: part) {
      let values = Tensor(base: room, shape: Shape(min(part, rows - first), columns))
      try bytes.read(UnsafeMutableRawBufferPointer(values.buffer))
      result.quantize(values, at: first)
    }
    if let row = result.scales.buffer.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(path: path, name: parameter.name, row: row)
    }
    return result
  }
}
