/// Layer normalization of one row (Ba et al. 2016), for the plain twins.
enum RowNormalization<Element: Scalar> {
  typealias Numbers = UnsafeMutablePointer<Element>

  /// Inside of the square root.
  static var epsilon: Element { 1e-5 }

  /// y = (x - mean) / σ, which may be in place, for σ² = the variance + ε.
  /// - Returns: 1 / σ.
  static func forward(_ count: Int, _ x: Numbers, _ y: Numbers) -> Element {
    let mean = (0..<count).reduce(0) { $0 + x[$1] } / Element(count)
    let variance = (0..<count).reduce(0) { $0 + (x[$1] - mean) * (x[$1] - mean) } / Element(count)
    let factor = 1 / (variance + epsilon).squareRoot()
    for j in 0..<count { y[j] = (x[j] - mean) * factor }
    return factor
  }

  /// From the gradient d of gain · y, in which case u = d · gain is that of y:
  ///
  ///     dx = (u - mean(u) - y mean(u y)) / σ
  ///
  /// - Parameters:
  ///   - factor: 1 / σ.
  ///   - products: become d · y, whose sums over rows are the gradient of the gain; they may be y.
  ///   - dx: may be y.
  ///   - adds: whether dx is added.
  static func backward(
    _ count: Int, _ d: Numbers, gain: Numbers, y: Numbers, factor: Element, products: Numbers, dx: Numbers,
    adds: Bool = false
  ) {
    let mean = (0..<count).reduce(0) { $0 + d[$1] * gain[$1] } / Element(count)
    let slope = (0..<count).reduce(0) { $0 + d[$1] * gain[$1] * y[$1] } / Element(count)
    for j in 0..<count {
      let (value, u) = (y[j], (d[j] * gain[j] - mean - y[j] * slope) * factor)
      dx[j] = adds ? dx[j] + u : u
      products[j] = d[j] * value
    }
  }
}

extension CellStep {
  /// Row `row` of a block that is kept.
  func savedRow(_ block: Int, _ row: Int) -> UnsafeMutablePointer<Element> {
    saved[block].base + row * saved[block].columns
  }

  func gateRow(_ row: Int) -> UnsafeMutablePointer<Element> { gates.base + row * gates.columns }
}
