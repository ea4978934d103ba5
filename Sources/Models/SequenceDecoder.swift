import Basics
import Layers
import Tensors

/// The part of a translator that unrolls a target. It computes the rows that the output layer turns into probabilities: for
/// whole targets in training, and step by step in a search.
public protocol SequenceDecoder<Element>: Sendable {
  associatedtype Element: Scalar

  var output: Linear<Element> { get }
  /// The widths of the slots of a row's state.
  var widths: [Int] { get }

  /// - Parameter inputs: B sequences of T steps, each `<s>` and the target without its end; what follows an end is ignored later.
  /// - Returns: `[T, B, H]`.
  func run(
    _ inputs: PaddedSequences, source: EncodedSource<Element>, generator: SeededGenerator?,
    on recording: Recording<Element>
  ) -> Variable<Element>

  /// What all rows of a source share, computed once.
  func memory(of source: EncodedSource<Element>, on recording: Recording<Element>) -> SourceMemory<Element>

  /// One step for rows that each have their own state; in bfloat16, whole blocks of rows.
  /// - Parameters:
  ///   - tokens: `[R]`.
  ///   - source: the sources of the first rows; the others are padding.
  ///   - before: the states, of `widths`. At first they are the encoder's last states, and zeros in slots beyond these.
  ///   - after: overwritten; it must not overlap `before`.
  /// - Returns: `[R, H]`.
  func step(
    _ tokens: [TokenID], source: SourceRows<Element>, before: RowStates<Element>, after: RowStates<Element>,
    workspace: Workspace<Element>
  ) -> Tensor<Element>
}

/// What the rows of B sources share.
public struct SourceMemory<Element: Scalar> {
  /// The part of the lowest layer's gates that comes from a vector that is fed at every step, `[B, G]`.
  public var projection: Tensor<Element>?
  /// Keys `[S, B, Q]` and values `[S, B, D]` of attention.
  public var attended: (keys: Tensor<Element>, values: Tensor<Element>)?
  public var lengths: [Int32]
}

/// The sources of rows, out of a table of sources.
public struct SourceRows<Element: Scalar> {
  /// Which source of the table is that of each row.
  public let sources: UnsafeBufferPointer<Int32>
  /// `[*, G]`, as in `SourceMemory`.
  public let projection: Tensor<Element>?
  public let attended: Attended?

  /// Keys and values of all sources of the table.
  public struct Attended: Sendable {
    public let keys: SourceTable<Element>
    public let values: SourceTable<Element>
    public let lengths: [Int32]

    public init(keys: SourceTable<Element>, values: SourceTable<Element>, lengths: [Int32]) {
      self.keys = keys
      self.values = values
      self.lengths = lengths
    }
  }

  public init(sources: UnsafeBufferPointer<Int32>, projection: Tensor<Element>?, attended: Attended?) {
    self.sources = sources
    self.projection = projection
    self.attended = attended
  }
}
