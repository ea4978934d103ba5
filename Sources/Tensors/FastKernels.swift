internal import CKernels
internal import COneDNN

/// Float32 on the C kernels; products of bfloat16 and int8 on oneDNN.
public enum FastKernels: KernelSet {
  public typealias Element = Float
  public typealias Packed = PackedFloats

  /// The number of rows in one oneDNN call. Longer products take several calls: the speed is the same, and primitives are needed
  /// for few shapes only, for sentences of any length.
  static let rowsAtATime = 1024

  public static func multiply(
    rows: Int, inputs: Int, outputs: Int, x: Read, weight: Read, transposed: Bool, y: Write, accumulate: Bool
  ) {
    multiply(
      rows: rows, inputs: inputs, outputs: outputs, x: x, weight: weight, transposed: transposed, y: y,
      accumulate: accumulate, instructions: .used)
  }

  static func multiply(
    rows: Int, inputs: Int, outputs: Int, x: Read, weight: Read, transposed: Bool, y: Write, accumulate: Bool,
    instructions: ProductInstructions
  ) {
    mt_multiply(
      instructions.rawValue, Int64(rows), Int64(inputs), Int64(outputs), x, weight, transposed ? 1 : 0, y,
      accumulate ? 1 : 0)
  }

  public static func multiplyOuter(
    rows: Int, m: Int, n: Int, a: Read, aColumns: Int, b: Read, w: Write, precision: ProductPrecision,
    accumulate: Bool
  ) {
    if precision == .float32 {
      return multiplyOuter(
        rows: rows, m: m, n: n, a: a, aColumns: aColumns, b: b, w: w, accumulate: accumulate, instructions: .used)
    }
    for first in stride(from: 0, to: rows, by: rowsAtATime) {
      let count = min(rowsAtATime, rows - first)
      let status = mt_multiply_outer_bfloat16(
        Int64(count), Int64(m), Int64(n), a + first * aColumns, Int64(aColumns), b + first * n, w,
        accumulate || first > 0 ? 1 : 0)
      precondition(status == 0, "oneDNN: \(String(cString: mt_onednn_error()))")
    }
  }

  static func multiplyOuter(
    rows: Int, m: Int, n: Int, a: Read, aColumns: Int, b: Read, w: Write, accumulate: Bool,
    instructions: ProductInstructions
  ) {
    mt_multiply_outer(
      instructions.rawValue, Int64(rows), Int64(m), Int64(n), a, Int64(aColumns), b, w, accumulate ? 1 : 0)
  }

  public static func cellForward(_ number: Int32, _ step: CellStep<Float>) -> Bool {
    withUnsafePointer(to: mt_cell_step(step)) { mt_cell_forward(number, $0) }
    return true
  }

  public static func cellBackward(_ number: Int32, _ step: CellStep<Float>) -> Bool {
    withUnsafePointer(to: mt_cell_step(step)) { mt_cell_backward(number, $0) }
    return true
  }

  public static func softmaxCrossEntropy(
    rows: Int, columns: Int, logits: Write, bias: Read, targets: UnsafePointer<Int32>, smoothing: Float, scale: Float
  ) -> CrossEntropySum {
    var sum = CrossEntropySum()
    mt_softmax_cross_entropy(
      Int64(rows), Int64(columns), logits, bias, targets, smoothing, scale, &sum.negativeLogLikelihood,
      &sum.smoothedLoss)
    return sum
  }

  public static func topCandidates(
    rows: Int, columns: Int, logits: Write, bias: Read, count: Int, ids: UnsafeMutablePointer<Int32>,
    logProbabilities: Write
  ) {
    mt_top_candidates(Int64(rows), Int64(columns), logits, bias, Int64(count), ids, logProbabilities)
  }

  public static func add(count: Int, x: Read, y: Write) { mt_add(Int64(count), x, y) }

  public static func tanh(count: Int, x: Write) { mt_tanh_in_place(Int64(count), x) }

  public static func tanhBackward(count: Int, y: Read, d: Write) { mt_tanh_backward(Int64(count), y, d) }

  public static func addColumnSums(rows: Int, columns: Int, x: Read, sums: Write) {
    mt_add_column_sums(Int64(rows), Int64(columns), x, sums)
  }

  public static func dropout(first: Int, count: Int, x: Read, y: Write, key: UInt64, probability: Float) {
    mt_dropout(Int64(first), Int64(count), x, y, key, probability)
  }

  public static func gather(rows: Int, columns: Int, table: Read, ids: UnsafePointer<Int32>, y: Write) {
    mt_gather(Int64(rows), Int64(columns), table, ids, y)
  }

  public static func scatterAdd(rows: Int, columns: Int, x: Read, ids: UnsafePointer<Int32>, table: Write) {
    mt_scatter_add(Int64(rows), Int64(columns), x, ids, table)
  }

