import Basics
import Tensors

/// The output layer and its loss in one: a linear layer to the vocabulary, softmax, and cross entropy with label smoothing
/// (see `ReferenceKernels.softmaxCrossEntropy`). It works on a bounded number of logits at a time, so that a large
/// vocabulary does not need the memory of all positions times all words.
public struct SoftmaxCrossEntropy<Element: Scalar>: Sendable {
  public let output: Linear<Element>
  private static var logitsAtATime: Int { 1 << 22 }

  public init(output: Linear<Element>) {
    self.output = output
  }

  /// - Parameters:
  ///   - hidden: `[N, H]`, one row a target.
  ///   - scale: what the gradient is multiplied with: 1 over the number of targets in the whole batch.
  ///   - gradients: nil computes the loss alone.
  /// - Returns: sums over the N targets, and the gradient of `hidden` where `gradients` are given.
  public func forwardBackward(
    _ hidden: Tensor<Element>, targets: [TokenID], smoothing: Double, scale: Double,
    gradients: ParameterBlock<Element>?, workspace: Workspace<Element>
  ) -> (sum: CrossEntropySum, hiddenGradient: Tensor<Element>?) {
    let size = output.weight.shape.rows
    let count = hidden.rows
    let hiddenGradient = gradients.map { _ in workspace.tensor(hidden.shape) }
    var sum = CrossEntropySum()
    let most = max(64, Self.logitsAtATime / size)
    workspace.temporary {
      let logits = workspace.tensor(Shape(min(most, count), size))
      for start in stride(from: 0, to: count, by: most) {
        let rows = start..<min(start + most, count)
        let part = logits.rows(0..<rows.count)
        output.multiply(hidden.rows(rows), into: part)
        sum += targets[rows].withUnsafeBufferPointer {
          part.softmaxCrossEntropy(
            bias: output.bias.values, targets: $0, smoothing: Element(smoothing), scale: Element(scale))
        }
        if let gradients, let hiddenGradient {
          output.backward(part, input: hidden.rows(rows), into: hiddenGradient.rows(rows), gradients: gradients)
        }
      }
    }
    return (sum, hiddenGradient)
  }
}
