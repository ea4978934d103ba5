import Basics
import Glibc
import Tensors

/// All parameters of a model in one block of memory, so that optimizer, norm, checkpoint and exchange are each one loop.
///
/// Layers declare their parameters when they are made; `allocate` then gives them memory.
public final class ParameterStore<Element: Scalar>: @unchecked Sendable {
  public private(set) var parameters: [Parameter<Element>] = []
  /// Numbers in a block. Parameters start at multiples of 16; the gaps stay 0.
  public private(set) var count = 0
  /// `[count]`; not where the store is for inference alone.
  public private(set) var values: Tensor<Element>!
  /// The precision of the products with matrices.
  public private(set) var precision = ProductPrecision.float32
  private var memory: UnsafeMutablePointer<Element>?

  public init() {}

  deinit { if let memory { AlignedMemory.free(memory) } }

  /// A weight matrix `[outputs, inputs]`.
  public func matrix(
    _ name: String, outputs: Int, inputs: Int, isRecurrent: Bool = false
  ) -> Parameter<Element> {
    declare(name, Shape(outputs, inputs), isRecurrent ? .recurrentMatrix : .matrix)
  }

  /// A table of `rows` rows.
  public func table(_ name: String, rows: Int, columns: Int) -> Parameter<Element> {
    declare(name, Shape(rows, columns), .table)
  }

  public func vector(
    _ name: String, count: Int, startingValues: StartingValues = .drawn
  ) -> Parameter<Element> {
    declare(name, Shape(count), .vector, startingValues)
  }

  /// Gives all declared parameters their memory, set to 0.
  /// - Parameters:
  ///   - training: whether there will be a backward pass.
  ///   - precision: of the products with matrices.
  public func allocate(training: Bool, precision: ProductPrecision = .float32) {
    precondition(memory == nil, "parameters are allocated once")
    let (tensor, memory) = Self.makeBlock(count)
    self.memory = memory
    self.precision = precision
    values = tensor
    for parameter in parameters {
      parameter.values = view(parameter, in: values)
      if parameter.isMatrix {
        let layout: WeightLayout =
          !training ? .inference : parameter.role == .recurrentMatrix ? .training : .trainingManyRows
        parameter.packed = PackedWeight(
          outputs: parameter.shape.rows, inputs: parameter.shape.columns, layout: layout, precision: precision)
      }
    }
  }

  /// Gives the declared parameters the least memory that inference needs, to be filled with `fill`: vectors and tables their
  /// values, matrices their packed form alone. In int8 tables have no values either, but quantized rows.
  public func allocateForInference(precision: ProductPrecision) {
    precondition(memory == nil, "parameters are allocated once")
    let kept = parameters.filter { !$0.isMatrix && !($0.role == .table && precision == .int8) }
    let sizes = kept.map { Self.roundedUp($0.shape.count) }
    let memory = Self.allocate(sizes.reduce(0, +))
    self.memory = memory
    self.precision = precision
    var position = 0
    for (parameter, size) in zip(kept, sizes) {
      parameter.values = Tensor(base: memory + position, shape: parameter.shape)
      position += size
    }
    for parameter in parameters where parameter.isMatrix {
      parameter.packed = PackedWeight(
        outputs: parameter.shape.rows, inputs: parameter.shape.columns, layout: .inference, precision: precision)
    }
  }

  /// Asks the system for the memory's pages, beside the thread that fills it (see `Prefault`).
  public func prefault() {
    for parameter in parameters {
      if parameter.isMatrix {
        parameter.packed.prefault()
      } else if let values = parameter.values {
        Prefault.pages(of: UnsafeRawBufferPointer(values.buffer))
      }
    }
  }

  /// Packs a matrix of which only the packed form is kept. `values` stay with the caller.
  public func fill(_ parameter: Parameter<Element>, from values: Tensor<Element>) {
    parameter.packed.fillForward(values)
  }

  /// Takes the values of a matrix or a table in int8.
  public func fill(_ parameter: Parameter<Element>, from rows: QuantizedRows<Element>) {
    if parameter.isMatrix { parameter.packed.fillForward(rows) } else { parameter.quantized = rows }
  }

  /// Packs the matrices again after their values changed.
  public func pack() {
    for part in 0..<packingCount { pack(part: part) }
  }

  /// Into how many parts packing is cut, which may be shared out among threads.
  public var packingCount: Int { 2 * parameters.count }

  public func pack(part number: Int) {
    let parameter = parameters[number / 2]
    guard let packed = parameter.packed else { return }
    if number % 2 == 0 { packed.fillForward(parameter.values) } else { packed.fillBackward(parameter.values) }
  }

  /// The part of `block` that belongs to `parameter`.
  public func view(_ parameter: Parameter<Element>, in block: Tensor<Element>) -> Tensor<Element> {
    Tensor(base: block.base + parameter.offset, shape: parameter.shape)
  }

  /// The parameter of a name.
  public subscript(name: String) -> Parameter<Element>? { parameters.first { $0.name == name } }

  /// The number of learned values.
  public var learnedCount: Int { parameters.reduce(0) { $0 + $1.shape.count } }

  static func makeBlock(_ count: Int) -> (Tensor<Element>, UnsafeMutablePointer<Element>) {
    let memory = AlignedMemory.allocate(byteCount: count * MemoryLayout<Element>.stride)
      .bindMemory(to: Element.self, capacity: count)
    // All bits 0 are the number 0; a generic loop over them takes long for millions.
    memset(memory, 0, count * MemoryLayout<Element>.stride)
    return (Tensor(base: memory, shape: Shape(count)), memory)
  }

  private static func allocate(_ count: Int) -> UnsafeMutablePointer<Element> {
    AlignedMemory.allocate(byteCount: count * MemoryLayout<Element>.stride)
      .bindMemory(to: Element.self, capacity: count)
  }

  private static func roundedUp(_ count: Int) -> Int { (count + 15) / 16 * 16 }

  private func declare(
    _ name: String, _ shape: Shape, _ role: Parameter<Element>.Role, _ startingValues: StartingValues = .drawn
  ) -> Parameter<Element> {
    precondition(memory == nil, "\(name) is declared after allocation")
    let parameter = Parameter<Element>(
      name: name, shape: shape, role: role, startingValues: startingValues, number: parameters.count, offset: count)
    parameters.append(parameter)
    count += Self.roundedUp(shape.count)
    return parameter
  }
}

/// One block of numbers laid out like a store's values: an optimizer's moments.
public final class ParameterBlock<Element: Scalar>: @unchecked Sendable {
  /// `[store.count]`.
  public let values: Tensor<Element>
  private let memory: UnsafeMutablePointer<Element>

  public init(like store: ParameterStore<Element>) {
    (values, memory) = ParameterStore.makeBlock(store.count)
  }

  deinit { AlignedMemory.free(memory) }

  /// The part that belongs to `parameter`, in its shape.
  public subscript(parameter: Parameter<Element>) -> Tensor<Element> {
    Tensor(base: values.base + parameter.offset, shape: parameter.shape)
  }
}
