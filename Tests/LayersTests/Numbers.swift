import Basics
import Layers
import Tensors

/// Random numbers for tests, in memory that lasts as long as this does.
final class Numbers<Element: Scalar> {
  private let workspace = Workspace<Element>()
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  func tensor(_ shape: Shape, range: Double = 1) -> Tensor<Element> {
    let tensor = workspace.tensor(shape)
    for i in 0..<shape.count { tensor.base[i] = Element((generator.uniform() * 2 - 1) * range) }
    return tensor
  }
}

func dot(_ a: Tensor<Double>, _ b: Tensor<Double>) -> Double {
  zip(a.array, b.array).reduce(0) { $0 + $1.0 * $1.1 }
}

extension Variable {
  /// Gives it a copy of a gradient: a variable keeps what it is given, and may write to it.
  func addGradient(copyOf tensor: Tensor<Element>, in workspace: Workspace<Element>) {
    let copy = workspace.tensor(tensor.shape)
    copy.copy(from: tensor)
    addGradient(copy)
  }
}
