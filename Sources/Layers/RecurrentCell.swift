import Tensors

/// The state that a cell carries from one step to the next, one row for each sequence.
public protocol RecurrentState: Sendable {
  associatedtype Element: Scalar
  /// `[B, H]` each.
  var tensors: [Tensor<Element>] { get }
  init(_ tensors: [Tensor<Element>])
  /// The number of tensors of width H in a state.
  static var tensorCount: Int { get }
  /// The part that is the cell's output: `[B, H]`.
  var output: Tensor<Element> { get }
}

/// A recurrent layer over whole sequences. Inputs go through one product for all steps; the recurrence takes one product a
/// step. Where `lengths` are given, a sequence past its length keeps its state.
public protocol RecurrentCell<Element>: Sendable {
  associatedtype Element: Scalar
  associatedtype State: RecurrentState where State.Element == Element
  associatedtype Cache: Sendable

  var hiddenSize: Int { get }

  /// The part of the gates that comes from a vector `[B, D]` fed at every step: computed once, `[B, gates]`.
  func project(_ vector: Tensor<Element>, rows: ProductRows, workspace: Workspace<Element>) -> Tensor<Element>

  /// - Parameters:
  ///   - input: `[T, B, I]`.
  ///   - projection: from `project`, added at every step.
  ///   - initial: zeros where nil.
  ///   - lengths: `[B]`.
  /// - Returns: the outputs `[T, B, H]`, the state after the last step, and what the backward pass needs.
  func forward(
    _ input: Tensor<Element>, projection: Tensor<Element>?, initial: State?, lengths: [Int32]?, rows: ProductRows,
    workspace: Workspace<Element>
  ) -> (output: Tensor<Element>, state: State, cache: Cache)

  /// The gradients of the parameters go on the tape.
  /// - Parameters:
  ///   - outputGradient: `[T, B, H]`, overwritten; nil where no output was used.
  ///   - stateGradient: of the state after the last step; nil where it was not used.
  /// - Returns: the gradients of the input `[T, B, I]`, of the initial state where one was given, and of the projection `[B, gates]`
  ///   where one was added.
  func backward(
    _ outputGradient: Tensor<Element>?, stateGradient: State?, cache: Cache, tape: GradientTape<Element>,
    workspace: Workspace<Element>
  ) -> (input: Tensor<Element>, initial: State, projection: Tensor<Element>?)

  /// The backward pass of `project`; the gradient of its parameter goes on the tape. Returns the gradient of the vector, `[B, D]`.
  func backwardProjection(
    _ projectionGradient: Tensor<Element>, vector: Tensor<Element>, tape: GradientTape<Element>,
    workspace: Workspace<Element>
  ) -> Tensor<Element>
}
