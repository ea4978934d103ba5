import Basics
import Tensors

/// A tensor of a forward pass, and on the way back the gradient of the loss by it.
public final class Variable<Element: Scalar>: @unchecked Sendable {
  public let value: Tensor<Element>
  /// Of the value's shape; nil as long as nothing was added.
  public private(set) var gradient: Tensor<Element>?

  public init(_ value: Tensor<Element>) { self.value = value }

  /// The first gradient is taken as it is, and its memory with it; later ones are added to it.
  public func addGradient(_ tensor: Tensor<Element>) {
    precondition(tensor.count == value.count, "a gradient \(tensor.shape) of \(value.shape)")
    if let gradient { gradient.add(tensor) } else { gradient = tensor }
  }
}

/// One forward pass, with the way back through it. A layer computes its output at once, and puts on the recording what is to be
/// done with the gradient of that output; `back` does all of it, the last first.
///
/// A layer is one entry, and so is a loop over time: its way back is written by hand. Without a tape nothing is recorded, and
/// there is no way back. One thread at a time.
public final class Recording<Element: Scalar>: @unchecked Sendable {
  /// All tensors of the pass are in it.
  public let workspace: Workspace<Element>
  /// The operands of the parameters' gradients.
  public let tape: GradientTape<Element>?
  /// For dropout; nil leaves it out.
  public let generator: SeededGenerator?
  private var entries: [(GradientTape<Element>) -> Void] = []

  public init(workspace: Workspace<Element>, tape: GradientTape<Element>? = nil, generator: SeededGenerator? = nil) {
    self.workspace = workspace
    self.tape = tape
    self.generator = generator
  }

  public func onTheWayBack(_ body: @escaping (_ tape: GradientTape<Element>) -> Void) {
    if tape != nil { entries.append(body) }
  }

  /// Walks back once, from the gradients that the last variables have.
  public func back() {
    guard let tape else { preconditionFailure("nothing was recorded") }
    while let entry = entries.popLast() { entry(tape) }
  }
}

extension Recording {
  /// The columns of tensors of as many rows, one after another.
  public func sideBySide(_ parts: [Variable<Element>]) -> Variable<Element> {
    if parts.count == 1 { return parts[0] }
    let (first, workspace) = (parts[0].value, workspace)
    let whole = Variable(
      workspace.tensor(Shape(first.steps, first.rows, parts.reduce(0) { $0 + $1.value.columns })))
    var column = 0
    for part in parts {
      whole.value.copyColumns(from: part.value, at: column)
      column += part.value.columns
    }
    onTheWayBack { _ in
      guard let gradient = whole.gradient else { return }
      var column = 0
      for part in parts {
        let own = workspace.tensor(part.value.shape)
        own.copy(columnsFrom: column, of: gradient)
        part.addGradient(own)
        column += part.value.columns
      }
    }
    return whole
  }
}
