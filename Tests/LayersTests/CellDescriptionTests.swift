import FoundationEssentials
import Testing

@testable import Layers

struct CellDescriptionTests {
  @Test func allOfThemDifferAndAreWithoutFault() {
    #expect(Set(CellDescription.all).count == CellDescription.all.count)
    #expect(CellDescription.all.allSatisfy { $0.fault == nil })
    func values<Value: Hashable>(_ option: (CellDescription) -> Value) -> Set<Value> {
      Set(CellDescription.all.map(option))
    }
    #expect(values(\.kind) == Set(CellKind.allCases))
    #expect(values(\.activation) == Set(CellDescription.Activation.allCases))
    #expect(values(\.peepholes) == Set(CellDescription.Peepholes.allCases))
    #expect(values(\.gruReset) == Set(CellDescription.ResetPlace.allCases))
    for option in [\CellDescription.coupledGates, \.forgetGate, \.layerNorm] {
      #expect(values { $0[keyPath: option] }.count == 2)
    }
  }

  /// Only what differs from a default is written.
  @Test func itIsWrittenUnderTheKeysOfRecipes() throws {
    for cell in CellDescription.all {
      #expect(try JSONDecoder().decode(CellDescription.self, from: JSONEncoder().encode(cell)) == cell)
    }
    #expect(String(decoding: try JSONEncoder().encode(CellDescription.lstm), as: UTF8.self) == #"{"cell":"lstm"}"#)
    let gru = try JSONDecoder().decode(CellDescription.self, from: Data(#"{"cell":"gru","gruReset":"before"}"#.utf8))
    #expect(gru == CellDescription(.gru, gruReset: .before))
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(CellDescription.self, from: Data(#"{"cell":"gur"}"#.utf8))
    }
  }

  @Test(arguments: [
    ("activation", CellDescription(.lstm, activation: .relu)), ("gruReset", CellDescription(.lstm, gruReset: .before)),
    ("peepholes", CellDescription(.gru, peepholes: .full)), ("coupledGates", CellDescription(.gru, coupledGates: true)),
    ("forgetGate", CellDescription(.elman, forgetGate: false)),
    ("coupledGates", CellDescription(.lstm, coupledGates: true, forgetGate: false)),
    ("layerNorm", CellDescription(.elman, layerNorm: true)),
    ("layerNorm", CellDescription(.gru, gruReset: .before, layerNorm: true)),
  ])
  func aFaultNamesTheKey(key: String, cell: CellDescription) {
    #expect(cell.fault?.key == key)
  }
}