  public static func quantizeRows(rows: Int, columns: Int, x: Read, y: UnsafeMutablePointer<Int8>, scales: Write) {
    mt_quantize_rows(Int64(rows), Int64(columns), x, y, scales)
  }

  public static func gatherQuantized(
    rows: Int, columns: Int, table: UnsafePointer<Int8>, scales: Read, ids: UnsafePointer<Int32>, y: Write
  ) {
    mt_gather_quantized(Int64(rows), Int64(columns), table, scales, ids, y)
  }

  public static func sumOfSquares(count: Int, x: Read) -> Double { mt_sum_of_squares(Int64(count), x) }

  public static func sgd(count: Int, values: Write, gradients: Read, factor: Float, shrink: Float) {
    mt_sgd(Int64(count), values, gradients, factor, shrink)
  }

  public static func momentum(
    count: Int, values: Write, gradients: Read, velocity: Write, momentum: Float, step: DescentStep<Float>
  ) {
    mt_momentum(
      Int64(count), values, gradients, velocity, step.gradientFactor, momentum, step.learningRate, step.l2)
  }

  public static func scaledDescent(
    count: Int, values: Write, gradients: Read, squares: Write, keep: Float, add: Float, epsilon: Float,
    step: DescentStep<Float>
  ) {
    mt_scaled_descent(
      Int64(count), values, gradients, squares, step.gradientFactor, keep, add, step.learningRate, epsilon, step.l2)
  }

  public static func clamp(count: Int, x: Write, limit: Float) { mt_clamp(Int64(count), x, limit) }

  public static func adam(
    count: Int, values: Write, gradients: Read, first: Write, second: Write, step: AdamStep<Float>
  ) {
    mt_adam(
      Int64(count), values, gradients, first, second, step.gradientFactor, step.beta1, step.beta2, step.stepSize,
      step.epsilon, step.secondCorrection, step.l2, step.shrink)
  }
}

extension mt_cell_step {
  fileprivate init(_ step: CellStep<Float>) {
    precondition(step.saved.count <= 8 && step.vectors.count <= 8, "more blocks than mt_cell_step has room for")
    self.init()
    rows = Int64(step.gates.rows)
    hidden = Int64(step.before.columns)
    slots = Int64(step.before.slots)
    gate_columns = Int64(step.gates.columns)
    self.step = Int32(step.number)
    lengths = step.lengths
    gates = step.gates.base
    withUnsafeMutableBytes(of: &saved) { room in
      let room = room.assumingMemoryBound(to: UnsafeMutablePointer<Float>?.self)
      for (number, block) in step.saved.enumerated() { room[number] = block.base }
    }
    withUnsafeMutableBytes(of: &saved_columns) { room in
      let room = room.assumingMemoryBound(to: Int64.self)
      for (number, block) in step.saved.enumerated() { room[number] = Int64(block.columns) }
    }
    withUnsafeMutableBytes(of: &vectors) { room in
      let room = room.assumingMemoryBound(to: UnsafePointer<Float>?.self)
      for (number, vector) in step.vectors.enumerated() { room[number] = UnsafePointer(vector.base) }
    }
    before = UnsafePointer(step.before.base)
    after = step.after.base
    gradient = step.gradient?.base
    output_gradient = step.outputGradient.map { UnsafePointer($0.base) }
    before_stride = Int64(step.before.stride)
    after_stride = Int64(step.after.stride)
    gradient_stride = Int64(step.gradient?.stride ?? 0)
  }
}

extension ProductPrecision {
  /// Itself, or float32 where this processor has no instructions for it: products would fail, be slow or be wrong.
  public var onThisProcessor: ProductPrecision {
    switch self {
    case .float32: .float32
    case .bfloat16: NumericLibrary.hasBFloat16 ? .bfloat16 : .float32
    case .int8: NumericLibrary.hasInt8 ? .int8 : .float32
    }
  }
}

/// Facts about the numeric libraries and about this machine.
public enum NumericLibrary {
  public static var oneDNNVersion: String { String(cString: mt_onednn_version()) }
  public static var instructionSet: String { String(cString: mt_onednn_instruction_set()) }

  /// Whether this processor has instructions for products of bfloat16. Without them such products are slow.
  public static var hasBFloat16: Bool { mt_onednn_has_bfloat16() != 0 }

  /// Whether this processor has instructions for products of int8 that are exact, and faster than those of float32.
  public static var hasInt8: Bool { mt_onednn_has_int8() != 0 }

  /// Floating-point operations in `iterations` rounds of a loop that lives in registers.
  public static func peakLoop(iterations: Int) -> Double {
    var sink: Float = 0
    return mt_peak_loop(Int64(iterations), &sink)
  }
}
