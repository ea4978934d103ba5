import Glibc

/// The element type of tensors: `Float` computes on the C kernels and oneDNN, `Double` on the plain twins, for tests.
public protocol Scalar: BinaryFloatingPoint, Sendable {
  associatedtype Kernels: KernelSet where Kernels.Element == Self

  static func exponential(_ x: Self) -> Self
  static func hyperbolicTangent(_ x: Self) -> Self
  static func logarithm(_ x: Self) -> Self
}

extension Float: Scalar {
  public typealias Kernels = FastKernels
  public static func exponential(_ x: Float) -> Float { expf(x) }
  public static func hyperbolicTangent(_ x: Float) -> Float { tanhf(x) }
  public static func logarithm(_ x: Float) -> Float { logf(x) }
}

extension Double: Scalar {
  public typealias Kernels = ReferenceKernels<Double>
  public static func exponential(_ x: Double) -> Double { exp(x) }
  public static func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
  public static func logarithm(_ x: Double) -> Double { log(x) }
}
