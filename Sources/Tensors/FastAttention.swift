internal import CKernels

extension FastKernels {
  public static func attentionForward(
    _ attention: AttentionRows<Float>, _ sources: UnsafePointer<Int32>, _ query: Tensor<Float>,
    _ weights: Tensor<Float>, _ context: Tensor<Float>
  ) {
    withNumbers(of: attention, sources, query, weights, context) { mt_attention_forward($0) }
  }

  public static func attentionBackward(
    _ attention: AttentionRows<Float>, _ sources: UnsafePointer<Int32>, _ query: Tensor<Float>,
    _ weights: Tensor<Float>, _ context: Tensor<Float>, _ gradients: AttentionGradients<Float>
  ) {
    precondition(
      gradients.keys.stride == attention.keys.stride && gradients.values.stride == attention.values.stride,
      "gradients are laid out as what they are of")
    withNumbers(of: attention, sources, query, weights, context) { numbers in
      gradients.keys.starts.withUnsafeBufferPointer { keys in
        gradients.values.starts.withUnsafeBufferPointer { values in
          mt_attention_backward(
            numbers, gradients.context.base, gradients.query.base, keys.baseAddress!, values.baseAddress!,
            gradients.vector?.base)
        }
      }
    }
  }

  private static func withNumbers(
    of attention: AttentionRows<Float>, _ sources: UnsafePointer<Int32>, _ query: Tensor<Float>,
    _ weights: Tensor<Float>, _ context: Tensor<Float>, _ body: (UnsafePointer<mt_attention>) -> Void
  ) {
    attention.lengths.withUnsafeBufferPointer { lengths in
      attention.keys.starts.withUnsafeBufferPointer { keys in
        attention.values.starts.withUnsafeBufferPointer { values in
          var numbers = mt_attention(
            rows: Int64(query.rows), heads: Int64(attention.heads), key_columns: Int64(attention.keys.columns),
            value_columns: Int64(attention.values.columns), longest: Int64(attention.longest),
            key_stride: Int64(attention.keys.stride), value_stride: Int64(attention.values.stride), sources: sources,
            lengths: lengths.baseAddress!, keys: keys.baseAddress!, values: values.baseAddress!,
            vector: attention.vector.map { UnsafePointer($0.base) }, query: query.base, weights: weights.base,
            context: context.base, scale: attention.scale)
          body(&numbers)
        }
      }
    }
  }
}
