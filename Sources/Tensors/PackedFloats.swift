internal import CKernels
internal import COneDNN

/// A weight matrix laid out for products. Threads may multiply with one at the same time.
public final class PackedFloats: PackedStorage {
  private enum Storage {
    /// Panels of float32 (product.c).
    case panels(UnsafeMutablePointer<Float>, ProductInstructions)
    /// oneDNN's blocks of bfloat16.
    case rounded(OpaquePointer)
    /// oneDNN's blocks of int8.
    case quantized(OpaquePointer, WeightQuantization)
  }

  private let inputs: Int
  private let outputs: Int
  private let storage: Storage

  public convenience init(inputs: Int, outputs: Int, precision: ProductPrecision) {
    self.init(inputs: inputs, outputs: outputs, precision: precision, instructions: .used)
  }

  init(inputs: Int, outputs: Int, precision: ProductPrecision, instructions: ProductInstructions) {
    self.inputs = inputs
    self.outputs = outputs
    func blocks(_ code: Int) -> OpaquePointer {
      guard let packed = mt_packed_create(Int64(inputs), Int64(outputs), Int32(code)) else {
        preconditionFailure("oneDNN: \(String(cString: mt_onednn_error()))")
      }
      return packed
    }
    storage =
      switch precision {
      case .float32:
        .panels(
          AlignedMemory.allocate(
            byteCount: Self.count(inputs, outputs, instructions) * MemoryLayout<Float>.stride
          ).assumingMemoryBound(to: Float.self), instructions)
      case .bfloat16: .rounded(blocks(MT_BFLOAT16))
      case .int8: .quantized(blocks(MT_INT8), WeightQuantization(outputs: outputs))
      }
  }

  deinit {
    switch storage {
    case .panels(let panels, _): AlignedMemory.free(panels)
    case .rounded(let packed), .quantized(let packed, _): mt_packed_destroy(packed)
    }
  }

  public func fill(_ weight: UnsafePointer<Float>, transposed: Bool) {
    switch storage {
    case .panels(let panels, let instructions):
      mt_pack(instructions.rawValue, Int64(inputs), Int64(outputs), weight, transposed ? 1 : 0, panels)
    case .rounded(let packed):
      let status = mt_packed_fill(packed, weight, transposed ? 1 : 0)
      precondition(status == 0, "oneDNN: \(String(cString: mt_onednn_error()))")
    case .quantized:
      precondition(transposed, "weights are quantized by output")
      let rows = QuantizedRows<Float>(rows: outputs, columns: inputs)
      rows.quantize(Tensor(base: .init(mutating: weight), shape: Shape(outputs, inputs)), at: 0)
      fill(rows.values.baseAddress!, scales: rows.scales.base)
    }
  }

  public func fill(_ weight: UnsafePointer<Int8>, scales: UnsafePointer<Float>) {
    guard case .quantized(let packed, let quantization) = storage else {
      preconditionFailure("these weights are not of int8")
    }
    let status = mt_packed_fill_int8(packed, weight)
    precondition(status == 0, "oneDNN: \(String(cString: mt_onednn_error()))")
    mt_sum_quantized_rows(Int64(outputs), Int64(inputs), weight, quantization.sums)
    quantization.scales.update(from: scales, count: outputs)
  }

  public func prefault() {
    switch storage {
    case .panels(let panels, let instructions):
      let bytes = Self.count(inputs, outputs, instructions) * MemoryLayout<Float>.stride
      Prefault.pages(of: UnsafeRawBufferPointer(start: panels, count: bytes))
    case .rounded(let packed), .quantized(let packed, _):
      var bytes: Int64 = 0
      let memory = mt_packed_memory(packed, &bytes)
      Prefault.pages(of: UnsafeRawBufferPointer(start: memory, count: Int(bytes)))
    }
  }

  public func multiply(rows: Int, x: UnsafePointer<Float>, y: UnsafeMutablePointer<Float>, accumulate: Bool) {
    switch storage {
    case .panels(let panels, let instructions):
      mt_multiply_packed(
        instructions.rawValue, Int64(rows), Int64(inputs), Int64(outputs), x, panels, y, accumulate ? 1 : 0)
    case .rounded(let packed):
      for first in stride(from: 0, to: rows, by: FastKernels.rowsAtATime) {
        let count = min(FastKernels.rowsAtATime, rows - first)
        let status = mt_multiply_bfloat16(
          packed, Int64(count), x + first * inputs, y + first * outputs, accumulate ? 1 : 0)
        precondition(status == 0, "oneDNN: \(String(cString: mt_onednn_error()))")
      }
    case .quantized(let packed, let quantization):
      multiplyQuantized(packed, quantization, rows: rows, x: x, y: y, accumulate: accumulate)
    }
  }

  /// Multiplies in parts whose rows are a power of two: primitives are needed for few shapes only, and the sums of a part stay in
  /// the cache.
  private func multiplyQuantized(
    _ packed: OpaquePointer, _ quantization: WeightQuantization, rows: Int, x: UnsafePointer<Float>,
    y: UnsafeMutablePointer<Float>, accumulate: Bool
  ) {
    var first = 0
    while first < rows {
      let count = min(Self.quantizedRowsAtATime, 1 << (Int.bitWidth - 1 - (rows - first).leadingZeroBitCount))
      var room = mt_int8_room()
      var status = mt_int8_reserve(packed, Int64(count), &room)
      precondition(status == 0, "oneDNN: \(String(cString: mt_onednn_error()))")
      mt_quantize_rows_shifted(Int64(count), Int64(inputs), x + first * inputs, room.x!, room.scales!)
      status = mt_multiply_int8(packed, Int64(count), &room)
      precondition(status == 0, "oneDNN: \(String(cString: mt_onednn_error()))")
      mt_scale_shifted_sums(
        Int64(count), Int64(outputs), room.sums!, room.scales!, quantization.sums, quantization.scales,
        y + first * outputs, accumulate ? 1 : 0)
      first += count
    }
  }

  /// The speed is the same from 16 to 256 rows.
  private static let quantizedRowsAtATime = 64

  private static func count(_ inputs: Int, _ outputs: Int, _ instructions: ProductInstructions) -> Int {
    Int(mt_packed_count(instructions.rawValue, Int64(inputs), Int64(outputs)))
  }
}

/// The scale and the sum of the integers for each output of a weight matrix in int8.
private final class WeightQuantization {
  let scales: UnsafeMutablePointer<Float>
  let sums: UnsafeMutablePointer<Int32>

  init(outputs: Int) {
    scales = .allocate(capacity: outputs)
    sums = .allocate(capacity: outputs)
  }

  deinit {
    scales.deallocate()
    sums.deallocate()
  }
}
