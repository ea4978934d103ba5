/// The plain twin of the LSTM's kernels. Gates stand in the order i, f, g, o; slot 0 is h and slot 1 is c; vector 0 is the bias.
extension CellKernel {
  public static var lstm: CellKernel {
    CellKernel(number: 0, plainForward: lstmForward, plainBackward: lstmBackward)
  }

  /// From the products x W_x + h W_h in `gates`:
  ///
  ///     i = σ(.), f = σ(.), g = tanh(.), o = σ(.)    each with its bias
  ///     c' = f c + i g
  ///     h' = o tanh(c')
  private static func lstmForward(_ step: CellStep<Element>) {
    let hidden = step.after.columns
    guard let bias = step.vectors.0 else { preconditionFailure("an LSTM has a bias") }
    step.forEachUnit { row, unit in
      func sum(_ gate: Int) -> Element {
        step.gates.base[step.place(gate, row, unit)] + bias.base[gate * hidden + unit]
      }
      let i = CellStep<Element>.sigmoid(sum(0))
      let f = CellStep<Element>.sigmoid(sum(1))
      let g = Element.hyperbolicTangent(sum(2))
      let o = CellStep<Element>.sigmoid(sum(3))
      let c = f * step.before.get(1, row, unit) + i * g
      step.after.set(1, row, unit, c)
      step.after.set(0, row, unit, o * Element.hyperbolicTangent(c))
      for (gate, value) in [i, f, g, o].enumerated() { step.gates.base[step.place(gate, row, unit)] = value }
    }
  }

  /// From the gradients dh and dc of the state after the step:
  ///
  ///     do = dh tanh(c') o (1 - o)
  ///     dc = dc + dh o (1 - tanh²(c'))
  ///     di = dc g i (1 - i),  df = dc c f (1 - f),  dg = dc i (1 - g²)
  ///     the gradient of c = dc f; that of h comes through the product with W_h alone
  private static func lstmBackward(_ step: CellStep<Element>) {
    step.forEachUnitBack { row, unit, gradient in
      let gates = (0..<4).map { step.gates.base[step.place($0, row, unit)] }
      let (i, f, g, o) = (gates[0], gates[1], gates[2], gates[3])
      let t = Element.hyperbolicTangent(step.after.get(1, row, unit))
      let dh = gradient.get(0, row, unit)
      let dc = gradient.get(1, row, unit) + dh * o * (1 - t * t)
      step.gates.base[step.place(0, row, unit)] = dc * g * i * (1 - i)
      step.gates.base[step.place(1, row, unit)] = dc * step.before.get(1, row, unit) * f * (1 - f)
      step.gates.base[step.place(2, row, unit)] = dc * i * (1 - g * g)
      step.gates.base[step.place(3, row, unit)] = dh * t * o * (1 - o)
      gradient.set(1, row, unit, dc * f)
      gradient.set(0, row, unit, 0)
    }
  }
}
