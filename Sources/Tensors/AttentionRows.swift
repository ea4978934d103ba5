/// Where the keys or the values of sources stand: position s of source b is a row of `columns` numbers.
public struct SourceTable<Element: Scalar>: @unchecked Sendable {
  /// The first position of each source.
  public let starts: [UnsafeMutablePointer<Element>]
  /// From one position to the next.
  public let stride: Int
  public let columns: Int

  public init(starts: [UnsafeMutablePointer<Element>], stride: Int, columns: Int) {
    self.starts = starts
    self.stride = stride
    self.columns = columns
  }

  /// Of sources side by side, `[S, B, N]`.
  public init(_ sequence: Tensor<Element>) {
    self.init(
      starts: (0..<sequence.rows).map { sequence.base + $0 * sequence.columns },
      stride: sequence.rows * sequence.columns, columns: sequence.columns)
  }
}

/// Attention of rows, each over the positions of its own source and no others: a row's result depends on its source alone.
/// For each head, and query, keys and values its part of the columns:
///
///     score_s = scale (query · key_s)                     Luong et al. 2015, "dot" and "general"
///     score_s = scale (vector · tanh(query + key_s))      Bahdanau et al. 2015; Luong et al. 2015, "concat"
///     a = softmax(score),  context = Σ_s a_s value_s
public struct AttentionRows<Element: Scalar> {
  public let heads: Int
  public let scale: Element
  /// The length of each source, 1 or more.
  public let lengths: [Int32]
  public let keys: SourceTable<Element>
  public let values: SourceTable<Element>
  /// `[key columns]`; nil for the product of query and key.
  public let vector: Tensor<Element>?
  /// The length of the longest source: the row of weights has room for it.
  public let longest: Int

  public init(
    heads: Int, scale: Element, lengths: [Int32], keys: SourceTable<Element>, values: SourceTable<Element>,
    vector: Tensor<Element>?
  ) {
    precondition(
      keys.columns % heads == 0 && values.columns % heads == 0 && vector.map { $0.columns == keys.columns } != false,
      "\(heads) heads of keys of \(keys.columns) and values of \(values.columns)")
    self.heads = heads
    self.scale = scale
    self.lengths = lengths
    self.keys = keys
    self.values = values
    self.vector = vector
    longest = lengths.reduce(0) { max($0, Int($1)) }
  }

  /// - Parameters:
  ///   - sources: the source of each row.
  ///   - query: `[R, key columns]`.
  ///   - weights: `[R, heads * longest]`, out.
  ///   - context: `[R, value columns]`, out.
  public func forward(
    _ sources: UnsafeBufferPointer<Int32>, query: Tensor<Element>, weights: Tensor<Element>, context: Tensor<Element>
  ) {
    check(sources, query, weights, context)
    guard let sources = sources.baseAddress else { return }
    Element.Kernels.attentionForward(self, sources, query, weights, context)
  }

  /// The way back: sets the gradient of the queries, and adds to those of keys, values and vector.
  public func backward(
    _ sources: UnsafeBufferPointer<Int32>, query: Tensor<Element>, weights: Tensor<Element>, context: Tensor<Element>,
    gradients: AttentionGradients<Element>
  ) {
    check(sources, query, weights, context)
    guard let sources = sources.baseAddress else { return }
    Element.Kernels.attentionBackward(self, sources, query, weights, context, gradients)
  }

  private func check(
    _ sources: UnsafeBufferPointer<Int32>, _ query: Tensor<Element>, _ weights: Tensor<Element>,
    _ context: Tensor<Element>
  ) {
    precondition(
      query.shape == Shape(sources.count, keys.columns) && context.shape == Shape(sources.count, values.columns)
        && weights.count >= sources.count * heads * longest,
      "attention of \(sources.count) rows with query \(query.shape), weights \(weights.shape), context \(context.shape)"
    )
  }
}

/// The gradients of attention: of the context, in, and of all that it came from.
public struct AttentionGradients<Element: Scalar> {
  public let context: Tensor<Element>
  public let query: Tensor<Element>
  public let keys: SourceTable<Element>
  public let values: SourceTable<Element>
  public let vector: Tensor<Element>?

  public init(
    context: Tensor<Element>, query: Tensor<Element>, keys: SourceTable<Element>, values: SourceTable<Element>,
    vector: Tensor<Element>?
  ) {
    self.context = context
    self.query = query
    self.keys = keys
    self.values = values
    self.vector = vector
  }
}

