import Layers
import Models
import Tensors

/// Numbers that live from one step to the next, in memory that grows to what is asked for.
final class FloatMemory: @unchecked Sendable {
  private var memory = UnsafeMutableBufferPointer<Float>.allocate(capacity: 0)

  deinit { memory.deallocate() }

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

/// The part of the gates that comes from the fed vector: computed once for each sentence, and shared by its rows.
struct ProjectionMemory: Sendable {
  private let memory = FloatMemory()
  /// `[*, 4H]`; nil where no vector is fed.
  private var shape: Shape?
  /// The place of each row's sentence in the memory.
  private var places: [Int32] = []
  private var nextPlaces: [Int32] = []
  /// The places of sentences that will become rows.
  private var waiting: [Int32] = []

  /// Takes over the projections of sentences that wait, `[N, 4H]`, in place of any that waited, where no row has its own.
  mutating func add(_ rows: Tensor<Float>) {
    let placeCount = shape?.rows ?? 0
    var isTaken = [Bool](repeating: false, count: placeCount + rows.rows)
    for place in places { isTaken[Int(place)] = true }
    let free = isTaken.indices.filter { !isTaken[$0] }.prefix(rows.rows)
    let newShape = Shape(max(placeCount, (free.last ?? 0) + 1), rows.columns)
    let table = memory.tensor(newShape)
    for (row, place) in free.enumerated() { table.rows(place..<place + 1).copy(from: rows.rows(row..<row + 1)) }
    waiting = free.map { Int32($0) }
    shape = newShape
  }

  /// Row r becomes what row parents[r] was; behind these come the first `newcomers` of those that wait.
  mutating func arrange(_ parents: [Int32], adding newcomers: Int) {
    if shape == nil { return }
    nextPlaces.removeAll(keepingCapacity: true)
    for parent in parents { nextPlaces.append(places[Int(parent)]) }
    nextPlaces.append(contentsOf: waiting.prefix(newcomers))
    waiting.removeFirst(newcomers)
    swap(&places, &nextPlaces)
  }

  /// Calls `body` with the projections and, for each row, which of them is its own; with nil where no vector is fed.
  func withRows<Result>(_ body: (TargetDecoder<Float>.ProjectionRows?) -> Result) -> Result {
    guard let shape else { return body(nil) }
    return places.withUnsafeBufferPointer { body((memory.tensor(shape), $0)) }
  }
}
