/// The plain twin of every kernel, for any scalar: it states the equations, serves `Double` in the gradient tests, and is
/// what the fast kernels are tested against.
public enum ReferenceKernels<Element: Scalar>: KernelSet {
  public typealias Packed = PlainPacked<Element>
  public typealias Read = UnsafePointer<Element>
  public typealias Write = UnsafeMutablePointer<Element>

  /// y[r, o] = Σ_i x[r, i] W[i, o], added to y where `accumulate`. `weight` is W, or where `transposed` Wᵀ `[outputs, inputs]`.
  public static func multiply(
    rows: Int, inputs: Int, outputs: Int, x: Read, weight: Read, transposed: Bool, y: Write, accumulate: Bool
  ) {
    for r in 0..<rows {
      for o in 0..<outputs {
        var sum = accumulate ? y[r * outputs + o] : 0
        for i in 0..<inputs {
          sum += x[r * inputs + i] * (transposed ? weight[o * inputs + i] : weight[i * outputs + o])
        }
        y[r * outputs + o] = sum
      }
    }
  }

  /// w[m, n] = Σ_r a[r, m] b[r, n], added to w where `accumulate`; a row of a is `aColumns` long.
  public static func multiplyOuter(
    rows: Int, m: Int, n: Int, a: Read, aColumns: Int, b: Read, w: Write, precision: ProductPrecision,
    accumulate: Bool
  ) {
    if !accumulate { w.update(repeating: 0, count: m * n) }
    for r in 0..<rows {
      for i in 0..<m {
        let factor = a[r * aColumns + i]
        for j in 0..<n {
          let product = factor * b[r * n + j]
          w[i * n + j] += product
        }
      }
    }
  }

  /// Each cell states its equations in a file of its own (`LSTMKernel.swift` and others).
  public static func cellForward(_ number: Int32, _ step: CellStep<Element>) -> Bool { false }
  public static func cellBackward(_ number: Int32, _ step: CellStep<Element>) -> Bool { false }

  /// Cross entropy against q = (1 - ε) onehot(target) + ε / V (label smoothing, Szegedy et al. 2016). `logits` becomes the
  /// gradient scale · (softmax(logits + bias) - q).
  public static func softmaxCrossEntropy(
    rows: Int, columns: Int, logits: Write, bias: Read, targets: UnsafePointer<Int32>, smoothing: Element,
    scale: Element
  ) -> CrossEntropySum {
    var sum = CrossEntropySum()
    for r in 0..<rows {
      let row = logits + r * columns
      let target = Int(targets[r])
      var largest = -Element.infinity
      for v in 0..<columns {
        row[v] += bias[v]
        largest = max(largest, row[v])
      }
      var total: Element = 0
      var shifted: Element = 0
      for v in 0..<columns {
        total += Element.exponential(row[v] - largest)
        shifted += row[v] - largest
      }
      let logTotal = Element.logarithm(total)
      let likelihood = logTotal - (row[target] - largest)
      let mean = logTotal - shifted / Element(columns)
      sum.negativeLogLikelihood += Double(likelihood)
      sum.smoothedLoss += Double((1 - smoothing) * likelihood + smoothing * mean)
      for v in 0..<columns {
        let probability = Element.exponential(row[v] - largest) / total
        let q = smoothing / Element(columns) + (v == target ? 1 - smoothing : 0)
        row[v] = scale * (probability - q)
      }
    }
    return sum
  }

