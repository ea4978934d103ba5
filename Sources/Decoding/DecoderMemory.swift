import Layers
import Models
import Tensors

/// Numbers that live from one step to the next, in memory that grows to what is asked for.
final class FloatMemory: @unchecked Sendable {
  private var memory = UnsafeMutableBufferPointer<Float>.allocate(capacity: 0)

  deinit { memory.deallocate() }

  var start: UnsafeMutablePointer<Float> { memory.baseAddress! }

  /// A tensor at the beginning of the memory. Growing keeps the old contents; new memory is 0.
  func tensor(_ shape: Shape) -> Tensor<Float> {
    if shape.count > memory.count {
      let larger = UnsafeMutableBufferPointer<Float>.allocate(capacity: shape.count)
      let end = larger.initialize(fromContentsOf: memory)
      larger[end...].initialize(repeating: 0)
      memory.deallocate()
      memory = larger
    }
    return Tensor(base: memory.baseAddress!, shape: shape)
  }
}

/// The states of rows.
struct StateMemory: Sendable {
  private let memory = FloatMemory()

  func states(_ widths: [Int], rows: Int) -> RowStates<Float> {
    let count = RowStates<Float>.count(widths, rows: rows)
    return RowStates(memory.tensor(Shape(count)), widths: widths, rows: rows)
  }
}

/// What the rows of a sentence share, computed once for each sentence.
struct SentenceMemory: Sendable {
  private let projection = FloatMemory()
  /// `[*, G]`; nil where no vector is fed at every step.
  private var projectionShape: Shape?
  /// Of each place: keys and values of its own.
  private var keys: [FloatMemory] = []
  private var values: [FloatMemory] = []
  /// All of them, for the steps to come.
  private var attended: SourceRows<Float>.Attended?
  private var lengths: [Int32] = []
  /// The place of each row's sentence.
  private var places: [Int32] = []
  private var nextPlaces: [Int32] = []
  /// The places of sentences that will become rows.
  private var waiting: [Int32] = []

  /// Takes over the first `count` sentences of a memory, which wait then, in place of any that waited, where no row has its own.
  mutating func add(_ memory: SourceMemory<Float>, count: Int) {
    var isTaken = [Bool](repeating: false, count: lengths.count + count)
    for place in places { isTaken[Int(place)] = true }
    let free = isTaken.indices.filter { !isTaken[$0] }.prefix(count)
    let placeCount = max(lengths.count, (free.last ?? 0) + 1)
    lengths += [Int32](repeating: 1, count: placeCount - lengths.count)
    for (row, place) in free.enumerated() { lengths[place] = memory.lengths[row] }
    if let rows = memory.projection {
      let shape = Shape(placeCount, rows.columns)
      let table = projection.tensor(shape)
      for (row, place) in free.enumerated() { table.rows(place..<place + 1).copy(from: rows.rows(row..<row + 1)) }
      projectionShape = shape
    }
    if let attended = memory.attended {
      while keys.count < placeCount {
        keys.append(FloatMemory())
        values.append(FloatMemory())
      }
      for (row, place) in free.enumerated() {
        let length = Int(memory.lengths[row])
        keys[place].tensor(Shape(length, attended.keys.columns)).copy(row: row, of: attended.keys)
        values[place].tensor(Shape(length, attended.values.columns)).copy(row: row, of: attended.values)
      }
      self.attended = SourceRows.Attended(
        keys: Self.table(keys, attended.keys.columns), values: Self.table(values, attended.values.columns),
        lengths: lengths)
    }
    waiting = free.map { Int32($0) }
  }

  /// Row r becomes what row parents[r] was; behind these come the first `newcomers` of those that wait.
  mutating func arrange(_ parents: [Int32], adding newcomers: Int) {
    nextPlaces.removeAll(keepingCapacity: true)
    for parent in parents { nextPlaces.append(places[Int(parent)]) }
    nextPlaces.append(contentsOf: waiting.prefix(newcomers))
    waiting.removeFirst(newcomers)
    swap(&places, &nextPlaces)
  }

  private static func table(_ places: [FloatMemory], _ columns: Int) -> SourceTable<Float> {
    SourceTable(starts: places.map(\.start), stride: columns, columns: columns)
  }

  /// Calls `body` with the sources of the rows.
  func withRows<Result>(_ body: (SourceRows<Float>) -> Result) -> Result {
    places.withUnsafeBufferPointer {
      body(SourceRows(sources: $0, projection: projectionShape.map { projection.tensor($0) }, attended: attended))
    }
  }
}

extension Tensor {
  /// Row s becomes row `row` of step s of a sequence.
  fileprivate func copy(row: Int, of sequence: Tensor) {
    for step in 0..<rows { rows(step..<step + 1).copy(from: sequence.step(step).rows(row..<row + 1)) }
  }
}
