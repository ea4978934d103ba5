/// The plain twin of the kernels of the LSTM with layer normalization. Gates stand in the order i, f, g, o; slots are h and c.
///
/// Vectors: 0 the bias, 1 the gain of W x, 2 that of U h, 3 and 4 gain and bias of the cell's norm. Blocks, with ^ for what is
/// normalized and · for a product with the gradient that its sum receives:
///
/// | block | columns | forward | back |
/// |---|---|---|---|
/// | 0 | 4H | U h, then ^ | gradient of U h |
/// | 1 | 4H | ^ of W x | · |
/// | 2 | 4H | | gradients of the gates' sums |
/// | 3 | 4H | | · of block 0 |
/// | 4 | H | ^ of c' | · |
/// | 5 | H | | gradient of the cell's norm |
/// | 6 | 3 | 1 / σ of W x, U h and c' | |
extension CellKernel {
  public static var normalizedLSTM: CellKernel {
    CellKernel(number: 17, plainForward: normalizedLSTMForward, plainBackward: normalizedLSTMBackward)
  }

  private static func normalizedLSTMForward(_ step: CellStep<Element>) {
    let hidden = step.after.columns
    step.forEachRow { row in
      let (gates, state, input) = (step.gateRow(row), step.savedRow(0, row), step.savedRow(1, row))
      let factors = step.savedRow(6, row)
      factors[0] = RowNormalization.forward(4 * hidden, gates, input)
      factors[1] = RowNormalization.forward(4 * hidden, state, state)
      for unit in 0..<hidden {
        let unit = CellUnit(step: step, row: row, unit: unit)
        func sum(_ gate: Int) -> Element {
          unit.vector(1, gate) * unit[saved: 1, gate] + unit.vector(2, gate) * unit[saved: 0, gate]
            + unit.vector(0, gate)
        }
        for gate in [0, 1, 3] { unit[gate: gate] = CellUnit<Element>.sigmoid(sum(gate)) }
        unit[gate: 2] = CellUnit<Element>.tanh(sum(2))
        unit[after: 1] = unit[gate: 1] * unit.before(1) + unit[gate: 0] * unit[gate: 2]
      }
      let cell = step.after[1].rows(row..<row + 1).base
      factors[2] = RowNormalization.forward(hidden, cell, step.savedRow(4, row))
      for unit in 0..<hidden {
        let unit = CellUnit(step: step, row: row, unit: unit)
        unit[after: 0] = unit[gate: 3] * CellUnit<Element>.tanh(unit.vector(3) * unit[saved: 4, 0] + unit.vector(4))
      }
    }
  }

  private static func normalizedLSTMBackward(_ step: CellStep<Element>) {
    let hidden = step.after.columns
    step.forEachRowBack { row in
      for unit in 0..<hidden {
        let unit = CellUnit(step: step, row: row, unit: unit)
        let (o, dh) = (unit[gate: 3], unit[gradient: 0])
        let t = CellUnit<Element>.tanh(unit.vector(3) * unit[saved: 4, 0] + unit.vector(4))
        unit[saved: 2, 3] = dh * t * o * (1 - o)
        unit[saved: 5, 0] = dh * o * (1 - t * t)
        unit[gradient: 0] = 0
      }
      let factors = step.savedRow(6, row)
      guard let dCell = step.gradient?[1].rows(row..<row + 1).base else { return }
      RowNormalization.backward(
        hidden, step.savedRow(5, row), gain: step.vectors[3].base, y: step.savedRow(4, row), factor: factors[2],
        products: step.savedRow(4, row), dx: dCell, adds: true)
      for unit in 0..<hidden {
        let unit = CellUnit(step: step, row: row, unit: unit)
        let (i, f, g, dc) = (unit[gate: 0], unit[gate: 1], unit[gate: 2], unit[gradient: 1])
        unit[saved: 2, 0] = dc * g * i * (1 - i)
        unit[saved: 2, 1] = dc * unit.before(1) * f * (1 - f)
        unit[saved: 2, 2] = dc * i * (1 - g * g)
        unit[gradient: 1] = dc * f
      }
      let (sums, state, input) = (step.savedRow(2, row), step.savedRow(0, row), step.savedRow(1, row))
      RowNormalization.backward(
        4 * hidden, sums, gain: step.vectors[1].base, y: input, factor: factors[0], products: input,
        dx: step.gateRow(row))
      RowNormalization.backward(
        4 * hidden, sums, gain: step.vectors[2].base, y: state, factor: factors[1], products: step.savedRow(3, row),
        dx: state)
    }
  }
}