  /// The `count` most probable columns of softmax(logits + bias) in each row, best first, among equals the lower id; a bias
  /// of -∞ takes a column out. Places that no column fills hold id -1 and -∞. `logits` becomes logits + bias.
  public static func topCandidates(
    rows: Int, columns: Int, logits: Write, bias: Read, count: Int, ids: UnsafeMutablePointer<Int32>,
    logProbabilities: Write
  ) {
    for r in 0..<rows {
      let row = logits + r * columns
      for v in 0..<columns { row[v] += bias[v] }
      let largest = (0..<columns).reduce(-Element.infinity) { max($0, row[$1]) }
      var total: Element = 0
      for v in 0..<columns { total += Element.exponential(row[v] - largest) }
      let logTotal = Element.logarithm(total)
      let allowed = (0..<columns).filter { row[$0] > -Element.infinity }
      let order = allowed.sorted { row[$0] != row[$1] ? row[$0] > row[$1] : $0 < $1 }
      for k in 0..<count {
        let at = r * count + k
        ids[at] = k < order.count ? Int32(order[k]) : -1
        logProbabilities[at] = k < order.count ? row[order[k]] - largest - logTotal : -Element.infinity
      }
    }
  }

  public static func add(count: Int, x: Read, y: Write) {
    for i in 0..<count { y[i] += x[i] }
  }

  public static func tanh(count: Int, x: Write) {
    for i in 0..<count { x[i] = Element.hyperbolicTangent(x[i]) }
  }

  public static func tanhBackward(count: Int, y: Read, d: Write) {
    for i in 0..<count { d[i] *= 1 - y[i] * y[i] }
  }

  public static func addColumnSums(rows: Int, columns: Int, x: Read, sums: Write) {
    for r in 0..<rows {
      for c in 0..<columns { sums[c] += x[r * columns + c] }
    }
  }

  /// y = x / (1 - p) where a hash of (key, position) says "keep", else 0 (inverted dropout, Srivastava et al. 2014).
  public static func dropout(first: Int, count: Int, x: Read, y: Write, key: UInt64, probability: Element) {
    let low = UInt32(truncatingIfNeeded: key)
    let high = UInt32(truncatingIfNeeded: key >> 32)
    let threshold = Int32(Double(probability) * 16_777_216)
    for i in 0..<count {
      let draw = Int32(mix(mix(UInt32(truncatingIfNeeded: first + i) ^ low) &+ high) >> 8)
      y[i] = draw >= threshold ? x[i] * (1 / (1 - probability)) : 0
    }
  }

  private static func mix(_ value: UInt32) -> UInt32 {
    var x = value
    x ^= x >> 16
    x &*= 0x7feb_352d
    x ^= x >> 15
    x &*= 0x846c_a68b
    x ^= x >> 16
    return x
  }

  public static func gather(rows: Int, columns: Int, table: Read, ids: UnsafePointer<Int32>, y: Write) {
    for r in 0..<rows {
      for c in 0..<columns { y[r * columns + c] = table[Int(ids[r]) * columns + c] }
    }
  }

  public static func scatterAdd(rows: Int, columns: Int, x: Read, ids: UnsafePointer<Int32>, table: Write) {
    for r in 0..<rows {
      for c in 0..<columns { table[Int(ids[r]) * columns + c] += x[r * columns + c] }
    }
  }

  /// Symmetric quantization of each row by itself (Wu et al. 2020, arXiv 2004.09602, section 3): scale = max |x| / 127, and
  /// y = x / scale to the nearest integer, ties to even. A row whose largest magnitude is below 2^-100 becomes zeros.
  /// A scale is not finite where a number of its row is not.
  public static func quantizeRows(rows: Int, columns: Int, x: Read, y: UnsafeMutablePointer<Int8>, scales: Write) {
    for r in 0..<rows {
      let row = UnsafeBufferPointer(start: x + r * columns, count: columns)
      let largest = row.reduce(0) { $0.isNaN || $1.isNaN ? .nan : max($0, abs($1)) }
      let isZero = largest < Element(sign: .plus, exponent: -100, significand: 1)
      scales[r] = isZero ? 0 : largest / 127
      let inverse = isZero ? 0 : 127 / largest
      for c in 0..<columns {
        let scaled = (row[c] * inverse).rounded(.toNearestOrEven)
        y[r * columns + c] = Int8(scaled.isNaN ? -127 : max(-127, min(127, scaled)))
      }
    }
  }

