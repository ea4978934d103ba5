import Testing

@testable import TextProcessing

@Suite struct NormalizationScanTests {
  @Test func noCharacterThatARuleChangesIsPlain() {
    let rules = NormalizationRule.allCases.filter { $0 != .singleSpaces }
    for scalar in (UInt32(0)...0x10FFFF).lazy.compactMap(Unicode.Scalar.init) {
      let units = Array(String(scalar).utf16)
      guard NormalizationClass.table[Int(units[0])] == NormalizationClass.plain.rawValue else { continue }
      for rule in rules {
        var changed = units
        rule.apply(to: &changed)
        #expect(changed == units, "\(rule) of U+\(String(scalar.value, radix: 16))")
      }
    }
  }

  @Test func linesOfTextAreClean() {
    let scan = NormalizationScan(rules: NormalizationRule.standard)
    for line in ["น้ำ พันธุ์ สิทธิ์ พุทฺธํ ฤๅษี ค่ะ เป็น กี่ ผู้", "“Hi” – it’s 5 €", "👩🏽\u{200D}🚀 漢字 한국어 café", ""] {
      #expect(scan.isClean(Array(line.utf16)))
    }
    for line in [" a", "a ", "a  b", "เเ", "ฤา", "ก\u{E4D}า", "กา\u{E48}", "e\u{301}", "▁", "\u{FEFF}a", "ก\u{200D}"] {
      #expect(!scan.isClean(Array(line.utf16)))
    }
  }
}
