import Layers
import Models
import Tensors

/// Numbers that live from one step to the next, in memory that grows to what is asked for.
final class FloatMemory: @unchecked Sendable {
  private var memory = UnsafeMutableBufferPointer<Float>.allocate(capacity: 0)

  deinit { memory.deallocate() }

  /// From its beginning. Growing keeps what is there; what is new is 0.
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

/// The states of all layers.
struct StateMemory: Sendable {
  private let hidden = FloatMemory()
  private let cell = FloatMemory()

  /// - Parameter shape: `[L, R, H]`.
  func tensors(_ shape: Shape) -> LSTMState<Float> {
    LSTMState(hidden: hidden.tensor(shape), cell: cell.tensor(shape))
  }
}

extension LSTMState<Float> {
  /// Row r of `[R, H]` becomes row parents[r] of `other`; rows behind these become 0.
  func gather(_ parents: [Int32], from other: LSTMState<Float>) {
    hidden.gather(parents, from: other.hidden)
    cell.gather(parents, from: other.cell)
  }
}

extension Tensor<Float> {
  fileprivate func gather(_ parents: [Int32], from other: Tensor) {
    parents.withUnsafeBufferPointer { rows(0..<parents.count).gather($0, from: other) }
    rows(parents.count..<rows).fill(0)
  }
}

/// What the fed vector adds to the gates: computed once a sentence, and shared by its rows.
struct ProjectionMemory: Sendable {
  private let memory = FloatMemory()
  /// `[*, 4H]`; nil where no vector is fed.
  private var shape: Shape?
  /// For each row, its sentence's place in the memory.
  private var places: [Int32] = []
  private var nextPlaces: [Int32] = []

  /// Row r becomes what row parents[r] was.
  mutating func keep(_ parents: [Int32]) {
    if shape == nil { return }
    nextPlaces.removeAll(keepingCapacity: true)
    for parent in parents { nextPlaces.append(places[Int(parent)]) }
    swap(&places, &nextPlaces)
  }

  /// New rows behind the others, each of a sentence of its own: `[N, 4H]`. They take places that no row has any more.
  mutating func add(_ rows: Tensor<Float>) {
    let placeCount = shape?.rows ?? 0
    var isTaken = [Bool](repeating: false, count: placeCount + rows.rows)
    for place in places { isTaken[Int(place)] = true }
    let free = isTaken.indices.lazy.filter { !isTaken[$0] }.prefix(rows.rows)
    let newShape = Shape(max(placeCount, (free.last ?? 0) + 1), rows.columns)
    let table = memory.tensor(newShape)
    for (row, place) in free.enumerated() {
      table.rows(place..<place + 1).copy(from: rows.rows(row..<row + 1))
      places.append(Int32(place))
    }
    shape = newShape
  }

  /// Calls `body` with the projections and, for each row, which of them is its own; with nil where no vector is fed.
  func withRows<Result>(_ body: (TargetDecoder<Float>.ProjectionRows?) -> Result) -> Result {
    guard let shape else { return body(nil) }
    return places.withUnsafeBufferPointer { body((memory.tensor(shape), $0)) }
  }
}