  /// Row r of y = scales[id] · row id of the table, for id = ids[r].
  public static func gatherQuantized(
    rows: Int, columns: Int, table: UnsafePointer<Int8>, scales: Read, ids: UnsafePointer<Int32>, y: Write
  ) {
    for r in 0..<rows {
      let id = Int(ids[r])
      for c in 0..<columns { y[r * columns + c] = Element(table[id * columns + c]) * scales[id] }
    }
  }

  /// y[r, o] = (accumulate ? y[r, o] : 0) + (Σ_i q[r, i] weight[o, i]) · (s[r] · scales[o]), where q and s are the rows of x
  /// quantized. The sum is an exact integer.
  static func multiplyQuantized(
    rows: Int, inputs: Int, outputs: Int, x: Read, weight: UnsafePointer<Int8>, scales: Read, y: Write,
    accumulate: Bool
  ) {
    var quantized = [Int8](repeating: 0, count: inputs)
    var scale: Element = 0
    for r in 0..<rows {
      quantizeRows(rows: 1, columns: inputs, x: x + r * inputs, y: &quantized, scales: &scale)
      for o in 0..<outputs {
        let sum = (0..<inputs).reduce(0) { $0 + Int(quantized[$1]) * Int(weight[o * inputs + $1]) }
        let product = Element(sum) * (scale * scales[o])
        y[r * outputs + o] = accumulate ? y[r * outputs + o] + product : product
      }
    }
  }

  public static func sumOfSquares(count: Int, x: Read) -> Double {
    (0..<count).reduce(0) { $0 + Double(x[$1]) * Double(x[$1]) }
  }

  /// θ -= α g + λ θ.
  public static func sgd(count: Int, values: Write, gradients: Read, factor: Element, shrink: Element) {
    for i in 0..<count { values[i] = values[i] - factor * gradients[i] - shrink * values[i] }
  }

  /// v = μ v + g,  θ -= α v   (Polyak 1964, in the form of Sutskever et al. 2013 without look-ahead)
  public static func momentum(
    count: Int, values: Write, gradients: Read, velocity: Write, momentum: Element, step: DescentStep<Element>
  ) {
    for i in 0..<count {
      velocity[i] = momentum * velocity[i] + step.gradient(gradients[i], at: values[i])
      values[i] -= step.learningRate * velocity[i]
    }
  }

  /// s = keep s + add g²,  θ -= α g / (√s + ε)
  public static func scaledDescent(
    count: Int, values: Write, gradients: Read, squares: Write, keep: Element, add: Element, epsilon: Element,
    step: DescentStep<Element>
  ) {
    for i in 0..<count {
      let gradient = step.gradient(gradients[i], at: values[i])
      squares[i] = keep * squares[i] + add * gradient * gradient
      values[i] -= step.learningRate * gradient / (squares[i].squareRoot() + epsilon)
    }
  }

  /// m = β1 m + (1 - β1) g,  v = β2 v + (1 - β2) g²,  θ -= α m̂ / (√v̂ + ε)   (Kingma and Ba 2015)
  public static func adam(
    count: Int, values: Write, gradients: Read, first: Write, second: Write, step: AdamStep<Element>
  ) {
    for i in 0..<count {
      let gradient = gradients[i] * step.gradientFactor + step.l2 * values[i]
      first[i] = step.beta1 * first[i] + (1 - step.beta1) * gradient
      second[i] = step.beta2 * second[i] + (1 - step.beta2) * gradient * gradient
      let deviation = (second[i] * step.secondCorrection).squareRoot()
      values[i] = values[i] - step.shrink * values[i] - step.stepSize * first[i] / (deviation + step.epsilon)
    }
  }

  public static func clamp(count: Int, x: Write, limit: Element) {
    for i in 0..<count { x[i] = x[i] > limit ? limit : x[i] < -limit ? -limit : x[i] }
  }
}

extension DescentStep {
  fileprivate func gradient(_ gradient: Element, at value: Element) -> Element {
    gradient * gradientFactor + l2 * value
  }
}
