import Layers
import Optimizers
import Tensors

// The arithmetic that the words of a recipe stand for: optimizers and precisions.

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

extension Recipe.TrainingSection.Precision {
  var ofProducts: ProductPrecision {
    switch self {
    case .float32: .float32
    case .bfloat16: .bfloat16
    }
  }

  /// The precision that this processor uses for it: float32 if it lacks the instructions.
  var onThisProcessor: Recipe.TrainingSection.Precision {
    ofProducts.onThisProcessor == .float32 ? .float32 : self
  }
}
