import Basics
import Tensors

/// The gradients of all parameters, summed over slices. A table keeps only the rows that have a gradient.
///
/// The work on them is divided into parts that do not depend on the number of workers: threads may work on different parts at
/// the same time.
public final class GradientBlock<Element: Scalar>: @unchecked Sendable {
  /// Rows of a matrix or of a table, or a whole vector.
  struct Part {
    let parameter: Parameter<Element>
    let rows: Range<Int>
  }

  /// Rows of a part: enough for a product at full speed, and few enough that
  /// workers have something to share.
  static var rowsOfAPart: Int { 1024 }

  private let parts: [Part]
  /// The gradients of matrices and vectors, by part.
  private let values: [Tensor<Element>]
  private let memory: UnsafeMutablePointer<Element>
  /// The gradients of tables, by part; nil for other parts.
  private let tables: [TableGradient<Element>?]
  /// Whether a part has received a gradient since `clear`. The first gradient overwrites; later ones add, so that nothing is set
  /// to 0 first.
  private let isWritten: UnsafeMutablePointer<Bool>

  public var partCount: Int { parts.count }

  public init(like store: ParameterStore<Element>) {
    parts = store.parameters.flatMap { parameter in
      let rows = parameter.shape.rows
      return stride(from: 0, to: rows, by: Self.rowsOfAPart).map {
        Part(parameter: parameter, rows: $0..<min($0 + Self.rowsOfAPart, rows))
      }
    }
    let sizes = parts.map { part in
      part.parameter.role == .table ? 0 : (part.rows.count * part.parameter.shape.columns + 15) / 16 * 16
    }
    let (block, memory) = ParameterStore<Element>.makeBlock(sizes.reduce(0, +))
    self.memory = memory
    var offset = 0
    values = zip(parts, sizes).map { part, size in
      defer { offset += size }
      return Tensor(
        base: block.base + offset,
        shape: Shape(part.parameter.role == .table ? 0 : part.rows.count, part.parameter.shape.columns))
    }
    tables = parts.map { part in
      part.parameter.role == .table
        ? TableGradient(rows: part.rows, columns: part.parameter.shape.columns) : nil
    }
    isWritten = .allocate(capacity: parts.count)
    isWritten.initialize(repeating: false, count: parts.count)
  }

  deinit {
    AlignedMemory.free(memory)
    isWritten.deallocate()
  }

  /// All become 0, or will be overwritten.
  public func clear() {
    isWritten.update(repeating: false, count: parts.count)
    for table in tables { table?.clear() }
  }

  /// Adds to a part what the tapes hold for it, in their order.
  public func add(_ tapes: some Sequence<GradientTape<Element>>, part number: Int) {
    let part = parts[number]
    let parameter = part.parameter
    for tape in tapes {
      switch parameter.role {
      case .matrix, .recurrentMatrix:
        for product in tape.outerProducts[parameter.number] {
          parameter.packed.outerProduct(
            product.dy, product.x, outputs: part.rows, into: values[number], accumulate: isWritten[number])
          isWritten[number] = true
        }
      case .vector:
        for sums in tape.columnSums[parameter.number] {
          finish(part: number)
          values[number].addColumnSums(of: sums.dy, from: sums.first)
        }
      case .table:
        for rows in tape.rows[parameter.number] { tables[number]!.add(rows.dy, ids: rows.ids) }
      }
    }
  }

  /// Adds one tape to all parts, on this thread.
  public func add(_ tape: GradientTape<Element>) {
    for part in 0..<partCount { add(CollectionOfOne(tape), part: part) }
  }

  /// A part's share of the squared norm. It must be called for every part when all is added.
  public func sumOfSquares(part number: Int) -> Double {
    if let table = tables[number] { return table.sumOfSquares }
    finish(part: number)
    return values[number].sumOfSquares
  }

  /// Cuts the numbers of a part to -limit ... limit. It must come after `sumOfSquares`, which sees what is not finite.
  public func clamp(part number: Int, to limit: Element) {
    if let table = tables[number] { table.clamp(to: limit) } else { values[number].clamp(to: limit) }
  }

  /// Hands the gradients of a part to `body`, run by run: where a run starts in the store's block, and its numbers.
  public func forEachRun(part number: Int, _ body: (_ offset: Int, _ gradients: Tensor<Element>) -> Void) {
    let (parameter, rows) = (parts[number].parameter, parts[number].rows)
    let columns = parameter.shape.columns
    guard let table = tables[number] else {
      return body(parameter.offset + rows.lowerBound * columns, values[number].slice(0..<rows.count * columns))
    }
    for row in rows { body(parameter.offset + row * columns, table.row(row)) }
  }

  /// All gradients of a parameter, in its shape.
  public func array(of parameter: Parameter<Element>) -> [Element] {
    var array: [Element] = []
    for number in parts.indices where parts[number].parameter === parameter {
      if tables[number] == nil { finish(part: number) }
      forEachRun(part: number) { array += $1.array }
    }
    return array
  }

  /// Sets to 0 what nothing was added to.
  private func finish(part number: Int) {
    if isWritten[number] { return }
    values[number].fill(0)
    isWritten[number] = true
  }
}

/// The gradient of a table in which few rows are not 0.
private final class TableGradient<Element: Scalar> {
  private let rows: Range<Int>
  private let columns: Int
  /// The place of each row among the stored rows; -1 for a row of zeros.
  private var places: [Int32]
  /// The rows held, in the order of their coming.
  private var held: [Int] = []
  private var capacity = 0
  private var values: UnsafeMutablePointer<Element>
  private let zeros: UnsafeMutablePointer<Element>

  init(rows: Range<Int>, columns: Int) {
    self.rows = rows
    self.columns = columns
    places = [Int32](repeating: -1, count: rows.count)
    values = .allocate(capacity: 0)
    zeros = .allocate(capacity: columns)
    zeros.initialize(repeating: 0, count: columns)
  }

  deinit {
    values.deallocate()
    zeros.deallocate()
  }

  func clear() {
    for row in held { places[row - rows.lowerBound] = -1 }
    held.removeAll(keepingCapacity: true)
  }

  /// Adds those rows of dy whose ids are of this part.
  func add(_ dy: Tensor<Element>, ids: [TokenID]) {
    for (number, id) in ids.enumerated() where rows.contains(Int(id)) {
      let added = dy.flattened.rows(number..<number + 1)
      if places[Int(id) - rows.lowerBound] < 0 {
        places[Int(id) - rows.lowerBound] = Int32(held.count)
        held.append(Int(id))
        reserve(held.count)
        row(Int(id)).copy(from: added)
      } else {
        row(Int(id)).add(added)
      }
    }
  }

  var sumOfSquares: Double { Tensor(base: values, shape: Shape(held.count, columns)).sumOfSquares }

  func clamp(to limit: Element) { Tensor(base: values, shape: Shape(held.count, columns)).clamp(to: limit) }

  func row(_ row: Int) -> Tensor<Element> {
    let place = Int(places[row - rows.lowerBound])
    return Tensor(base: place < 0 ? zeros : values + place * columns, shape: Shape(columns))
  }

  private func reserve(_ count: Int) {
    guard count > capacity else { return }
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: max(16, 2 * capacity) * columns)
    larger.update(from: values, count: capacity * columns)
    values.deallocate()
    values = larger
    capacity = max(16, 2 * capacity)
  }
}
