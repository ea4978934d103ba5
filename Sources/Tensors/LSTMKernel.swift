/// The gates that an LSTM has. Their order is i, f, g, o, without what a variant lacks.
public enum LSTMGates: Int32, Sendable {
  case all
  /// No input gate: i = 1 - f.
  case coupled
  /// No forget gate: f = 1.
  case withoutForget

  public var hasInput: Bool { self != .coupled }
  public var hasForget: Bool { self != .withoutForget }
  /// Those that decide what is kept and what comes in.
  public var cellGates: Int { (hasInput ? 1 : 0) + (hasForget ? 1 : 0) }
}

/// How an LSTM's gates see its cell, and for full matrices the part of the step: up to the cell, or from there on.
public enum LSTMPeepholes: Int32, Sendable {
  case none, diagonal, fullUpToCell, fullFromCell
}

/// The plain twin of the LSTM's kernels. Slot 0 is h and slot 1 is c; vector 0 is the bias.
///
/// Diagonal peepholes are vector 1, those of i, f and o, and block 0 has their gradients in each row. For full ones block 0 has
/// the products of i and f with c, and block 1 that of o with c'.
extension CellKernel {
  public static var lstm: CellKernel { lstm(.all, .none) }

  public static func lstm(_ gates: LSTMGates, _ peepholes: LSTMPeepholes) -> CellKernel {
    let variant = LSTMVariant(gates: gates, peepholes: peepholes)
    return CellKernel(
      number: gates == .all && peepholes == .none ? 0 : 5 + gates.rawValue + 3 * peepholes.rawValue,
      plainForward: { variant.forward($0) }, plainBackward: { variant.backward($0) })
  }
}

private struct LSTMVariant: Sendable {
  let gates: LSTMGates
  let peepholes: LSTMPeepholes

  private var f: Int { gates.hasInput ? 1 : 0 }
  private var g: Int { gates.cellGates }
  private var o: Int { gates.cellGates + 1 }

  /// From the products W x + U h in `gates`:
  ///
  ///     i = σ(.), f = σ(.), g = tanh(.), o = σ(.)    each with its bias; i and f with p c, o with p c'
  ///     c' = f c + i g
  ///     h' = o tanh(c')
  func forward<Element>(_ step: CellStep<Element>) {
    step.forEachUnit { unit in
      /// - Parameter part: the gate's among the peepholes.
      func gate(_ gate: Int, part: Int, cell: Element) -> Element {
        var sum = unit[gate: gate] + unit.vector(0, gate)
        switch peepholes {
        case .none: break
        case .diagonal: sum += unit.vector(1, part) * cell
        case .fullUpToCell: sum += unit[saved: 0, part]
        case .fullFromCell: sum += unit[saved: 1, 0]
        }
        unit[gate: gate] = CellUnit<Element>.sigmoid(sum)
        return unit[gate: gate]
      }
      if peepholes != .fullFromCell {
        let before = unit.before(1)
        let forget = gates.hasForget ? gate(f, part: f, cell: before) : 1
        let input = gates.hasInput ? gate(0, part: 0, cell: before) : 1 - forget
        unit[gate: g] = CellUnit<Element>.tanh(unit[gate: g] + unit.vector(0, g))
        unit[after: 1] = forget * before + input * unit[gate: g]
      }
      if peepholes != .fullUpToCell {
        let output = gate(o, part: gates.cellGates, cell: unit[after: 1])
        unit[after: 0] = output * CellUnit<Element>.tanh(unit[after: 1])
      }
    }
  }

  /// From the gradients dh and dc of the state after the step:
  ///
  ///     do = dh tanh(c') o (1 - o)
  ///     dc = dc + dh o (1 - tanh²(c')) + p_o do
  ///     di = dc g i (1 - i),  df = dc c f (1 - f),  dg = dc i (1 - g²);  where i = 1 - f:  df = dc (c - g) f (1 - f)
  ///     the gradient of c = dc f + p_i di + p_f df; that of h comes through the product with U alone
  ///
  /// With full peepholes the terms with p are products, which are not made here.
  func backward<Element>(_ step: CellStep<Element>) {
    step.forEachUnitBack { unit in
      /// The gradient of a gate's sum, and what it adds to the gradient of the cell it sees.
      func set(_ gate: Int, _ gradient: Element, part: Int, cell: Element) -> Element {
        unit[gate: gate] = gradient
        switch peepholes {
        case .none: return 0
        case .diagonal:
          unit[saved: 0, part] = gradient * cell
          return gradient * unit.vector(1, part)
        case .fullUpToCell: unit[saved: 0, part] = gradient
        case .fullFromCell: unit[saved: 1, 0] = gradient
        }
        return 0
      }
      if peepholes != .fullUpToCell {
        let (cell, output, dh) = (unit[after: 1], unit[gate: o], unit[gradient: 0])
        let t = CellUnit<Element>.tanh(cell)
        unit[gradient: 1] += dh * output * (1 - t * t)
        unit[gradient: 1] += set(o, dh * t * output * (1 - output), part: gates.cellGates, cell: cell)
        unit[gradient: 0] = 0
      }
      if peepholes != .fullFromCell {
        let (cell, candidate, dc) = (unit.before(1), unit[gate: g], unit[gradient: 1])
        let forget = gates.hasForget ? unit[gate: f] : 1
        let input = gates.hasInput ? unit[gate: 0] : 1 - forget
        var back = dc * forget
        if gates.hasInput { back += set(0, dc * candidate * input * (1 - input), part: 0, cell: cell) }
        if gates.hasForget {
          let difference = gates.hasInput ? cell : cell - candidate
          back += set(f, dc * difference * forget * (1 - forget), part: f, cell: cell)
        }
        unit[gate: g] = dc * input * (1 - candidate * candidate)
        unit[gradient: 1] = back
      }
    }
  }
}