/// The plain twin.
extension ReferenceKernels {
  public static func attentionForward(
    _ attention: AttentionRows<Element>, _ sources: UnsafePointer<Int32>, _ query: Tensor<Element>,
    _ weights: Tensor<Element>, _ context: Tensor<Element>
  ) {
    let (keyWidth, valueWidth) = widths(attention)
    for row in 0..<query.rows {
      let source = Int(sources[row])
      let length = Int(attention.lengths[source])
      for head in 0..<attention.heads {
        let q = query.base + row * query.columns + head * keyWidth
        let a = weights.base + (row * attention.heads + head) * attention.longest
        let c = context.base + row * context.columns + head * valueWidth
        var largest = -Element.infinity
        for s in 0..<length {
          let key = attention.keys.starts[source] + s * attention.keys.stride + head * keyWidth
          var sum: Element = 0
          for i in 0..<keyWidth {
            let term = attention.vector.map {
              $0.base[head * keyWidth + i] * Element.hyperbolicTangent(q[i] + key[i])
            }
            sum += term ?? q[i] * key[i]
          }
          a[s] = attention.scale * sum
          largest = max(largest, a[s])
        }
        var total: Element = 0
        for s in 0..<length {
          a[s] = Element.exponential(a[s] - largest)
          total += a[s]
        }
        c.update(repeating: 0, count: valueWidth)
        for s in 0..<length {
          a[s] /= total
          let value = attention.values.starts[source] + s * attention.values.stride + head * valueWidth
          for i in 0..<valueWidth { c[i] += a[s] * value[i] }
        }
      }
    }
  }

  /// With da_s = dcontext · value_s and dscore_s = a_s (da_s - Σ a da):
  ///
  ///     dvalue_s += a_s dcontext
  ///     products:  dquery = scale Σ dscore_s key_s,  dkey_s += scale dscore_s query
  ///     vector:    t = tanh(query + key_s),  dvector += scale dscore_s t,
  ///                dquery and dkey_s gain scale dscore_s vector (1 - t²)
  public static func attentionBackward(
    _ attention: AttentionRows<Element>, _ sources: UnsafePointer<Int32>, _ query: Tensor<Element>,
    _ weights: Tensor<Element>, _ context: Tensor<Element>, _ gradients: AttentionGradients<Element>
  ) {
    let (keyWidth, valueWidth) = widths(attention)
    for row in 0..<query.rows {
      let source = Int(sources[row])
      for head in 0..<attention.heads {
        let q = query.base + row * query.columns + head * keyWidth
        let a = weights.base + (row * attention.heads + head) * attention.longest
        let c = context.base + row * context.columns + head * valueWidth
        let dc = gradients.context.base + row * context.columns + head * valueWidth
        let dq = gradients.query.base + row * query.columns + head * keyWidth
        dq.update(repeating: 0, count: keyWidth)
        var mean: Element = 0
        for i in 0..<valueWidth { mean += dc[i] * c[i] }
        for s in 0..<Int(attention.lengths[source]) {
          let key = attention.keys.starts[source] + s * attention.keys.stride + head * keyWidth
          let value = attention.values.starts[source] + s * attention.values.stride + head * valueWidth
          let dk = gradients.keys.starts[source] + s * attention.keys.stride + head * keyWidth
          let dv = gradients.values.starts[source] + s * attention.values.stride + head * valueWidth
          var da: Element = 0
          for i in 0..<valueWidth {
            da += dc[i] * value[i]
            dv[i] += a[s] * dc[i]
          }
          let ds = attention.scale * a[s] * (da - mean)
          for i in 0..<keyWidth {
            guard let vector = attention.vector, let dVector = gradients.vector else {
              dq[i] += ds * key[i]
              dk[i] += ds * q[i]
              continue
            }
            let place = head * keyWidth + i
            let t = Element.hyperbolicTangent(q[i] + key[i])
            let d = ds * vector.base[place] * (1 - t * t)
            dVector.base[place] += ds * t
            dq[i] += d
            dk[i] += d
          }
        }
      }
    }
  }

  private static func widths(_ attention: AttentionRows<Element>) -> (keys: Int, values: Int) {
    (attention.keys.columns / attention.heads, attention.values.columns / attention.heads)
  }
}
