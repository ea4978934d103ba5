import Tensors

extension Recipe.TrainingSection.Precision {
  var ofProducts: ProductPrecision {
    switch self {
    case .float32: .float32
    case .bfloat16: .bfloat16
    }
  }

  /// What this processor computes with where a recipe asks for it: float32 where it has no instructions for another.
  var onThisProcessor: Recipe.TrainingSection.Precision {
    ofProducts.onThisProcessor == .float32 ? .float32 : self
  }
}
