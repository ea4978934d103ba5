import Basics
import Tensors

/// A table of vectors, one for each piece: y = E[id].
public struct Embedding<Element: Scalar>: Sendable {
  /// `[V, E]`.
  public let weight: Parameter<Element>

  public init(_ name: String, vocabularySize: Int, size: Int, in store: ParameterStore<Element>) {
    weight = store.table(name + ".weight", rows: vocabularySize, columns: size)
  }

  /// - Parameter ids: T * B, time-major.
  /// - Returns: `[T, B, E]`.
  public func forward(
    _ ids: [TokenID], steps: Int, count: Int, workspace: Workspace<Element>
  ) -> Tensor<Element> {
    let output = workspace.tensor(Shape(steps, count, weight.shape.columns))
    ids.withUnsafeBufferPointer { ids in
      if let rows = weight.quantized { rows.gather(ids, into: output) } else { output.gather(ids, from: weight.values) }
    }
    return output
  }

  /// The same, with the way back: dE[id] += dy.
  public func run(
    _ ids: [TokenID], steps: Int, count: Int, on recording: Recording<Element>
  ) -> Variable<Element> {
    let output = Variable(forward(ids, steps: steps, count: count, workspace: recording.workspace))
    recording.onTheWayBack { tape in
      if let gradient = output.gradient { tape.addRows(of: gradient, ids: ids, to: weight) }
    }
    return output
  }
}
