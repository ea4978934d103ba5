import Basics
import FoundationEssentials
import Layers
import Tensors
import Testing

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

/// Compares with numbers that PyTorch gave, to 1e-12.
func expectEqual(_ ours: [Double], _ theirs: Data, _ name: String) {
  let theirs = numbers(theirs)
  #expect(ours.count == theirs.count && zip(ours, theirs).allSatisfy { abs($0 - $1) < 1e-12 }, "\(name)")
}

/// Little-endian numbers.
func numbers(_ data: Data) -> [Double] {
  data.withUnsafeBytes { bytes in
    stride(from: 0, to: bytes.count, by: 8).map { bytes.loadUnaligned(fromByteOffset: $0, as: Double.self) }
  }
}
