import Tensors

/// The precision of a translation's products.
public enum TranslationPrecision: String, Sendable, CaseIterable {
  case float32
  /// Operands are rounded to 8 bits of precision.
  case bfloat16
  /// Weights and what they are multiplied with are rounded to whole numbers from -127 to 127, with a scale for each row.
  case int8

  init(_ precision: ProductPrecision) {
    self =
      switch precision {
      case .float32: .float32
      case .bfloat16: .bfloat16
      case .int8: .int8
      }
  }

  var ofProducts: ProductPrecision {
    switch self {
    case .float32: .float32
    case .bfloat16: .bfloat16
    case .int8: .int8
    }
  }

  /// Bytes of a value in a matrix.
  var bytesAValue: Int {
    switch self {
    case .float32: 4
    case .bfloat16: 2
    case .int8: 1
    }
  }

  /// Itself, or float32 where this processor has no instructions for it.
  public var onThisProcessor: TranslationPrecision { TranslationPrecision(ofProducts.onThisProcessor) }
}
