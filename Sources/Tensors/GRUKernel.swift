/// The plain twins of the GRU's kernels. Gates stand in the order r, z, n; slot 0 is h; vector 0 is the bias.
extension CellKernel {
  /// Reset after the product. Block 0 is U h, and vector 1 the bias that is inside of the reset.
  public static var gru: CellKernel {
    CellKernel(number: 3, plainForward: gruForward, plainBackward: gruBackward)
  }

  /// Reset before the product: r, z and the state behind the reset. Block 0 is U h of r and z, block 1 becomes r h. On the way
  /// back block 3 is the gradient of that.
  public static var resetGates: CellKernel {
    CellKernel(number: 4, plainForward: resetGatesForward, plainBackward: resetGatesBackward)
  }

  /// Reset before the product: the rest. Block 2 is U_n (r h).
  public static var resetCandidate: CellKernel {
    CellKernel(number: 5, plainForward: resetCandidateForward, plainBackward: resetCandidateBackward)
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

  /// r = σ(.), z = σ(.), and r h.
  private static func resetGatesForward(_ step: CellStep<Element>) {
    step.forEachUnit { unit in
      for gate in 0..<2 {
        unit[gate: gate] = CellUnit<Element>.sigmoid(unit[gate: gate] + unit[saved: 0, gate] + unit.vector(0, gate))
      }
      unit[saved: 1, 0] = unit[gate: 0] * unit.before(0)
    }
  }

  /// With the gradient d of r h: dr = d h r (1 - r), and the gradient of h gains d r.
  private static func resetGatesBackward(_ step: CellStep<Element>) {
    step.forEachUnitBack { unit in
      let (r, d) = (unit[gate: 0], unit[saved: 3, 0])
      unit[gate: 0] = d * unit.before(0) * r * (1 - r)
      for part in 0..<2 { unit[saved: 0, part] = unit[gate: part] }
      unit[gradient: 0] += d * r
    }
  }

  /// n = tanh(W_n x + U_n (r h) + b_n), h' = (1 - z) n + z h.
  private static func resetCandidateForward(_ step: CellStep<Element>) {
    step.forEachUnit { unit in
      let n = CellUnit<Element>.tanh(unit[gate: 2] + unit[saved: 2, 0] + unit.vector(0, 2))
      unit[gate: 2] = n
      unit[after: 0] = (1 - unit[gate: 1]) * n + unit[gate: 1] * unit.before(0)
    }
  }

  /// dn = dh (1 - z) (1 - n²), dz = dh (h - n) z (1 - z), and the gradient of h is dh z so far.
  private static func resetCandidateBackward(_ step: CellStep<Element>) {
    step.forEachUnitBack { unit in
      let (z, n, dh) = (unit[gate: 1], unit[gate: 2], unit[gradient: 0])
      unit[gate: 2] = dh * (1 - z) * (1 - n * n)
      unit[saved: 2, 0] = unit[gate: 2]
      unit[gate: 1] = dh * (unit.before(0) - n) * z * (1 - z)
      unit[gradient: 0] = dh * z
    }
  }
}
