import Basics

/// The status that `mt` ends with. Numbers from 64 on are those of `sysexits.h`; 130 and 143 are 128 plus the signal.
public enum ExitStatus: Int32, Sendable, CaseIterable {
  case success = 0
  case checkFailed = 1
  case usage = 64
  case badData = 65
  case missingInput = 66
  case internalFault = 70
  /// The system refuses a thread or memory (`SystemRefusal`).
  case systemRefusal = 71
  case cannotCreate = 73
  case inputOutput = 74
  case interrupted = 130
  case terminated = 143

  public init(_ category: DiagnosticCategory) {
    self =
      switch category {
      case .checkFailed: .checkFailed
      case .usage: .usage
      case .badData: .badData
      case .missingInput: .missingInput
      case .internalFault: .internalFault
      case .cannotCreate: .cannotCreate
      case .inputOutput: .inputOutput
      }
  }
}
