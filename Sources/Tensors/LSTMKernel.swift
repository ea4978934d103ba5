/// The plain twin of the LSTM's kernels. Gates stand in the order i, f, g, o; slot 0 is h and slot 1 is c; vector 0 is the bias.
extension CellKernel {
  public static var lstm: CellKernel {
    CellKernel(number: 0, plainForward: lstmForward, plainBackward: lstmBackward)
  }

  /// From the products W x + U h in `gates`:
  ///
  ///     i = σ(.), f = σ(.), g = tanh(.), o = σ(.)    each with its bias
  ///     c' = f c + i g
  ///     h' = o tanh(c')
  private static func lstmForward(_ step: CellStep<Element>) {
    step.forEachUnit { unit in
      func sum(_ gate: Int) -> Element { unit[gate: gate] + unit.vector(0, gate) }
      let (i, f) = (CellUnit<Element>.sigmoid(sum(0)), CellUnit<Element>.sigmoid(sum(1)))
      let (g, o) = (CellUnit<Element>.tanh(sum(2)), CellUnit<Element>.sigmoid(sum(3)))
      let c = f * unit.before(1) + i * g
      unit[after: 1] = c
      unit[after: 0] = o * CellUnit<Element>.tanh(c)
      for (gate, value) in [i, f, g, o].enumerated() { unit[gate: gate] = value }
    }
  }

  /// From the gradients dh and dc of the state after the step:
  ///
  ///     do = dh tanh(c') o (1 - o)
  ///     dc = dc + dh o (1 - tanh²(c'))
  ///     di = dc g i (1 - i),  df = dc c f (1 - f),  dg = dc i (1 - g²)
  ///     the gradient of c = dc f; that of h comes through the product with U alone
  private static func lstmBackward(_ step: CellStep<Element>) {
    step.forEachUnitBack { unit in
      let (i, f, g, o) = (unit[gate: 0], unit[gate: 1], unit[gate: 2], unit[gate: 3])
      let t = CellUnit<Element>.tanh(unit[after: 1])
      let dh = unit[gradient: 0]
      let dc = unit[gradient: 1] + dh * o * (1 - t * t)
      unit[gate: 0] = dc * g * i * (1 - i)
      unit[gate: 1] = dc * unit.before(1) * f * (1 - f)
      unit[gate: 2] = dc * i * (1 - g * g)
      unit[gate: 3] = dh * t * o * (1 - o)
      unit[gradient: 1] = dc * f
      unit[gradient: 0] = 0
    }
  }
}
