/// The arithmetic of the tensor operations, on bare pointers. The operations themselves check the shapes.
///
/// `FastKernels` and `ReferenceKernels` implement it; the equations are in the latter.
public protocol KernelSet {
  associatedtype Element: Scalar
  associatedtype Packed: PackedStorage where Packed.Element == Element
  typealias Read = UnsafePointer<Element>
  typealias Write = UnsafeMutablePointer<Element>

  static func multiply(
    rows: Int, inputs: Int, outputs: Int, x: Read, weight: Read, transposed: Bool, y: Write, accumulate: Bool)
  static func multiplyOuter(
    rows: Int, m: Int, n: Int, a: Read, aColumns: Int, b: Read, w: Write, precision: ProductPrecision,
    accumulate: Bool)

  /// One step of the recurrent cell of that number.
  /// - Returns: false if there is no kernel here; the cell's plain twin then does it.
  static func cellForward(_ number: Int32, _ step: CellStep<Element>) -> Bool
  static func cellBackward(_ number: Int32, _ step: CellStep<Element>) -> Bool

  static func attentionForward(
    _ attention: AttentionRows<Element>, _ sources: UnsafePointer<Int32>, _ query: Tensor<Element>,
    _ weights: Tensor<Element>, _ context: Tensor<Element>)
  static func attentionBackward(
    _ attention: AttentionRows<Element>, _ sources: UnsafePointer<Int32>, _ query: Tensor<Element>,
    _ weights: Tensor<Element>, _ context: Tensor<Element>, _ gradients: AttentionGradients<Element>)

  static func softmaxCrossEntropy(
    rows: Int, columns: Int, logits: Write, bias: Read, targets: UnsafePointer<Int32>, smoothing: Element,
    scale: Element
  ) -> CrossEntropySum
  static func topCandidates(
    rows: Int, columns: Int, logits: Write, bias: Read, count: Int, ids: UnsafeMutablePointer<Int32>,
    logProbabilities: Write)

  static func add(count: Int, x: Read, y: Write)
  /// x becomes tanh(x).
  static func tanh(count: Int, x: Write)
  /// d *= 1 - y², for y = tanh(x).
  static func tanhBackward(count: Int, y: Read, d: Write)
  static func addColumnSums(rows: Int, columns: Int, x: Read, sums: Write)
  static func dropout(first: Int, count: Int, x: Read, y: Write, key: UInt64, probability: Element)
  static func gather(rows: Int, columns: Int, table: Read, ids: UnsafePointer<Int32>, y: Write)
  static func scatterAdd(rows: Int, columns: Int, x: Read, ids: UnsafePointer<Int32>, table: Write)

  static func quantizeRows(rows: Int, columns: Int, x: Read, y: UnsafeMutablePointer<Int8>, scales: Write)
  static func gatherQuantized(
    rows: Int, columns: Int, table: UnsafePointer<Int8>, scales: Read, ids: UnsafePointer<Int32>, y: Write)

  static func sumOfSquares(count: Int, x: Read) -> Double
  static func sgd(count: Int, values: Write, gradients: Read, factor: Element, shrink: Element)
  static func momentum(
    count: Int, values: Write, gradients: Read, velocity: Write, momentum: Element, step: DescentStep<Element>)
  static func scaledDescent(
    count: Int, values: Write, gradients: Read, squares: Write, keep: Element, add: Element, epsilon: Element,
    step: DescentStep<Element>)
  static func clamp(count: Int, x: Write, limit: Element)
  static func adam(count: Int, values: Write, gradients: Read, first: Write, second: Write, step: AdamStep<Element>)
}

/// A weight matrix laid out for products `y[rows, outputs] = x[rows, inputs] * packed`.
public protocol PackedStorage: AnyObject {
  associatedtype Element
  init(inputs: Int, outputs: Int, precision: ProductPrecision)
  /// Packs `weight`: `[inputs, outputs]`, or `[outputs, inputs]` if `transposed`.
  func fill(_ weight: UnsafePointer<Element>, transposed: Bool)
  /// Packs `weight` in int8, `[outputs, inputs]`; each row is multiplied by its scale.
  func fill(_ weight: UnsafePointer<Int8>, scales: UnsafePointer<Element>)
  /// See `Prefault`. Another thread may fill it meanwhile.
  func prefault()
  func multiply(rows: Int, x: UnsafePointer<Element>, y: UnsafeMutablePointer<Element>, accumulate: Bool)
}

/// Sums over rows of a cross entropy, in natural logarithms.
public struct CrossEntropySum: Equatable, Sendable {
  /// The negative log-likelihood of the true targets, from which perplexity is computed.
  public var negativeLogLikelihood: Double
  /// The loss with label smoothing, which training minimizes.
  public var smoothedLoss: Double

  public init(negativeLogLikelihood: Double = 0, smoothedLoss: Double = 0) {
    self.negativeLogLikelihood = negativeLogLikelihood
    self.smoothedLoss = smoothedLoss
  }

  public static func += (sum: inout CrossEntropySum, other: CrossEntropySum) {
    sum.negativeLogLikelihood += other.negativeLogLikelihood
    sum.smoothedLoss += other.smoothedLoss
  }
}

/// The numbers of one Adam update that are the same for all parameters (Kingma and Ba 2015, algorithm 1).
public struct AdamStep<Element: BinaryFloatingPoint & Sendable>: Sendable {
  /// The factor that gradients are multiplied by first, for clipping by norm.
  public var gradientFactor: Element
  public var beta1: Element
  public var beta2: Element
  /// learning rate / (1 - beta1^t)
  public var stepSize: Element
  public var epsilon: Element
  /// 1 / (1 - beta2^t)
  public var secondCorrection: Element
  /// Times the value, added to its gradient (L2).
  public var l2: Element
  /// Times the value, taken from it beside the step (Loshchilov and Hutter 2019).
  public var shrink: Element

  public init(
    gradientFactor: Element, beta1: Element, beta2: Element, stepSize: Element, epsilon: Element,
    secondCorrection: Element, l2: Element = 0, shrink: Element = 0
  ) {
    self.gradientFactor = gradientFactor
    self.beta1 = beta1
    self.beta2 = beta2
    self.stepSize = stepSize
    self.epsilon = epsilon
    self.secondCorrection = secondCorrection
    self.l2 = l2
    self.shrink = shrink
  }
}

/// The numbers of a step of descent that are the same for all parameters.
public struct DescentStep<Element: BinaryFloatingPoint & Sendable>: Sendable {
  /// The factor that gradients are multiplied by first, for clipping by norm.
  public var gradientFactor: Element
  public var learningRate: Element
  /// Times the value, added to its gradient (L2).
  public var l2: Element

  public init(gradientFactor: Element, learningRate: Element, l2: Element) {
    self.gradientFactor = gradientFactor
    self.learningRate = learningRate
    self.l2 = l2
  }
}
