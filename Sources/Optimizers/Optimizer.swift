import Layers
import Tensors

/// Changes parameters by their gradients. Workers share an update: each calls `update` for different parts.
public protocol Optimizer: AnyObject, Sendable {
  /// Blocks that must be saved with a checkpoint, under the names that they have there.
  var state: [(name: String, block: ParameterBlock<Float>)] { get }

  /// Updates those values of the block that a part of the gradients belongs to.
  /// - Parameters:
  ///   - gradientFactor: what clipping multiplies gradients with.
  ///   - number: of the update, from 1.
  func update(
    _ values: Tensor<Float>, gradients: GradientBlock<Float>, part: Int, learningRate: Double, gradientFactor: Double,
    number: Int)
}
