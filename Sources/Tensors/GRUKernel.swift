/// The plain twin of the GRU's kernels, with the reset after the product. Gates stand in the order r, z, n; slot 0 is h; vector 0 is the bias.
extension CellKernel {
  /// Block 0 is U h, and vector 1 the bias that is inside of the reset.
  public static var gru: CellKernel {
    CellKernel(number: 3, plainForward: gruForward, plainBackward: gruBackward)
  }

  /// From the products W x in `gates` and U h in block 0:
  ///
  ///     r = σ(.), z = σ(.)             each with its bias
  ///     u = U_n h + b_u
  ///     n = tanh(W_n x + b_n + r u)
  ///     h' = (1 - z) n + z h
  private static func gruForward(_ step: CellStep<Element>) {
    step.forEachUnit { unit in
      let r = CellUnit<Element>.sigmoid(unit[gate: 0] + unit[saved: 0, 0] + unit.vector(0, 0))
      let z = CellUnit<Element>.sigmoid(unit[gate: 1] + unit[saved: 0, 1] + unit.vector(0, 1))
      let u = unit[saved: 0, 2] + unit.vector(1)
      let n = CellUnit<Element>.tanh(unit[gate: 2] + unit.vector(0, 2) + r * u)
      unit[gate: 0] = r
      unit[gate: 1] = z
      unit[gate: 2] = n
      unit[saved: 0, 2] = u
      unit[after: 0] = (1 - z) * n + z * unit.before(0)
    }
  }

  /// From the gradient dh:
  ///
  ///     dn = dh (1 - z) (1 - n²),  dz = dh (h - n) z (1 - z),  dr = dn u r (1 - r),  du = dn r
  ///     the gradient of h = dh z, but for what comes through U
  private static func gruBackward(_ step: CellStep<Element>) {
    step.forEachUnitBack { unit in
      let (r, z, n, dh) = (unit[gate: 0], unit[gate: 1], unit[gate: 2], unit[gradient: 0])
      let dn = dh * (1 - z) * (1 - n * n)
      let dz = dh * (unit.before(0) - n) * z * (1 - z)
      let dr = dn * unit[saved: 0, 2] * r * (1 - r)
      for (gate, value) in [dr, dz, dn].enumerated() { unit[gate: gate] = value }
      for (part, value) in [dr, dz, dn * r].enumerated() { unit[saved: 0, part] = value }
      unit[gradient: 0] = dh * z
    }
  }
}
