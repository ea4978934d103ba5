/// The plain twin of the kernels of the GRU with layer normalization. Gates stand in the order r, z, n; the slot is h.
///
/// Vectors: 0 the bias, 1 the gain of W x, 2 that of U h, 3 the bias inside of the reset. Blocks, with ^ for what is normalized and
/// · for a product with the gradient that its sum receives:
///
/// | block | columns | forward | back |
/// |---|---|---|---|
/// | 0 | 3H | U h, then ^ | gradient of U h |
/// | 1 | 3H | ^ of W x | · |
/// | 2 | 3H | | gradients of the sums with W x |
/// | 3 | 3H | | · of block 0 |
/// | 4 | 3H | | gradients of the sums with U h |
/// | 5 | 4 | 1 / σ of W x and of U h, of gates and candidate each | |
extension CellKernel {
  public static var normalizedGRU: CellKernel {
    CellKernel(number: 18, plainForward: normalizedGRUForward, plainBackward: normalizedGRUBackward)
  }

  private static func normalizedGRUForward(_ step: CellStep<Element>) {
    let hidden = step.after.columns
    step.forEachRow { row in
      let (gates, state, input) = (step.gateRow(row), step.savedRow(0, row), step.savedRow(1, row))
      let (factors, n) = (step.savedRow(5, row), 2 * hidden)
      factors[0] = RowNormalization.forward(n, gates, input)
      factors[1] = RowNormalization.forward(hidden, gates + n, input + n)
      factors[2] = RowNormalization.forward(n, state, state)
      factors[3] = RowNormalization.forward(hidden, state + n, state + n)
      for unit in 0..<hidden {
        let unit = CellUnit(step: step, row: row, unit: unit)
        func input(_ gate: Int) -> Element { unit.vector(1, gate) * unit[saved: 1, gate] + unit.vector(0, gate) }
        func state(_ gate: Int) -> Element { unit.vector(2, gate) * unit[saved: 0, gate] }
        for gate in 0..<2 { unit[gate: gate] = CellUnit<Element>.sigmoid(input(gate) + state(gate)) }
        unit[gate: 2] = CellUnit<Element>.tanh(input(2) + unit[gate: 0] * (state(2) + unit.vector(3)))
        unit[after: 0] = (1 - unit[gate: 1]) * unit[gate: 2] + unit[gate: 1] * unit.before(0)
      }
    }
  }

  private static func normalizedGRUBackward(_ step: CellStep<Element>) {
    let hidden = step.after.columns
    step.forEachRowBack { row in
      for unit in 0..<hidden {
        let unit = CellUnit(step: step, row: row, unit: unit)
        let (r, z, n, dh) = (unit[gate: 0], unit[gate: 1], unit[gate: 2], unit[gradient: 0])
        let u = unit.vector(2, 2) * unit[saved: 0, 2] + unit.vector(3)
        let dn = dh * (1 - z) * (1 - n * n)
        let (dr, dz) = (dn * u * r * (1 - r), dh * (unit.before(0) - n) * z * (1 - z))
        for (gate, value) in [dr, dz, dn].enumerated() { unit[saved: 2, gate] = value }
        for (gate, value) in [dr, dz, dn * r].enumerated() { unit[saved: 4, gate] = value }
        unit[gradient: 0] = dh * z
      }
      let factors = step.savedRow(5, row)
      for (number, (first, count)) in [(0, 2 * hidden), (2 * hidden, hidden)].enumerated() {
        let (state, input) = (step.savedRow(0, row) + first, step.savedRow(1, row) + first)
        RowNormalization.backward(
          count, step.savedRow(2, row) + first, gain: step.vectors[1].base + first, y: input, factor: factors[number],
          products: input, dx: step.gateRow(row) + first)
        RowNormalization.backward(
          count, step.savedRow(4, row) + first, gain: step.vectors[2].base + first, y: state,
          factor: factors[2 + number], products: step.savedRow(3, row) + first, dx: state)
      }
    }
  }
}
