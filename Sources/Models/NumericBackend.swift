import Tensors

/// The library and the instructions that a model's arithmetic runs on.
public enum NumericBackend {
  /// The version of the oneDNN library, such as `2.6.3`.
  public static var oneDNNVersion: String { NumericLibrary.oneDNNVersion }
  /// The instruction set that oneDNN uses here, such as `avx512_core_bf16`; `DNNL_MAX_CPU_ISA` caps it, and that of products in
  /// float32 with it.
  public static var instructionSet: String { NumericLibrary.instructionSet }
}
