internal import CKernels
internal import COneDNN

/// The instructions that products in float32 use. AVX2 and AVX-512 give the same bits.
enum ProductInstructions: Int32, CaseIterable {
  case generic, avx2, avx512

  /// The best that this processor has.
  static let best = ProductInstructions(rawValue: mt_product_instructions())!

  /// The best, but no newer than oneDNN's: what caps those (`DNNL_MAX_CPU_ISA`) caps these too.
  static let used: ProductInstructions = {
    let set = String(cString: mt_onednn_instruction_set())
    if set == "sse41" || set == "avx" { return .generic }
    return set.hasPrefix("avx2") ? min(best, .avx2) : best
  }()
}

extension ProductInstructions: Comparable {
  static func < (a: ProductInstructions, b: ProductInstructions) -> Bool { a.rawValue < b.rawValue }
}
