import Basics
import Tensors

/// The output layer and its loss in one: a linear layer to the vocabulary, softmax, and cross entropy with label smoothing
/// (see `ReferenceKernels.softmaxCrossEntropy`). Product, softmax, loss and the gradients of logits and input go block by
/// block, and threads may share the blocks.
public struct SoftmaxCrossEntropy<Element: Scalar>: Sendable {
  public let output: Linear<Element>
  /// Rows of a block, at most: enough for products at full speed, and few enough to stay in the cache.
  private static var rowsOfABlock: Int { 256 }

  public init(output: Linear<Element>) {
    self.output = output
  }

  /// The rows of each block of `count`: of about equal height, and two or more of them where there are many rows, so that
  /// two workers have the same to do.
  public static func blocks(of count: Int) -> [Range<Int>] {
    let pairs = (count + 2 * rowsOfABlock - 1) / (2 * rowsOfABlock)
    let blocks = count <= rowsOfABlock / 2 ? min(1, count) : 2 * pairs
    return (0..<blocks).map { (count * $0 / blocks)..<(count * ($0 + 1) / blocks) }
  }

  /// The loss of the rows of a block; of its sum over targets, `scale` times the gradient is taken.
  /// - Parameters:
  ///   - hidden: `[M, H]`, one row a target.
  ///   - logits: `[M, V]`, becomes their gradient.
  ///   - hiddenGradient: `[M, H]`, becomes the gradient of `hidden`; nil computes the loss alone.
  public func run(
    _ hidden: Tensor<Element>, targets: ArraySlice<TokenID>, smoothing: Double, scale: Double,
    logits: Tensor<Element>, hiddenGradient: Tensor<Element>?
  ) -> CrossEntropySum {
    output.multiply(hidden, into: logits)
    let sum = targets.withUnsafeBufferPointer {
      logits.softmaxCrossEntropy(
        bias: output.bias.values, targets: $0, smoothing: Element(smoothing), scale: Element(scale))
    }
    if let hiddenGradient { output.backward(logits, into: hiddenGradient) }
    return sum
  }
}
