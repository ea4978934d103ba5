import Glibc

/// The memory that a model needs, and the memory that there is.
public enum ModelMemory {
  /// The memory that this process may use, in bytes: all of the machine's, or less if a limit is set (`ulimit -v`).
  public static var present: Int {
    let machine = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur < UInt64(Int.max) else {
      return machine
    }
    return min(machine, Int(limit.rlim_cur))
  }

  /// The weights of a model that translates, in bytes.
  /// - Parameter bytesAValue: what a value takes in the form that is computed with.
  public static func bytes(of model: ModelConfiguration, bytesAValue: Int) -> Int { bytesAValue * model.parameterCount }

  /// The bytes that a search keeps for so many live hypotheses: two hidden and two cell states of each layer, and as
  /// many candidates as the beam and one.
  public static func bytesOfSearch(_ model: ModelConfiguration, hypotheses: Int, beamSize: Int) -> Int {
    hypotheses * (16 * model.layers * model.hiddenSize + 8 * (beamSize + 1))
  }
}
