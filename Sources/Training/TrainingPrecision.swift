import Tensors

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
