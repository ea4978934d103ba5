internal import CICU

/// Normalization form C (Unicode Standard Annex 15) in time linear in the text.
enum CanonicalComposition {
  static func apply(to units: inout [UInt16]) {
    // No line comes near this; ICU counts in 32 bits, and composing can lengthen a text threefold.
    guard units.count < Int(Int32.max) / 3, !units.isEmpty else { return }
    guard mt_icu_composed_prefix(units, Int32(units.count)) < Int32(units.count) else { return }
    orderLongRuns(in: &units)
    let length = Int32(units.count)
    var capacity = units.count + 16
    while true {
      var status: Int32 = 0
      var needed = 0
      let composed = [UInt16](unsafeUninitializedCapacity: capacity) { buffer, count in
        guard let base = buffer.baseAddress else { return }
        needed = Int(mt_icu_compose(units, length, base, Int32(capacity), &status))
        count = status <= 0 && needed <= capacity ? needed : 0
      }
      // ICU fails here for want of memory only.
      guard status <= 0 else { return }
      if needed <= capacity {
        units = composed
        return
      }
      capacity = needed
    }
  }

  // MARK: Long runs of marks

  /// ICU puts marks in order by insertion, which is quadratic in a run of them. Longer runs than this are put in order
  /// here, which composing would have done; no text in the wild has one.
  private static let longestRun = 30

  private static func orderLongRuns(in units: inout [UInt16]) {
    guard hasLongRun(units) else { return }
    var ordered: [UInt16] = []
    ordered.reserveCapacity(units.count)
    var run: [UInt32] = []
    var index = 0
    while index < units.count {
      let (scalar, width) = units.scalar(at: index)
      if isMark(scalar) {
        appendParts(of: scalar, to: &run)
      } else {
        flush(&run, to: &ordered)
        ordered.append(contentsOf: units[index..<index + width])
      }
      index += width
    }
    flush(&run, to: &ordered)
    units = ordered
  }

  private static func hasLongRun(_ units: [UInt16]) -> Bool {
    var run = 0
    var index = 0
    while index < units.count {
      let (scalar, width) = units.scalar(at: index)
      run = isMark(scalar) ? run + 1 : 0
      if run > longestRun { return true }
      index += width
    }
    return false
  }

  private static func isMark(_ scalar: UInt32) -> Bool { scalar >= 0x300 && mt_icu_lead_class(scalar) != 0 }

  /// A few Tibetan marks are two marks of different classes.
  private static func appendParts(of mark: UInt32, to run: inout [UInt32]) {
    var parts = [UInt16](repeating: 0, count: 8)
    let length = Int(mt_icu_decomposition(mark, &parts))
    guard length > 0 else { return run.append(mark) }
    parts.removeLast(parts.count - length)
    var index = 0
    while index < length {
      let (part, width) = parts.scalar(at: index)
      run.append(part)
      index += width
    }
  }

  /// Sorts by combining class, equals in their order: by counting, so that the time is linear.
  private static func flush(_ run: inout [UInt32], to units: inout [UInt16]) {
    var starts = [Int](repeating: 0, count: 257)
    for mark in run { starts[Int(mt_icu_lead_class(mark)) + 1] += 1 }
    for markClass in 1...256 { starts[markClass] += starts[markClass - 1] }
    var sorted = run
    for mark in run {
      let markClass = Int(mt_icu_lead_class(mark))
      sorted[starts[markClass]] = mark
      starts[markClass] += 1
    }
    for mark in sorted { units.append(scalar: mark) }
    run.removeAll(keepingCapacity: true)
  }
}
