import Tensors

/// What a cell carries from one step to the next, a row a sequence.
public protocol RecurrentState: Sendable {
  associatedtype Element: Scalar
  /// `[B, H]` each.
  var tensors: [Tensor<Element>] { get }
  init(_ tensors: [Tensor<Element>])
  /// How many tensors of width H there are.
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

  /// What a vector `[B, D]` that is fed at every step adds to the gates: computed once, `[B, gates]`.
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

  /// The backward pass of `project`; the gradient of its parameter goes on the tape. Returns the vector's `[B, D]`.
  func backwardProjection(
    _ projectionGradient: Tensor<Element>, vector: Tensor<Element>, tape: GradientTape<Element>,
    workspace: Workspace<Element>
  ) -> Tensor<Element>
}
