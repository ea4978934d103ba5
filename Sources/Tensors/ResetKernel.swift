/// The plain twins of kernels of cells whose reset gate works before the product: a step has two parts. Gates stand in the order
/// r, z, n; slot 0 is h; vector 0 is the bias.
///
/// Block 0 is the product with h of r, and for the GRU of r and z; block 1 becomes r h; block 2 is the product with that.
extension CellKernel {
  /// The GRU's r, z and r h. On the way back block 3 is the gradient of r h.
  public static var resetGates: CellKernel { resetGates(number: 4, update: (0, 1), room: 3) }

  /// The rest of the GRU, and of MUT3.
  public static var resetCandidate: CellKernel { resetCandidate(number: 5, hasInputTanh: false) }

  /// MUT1: z has no product with h. On the way back block 4 is the gradient of r h.
  public static var mut1Gates: CellKernel { resetGates(number: 19, update: nil, room: 4) }

  /// MUT1: block 3 becomes tanh(W_n x), and vector 1 is the bias of n.
  public static var mut1Candidate: CellKernel { resetCandidate(number: 20, hasInputTanh: true) }

  /// MUT3: block 3 is the product of z with tanh(h). On the way back block 5 is the gradient of r h.
  public static var mut3Gates: CellKernel { resetGates(number: 21, update: (3, 0), room: 5) }

  /// Forward: r = σ(.), z = σ(.), and r h. Back, with the gradient d of r h: dr = d h r (1 - r), and the gradient of h gains d r.
  /// - Parameter update: the block and the part of it where the product of z is.
  private static func resetGates(number: Int32, update: (block: Int, part: Int)?, room: Int) -> CellKernel {
    CellKernel(
      number: number,
      plainForward: { step in
        step.forEachUnit { unit in
          let z = update.map { unit[saved: $0.block, $0.part] } ?? 0
          unit[gate: 0] = CellUnit<Element>.sigmoid(unit[gate: 0] + unit[saved: 0, 0] + unit.vector(0, 0))
          unit[gate: 1] = CellUnit<Element>.sigmoid(unit[gate: 1] + z + unit.vector(0, 1))
          unit[saved: 1, 0] = unit[gate: 0] * unit.before(0)
        }
      },
      plainBackward: { step in
        step.forEachUnitBack { unit in
          let (r, d) = (unit[gate: 0], unit[saved: room, 0])
          unit[gate: 0] = d * unit.before(0) * r * (1 - r)
          unit[saved: 0, 0] = unit[gate: 0]
          if let update { unit[saved: update.block, update.part] = unit[gate: 1] }
          unit[gradient: 0] += d * r
        }
      })
  }

  /// Forward: n = tanh(W_n x + U_n (r h) + b_n), h' = (1 - z) n + z h. Back: dn = dh (1 - z) (1 - n²), dz = dh (h - n) z (1 - z), and
  /// the gradient of h is dh z so far.
  /// - Parameter hasInputTanh: tanh(W_n x) takes the place of W_n x.
  private static func resetCandidate(number: Int32, hasInputTanh: Bool) -> CellKernel {
    CellKernel(
      number: number,
      plainForward: { step in
        step.forEachUnit { unit in
          if hasInputTanh {
            unit[saved: 3, 0] = CellUnit<Element>.tanh(unit[gate: 2])
            unit[gate: 2] = unit[saved: 3, 0]
          }
          let bias = hasInputTanh ? unit.vector(1) : unit.vector(0, 2)
          let n = CellUnit<Element>.tanh(unit[gate: 2] + unit[saved: 2, 0] + bias)
          unit[gate: 2] = n
          unit[after: 0] = (1 - unit[gate: 1]) * n + unit[gate: 1] * unit.before(0)
        }
      },
      plainBackward: { step in
        step.forEachUnitBack { unit in
          let (z, n, dh) = (unit[gate: 1], unit[gate: 2], unit[gradient: 0])
          let dn = dh * (1 - z) * (1 - n * n)
          let t = hasInputTanh ? unit[saved: 3, 0] : 0
          unit[gate: 2] = dn * (1 - t * t)
          unit[saved: 2, 0] = dn
          unit[gate: 1] = dh * (unit.before(0) - n) * z * (1 - z)
          unit[gradient: 0] = dh * z
        }
      })
  }
}
