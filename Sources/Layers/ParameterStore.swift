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
  /// `[count]`.
  public private(set) var values: Tensor<Element>!
  private var memory: UnsafeMutablePointer<Element>?

  public init() {}

  deinit { memory?.deallocate() }

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

  public func vector(_ name: String, count: Int) -> Parameter<Element> {
    declare(name, Shape(count), .vector)
  }

  /// Gives all declared parameters their memory, set to 0.
  /// - Parameters:
  ///   - training: whether there will be a backward pass.
  ///   - precision: of the products with matrices.
  public func allocate(training: Bool, precision: ProductPrecision = .float32) {
    precondition(memory == nil, "parameters are allocated once")
    let (tensor, memory) = Self.makeBlock(count)
    self.memory = memory
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

  /// Packs the matrices anew after their values changed.
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

  /// The number of learned values.
  public var learnedCount: Int { parameters.reduce(0) { $0 + $1.shape.count } }

  static func makeBlock(_ count: Int) -> (Tensor<Element>, UnsafeMutablePointer<Element>) {
    let bytes = max(64, count * MemoryLayout<Element>.stride)
    let raw = AlignedMemory.allocate(byteCount: bytes)
    let memory = raw.bindMemory(to: Element.self, capacity: count)
    // All bits 0 are the number 0; a generic loop over them takes long for millions.
    memset(raw, 0, bytes)
    return (Tensor(base: memory, shape: Shape(count)), memory)
  }

  private func declare(_ name: String, _ shape: Shape, _ role: Parameter<Element>.Role) -> Parameter<Element> {
    precondition(memory == nil, "\(name) is declared after allocation")
    let parameter = Parameter<Element>(name: name, shape: shape, role: role, number: parameters.count, offset: count)
    parameters.append(parameter)
    count += (shape.count + 15) / 16 * 16
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

  deinit { memory.deallocate() }

  /// The part that belongs to `parameter`, in its shape.
  public subscript(parameter: Parameter<Element>) -> Tensor<Element> {
    Tensor(base: values.base + parameter.offset, shape: parameter.shape)
  }
}
