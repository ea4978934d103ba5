import Models

/// The memory that training a model needs, except for the text and the activations.
enum TrainingMemory {
  /// Values, two moments, gradients, and packed matrices, in bytes.
  static func bytes(for model: ModelConfiguration) -> Int { 4 * model.parameterCount * 5 }

  /// A model that cannot fit is refused before it is made.
  static func check(_ model: ModelConfiguration) throws(TrainingError) {
    let (needed, present) = (bytes(for: model), ModelMemory.present)
    if needed > present { throw .tooLarge(parameters: model.parameterCount, bytes: needed, present: present) }
  }
}
