import Basics
import FoundationEssentials
import Layers
import Models

/// What PyTorch makes of small models: scripts/goldens/parity.json.
struct ParityGoldens: Decodable {
  struct Case: Decodable {
    var configuration: ModelConfiguration
    var sources: [[TokenID]]
    var targets: [[TokenID]]
    /// `Float`, by the parameter's name.
    var values: [String: Data]
    /// Numbers in `Float`.
    var float32: Results
    /// Numbers in `Double`.
    var float64: Results

    var pairs: IDPairs { IDPairs(sources: sources, targets: targets) }

    /// A model with the values of the case.
    func network<Element>() -> EncoderDecoder<Element> {
      let network = EncoderDecoder<Element>(configuration, training: true)
      for parameter in network.parameters.parameters {
        let numbers: [Float] = values[parameter.name]?.numbers() ?? []
        parameter.values.copy(from: numbers.map { Element($0) })
      }
      network.parameters.pack()
      return network
    }
  }

  struct Results: Decodable {
    /// Of each target's ids and its end, target after target.
    var logProbabilities: Data
    /// With label smoothing, a mean over the target tokens.
    var loss: Double
    var gradients: [String: Data]
    /// The parameters' values after the updates.
    var updated: [String: Data]
  }

  var smoothing: Double
  var learningRate: Double
  var updates: Int
  var cases: [Case]

  static func read() throws -> ParityGoldens {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    return try JSONDecoder().decode(
      ParityGoldens.self, from: Data(AtomicFile.read(root + "/scripts/goldens/parity.json")))
  }
}

extension Data {
  /// The numbers that stand here one behind the other, little end first.
  func numbers<Number>() -> [Number] {
    withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: MemoryLayout<Number>.size).map {
        bytes.loadUnaligned(fromByteOffset: $0, as: Number.self)
      }
    }
  }
}
