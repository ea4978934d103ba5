/// The plain twin of the kernels of the NAS cell. Eight gates; slots are h and c; vector 0 is the bias. Block 0 is U h, and on the
/// way back the gradient of that.
extension CellKernel {
  public static var nas: CellKernel {
    CellKernel(number: 22, plainForward: nasForward, plainBackward: nasBackward)
  }

  /// What both ways compute from the first layer a0 to a7 and the cell c:
  ///
  ///     s0 = tanh(a0 a1), s1 = tanh(a2 + a3), s2 = tanh(a4 a5), s3 = σ(a6 + a7)
  ///     q = tanh(s0 + c), e = tanh(s2 + s3)
  private struct Layers {
    let s: [Element]
    let q: Element
    let e: Element

    init(_ a: [Element], cell: Element) {
      typealias Unit = CellUnit<Element>
      s = [Unit.tanh(a[0] * a[1]), Unit.tanh(a[2] + a[3]), Unit.tanh(a[4] * a[5]), Unit.sigmoid(a[6] + a[7])]
      q = Unit.tanh(s[0] + cell)
      e = Unit.tanh(s[2] + s[3])
    }
  }

  /// From x_k, the products W_k x in `gates`, and u_k = U_k h + b_k:
  ///
  ///     a0, a2, a5, a7 = σ(x + u),  a4, a6 = tanh(x + u),  a1 = max(0, x + u),  a3 = max(0, x u)
  ///     c' = q s1
  ///     h' = tanh(c' e)
  private static func nasForward(_ step: CellStep<Element>) {
    step.forEachUnit { unit in
      var a = (0..<8).map { gate in
        let sum = unit[gate: gate] + unit[saved: 0, gate] + unit.vector(0, gate)
        return switch gate {
        case 1: max(0, sum)
        case 4, 6: CellUnit<Element>.tanh(sum)
        default: CellUnit<Element>.sigmoid(sum)
        }
      }
      unit[saved: 0, 3] += unit.vector(0, 3)
      a[3] = max(0, unit[gate: 3] * unit[saved: 0, 3])
      let layers = Layers(a, cell: unit.before(1))
      for gate in 0..<8 where gate != 3 { unit[gate: gate] = a[gate] }
      unit[after: 1] = layers.q * layers.s[1]
      unit[after: 0] = CellUnit<Element>.tanh(unit[after: 1] * layers.e)
    }
  }

  /// The chain rule, layer by layer. The gradient of c comes through q alone, and that of h through the product with U.
  private static func nasBackward(_ step: CellStep<Element>) {
    step.forEachUnitBack { unit in
      let (x3, u3) = (unit[gate: 3], unit[saved: 0, 3])
      var a = (0..<8).map { unit[gate: $0] }
      a[3] = max(0, x3 * u3)
      let layers = Layers(a, cell: unit.before(1))
      let (s, q, e) = (layers.s, layers.q, layers.e)
      let (h, c) = (unit[after: 0], unit[after: 1])
      let dProduct = unit[gradient: 0] * (1 - h * h)
      let dc = unit[gradient: 1] + dProduct * e
      let de = dProduct * c * (1 - e * e)
      let dq = dc * s[1] * (1 - q * q)
      let ds = [
        dq * (1 - s[0] * s[0]), dc * q * (1 - s[1] * s[1]), de * (1 - s[2] * s[2]), de * s[3] * (1 - s[3]),
      ]
      let d3 = a[3] > 0 ? ds[1] : 0
      var sums = [Element](repeating: 0, count: 8)
      sums[0] = ds[0] * a[1] * a[0] * (1 - a[0])
      sums[1] = a[1] > 0 ? ds[0] * a[0] : 0
      sums[2] = ds[1] * a[2] * (1 - a[2])
      sums[4] = ds[2] * a[5] * (1 - a[4] * a[4])
      sums[5] = ds[2] * a[4] * a[5] * (1 - a[5])
      sums[6] = ds[3] * (1 - a[6] * a[6])
      sums[7] = ds[3] * a[7] * (1 - a[7])
      for gate in 0..<8 {
        unit[gate: gate] = gate == 3 ? d3 * u3 : sums[gate]
        unit[saved: 0, gate] = gate == 3 ? d3 * x3 : sums[gate]
      }
      unit[gradient: 1] = dq
      unit[gradient: 0] = 0
    }
  }
}
