/// The plain twin of the kernels of Elman's cell. The gate is the sum, then the output; slot 0 is h; vector 0 is the bias.
extension CellKernel {
  public static var elmanTanh: CellKernel {
    CellKernel(
      number: 1, plainForward: { elmanForward($0) { CellUnit<Element>.tanh($0) } },
      plainBackward: { elmanBackward($0) { 1 - $0 * $0 } })
  }

  public static var elmanReLU: CellKernel {
    CellKernel(
      number: 2, plainForward: { elmanForward($0) { max(0, $0) } },
      plainBackward: { elmanBackward($0) { $0 > 0 ? 1 : 0 } })
  }

  /// From the product W x + U h: h' = activation(. + b).
  private static func elmanForward(_ step: CellStep<Element>, _ activation: (Element) -> Element) {
    step.forEachUnit { unit in
      let h = activation(unit[gate: 0] + unit.vector(0))
      unit[gate: 0] = h
      unit[after: 0] = h
    }
  }

  /// From the gradient dh: that of the sum is dh times the slope, which follows from h'.
  private static func elmanBackward(_ step: CellStep<Element>, _ slope: (Element) -> Element) {
    step.forEachUnitBack { unit in
      unit[gate: 0] = unit[gradient: 0] * slope(unit[gate: 0])
      unit[gradient: 0] = 0
    }
  }
}
