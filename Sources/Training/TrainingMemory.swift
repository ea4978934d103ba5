import Glibc
import Models

/// What training a model takes of the machine's memory, but for the text and the activations.
enum TrainingMemory {
  /// Values, two packings, two moments and a gradient a slice, in bytes.
  static func bytes(for model: ModelConfiguration, slices: Int) -> Int { 4 * model.parameterCount * (5 + slices) }

  /// Of this machine, in bytes.
  static var present: Int { sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) }

  /// A model that cannot fit is refused before it is made.
  static func check(_ model: ModelConfiguration, slices: Int) throws(TrainingError) {
    let (needed, present) = (bytes(for: model, slices: slices), present)
    if needed > present { throw .tooLarge(parameters: model.parameterCount, bytes: needed, present: present) }
  }
}
