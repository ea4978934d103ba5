import Layers
import Tensors

/// Changes parameters by their gradients. Workers share an update: each calls `update` on ranges of the block of its own.
public protocol Optimizer: AnyObject, Sendable {
  /// Blocks that must be saved with a checkpoint, under the names that they have there.
  var state: [(name: String, block: ParameterBlock<Float>)] { get }

  /// Updates the values in `range` of the block.
  /// - Parameters:
  ///   - gradients: the whole block of gradients.
  ///   - gradientFactor: what clipping multiplies gradients with.
  ///   - number: of the update, from 1.
  func update(
    _ values: Tensor<Float>, gradients: Tensor<Float>, range: Range<Int>, learningRate: Double, gradientFactor: Double,
    number: Int)
}
