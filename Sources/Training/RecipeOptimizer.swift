import Layers
import Optimizers

extension Recipe.TrainingSection {
  func makeOptimizer(_ store: ParameterStore<Float>) -> any Optimizers.Optimizer {
    switch optimizer {
    case .adam, .adamw:
      Adam(
        store, beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: weightDecay, isDecoupled: optimizer == .adamw)
    case .sgd: SGD(store, momentum: momentum, weightDecay: weightDecay)
    case .adagrad: ScaledDescent(store, .adagrad, epsilon: epsilon, weightDecay: weightDecay)
    case .rmsprop: ScaledDescent(store, .rmsprop(decay: beta2), epsilon: epsilon, weightDecay: weightDecay)
    }
  }

  /// The blocks that the optimizer keeps, each as large as the weights.
  var optimizerBlocks: Int {
    switch optimizer {
    case .adam, .adamw: 2
    case .sgd: momentum > 0 ? 1 : 0
    case .adagrad, .rmsprop: 1
    }
  }
}
