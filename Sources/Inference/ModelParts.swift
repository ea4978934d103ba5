import Models

extension ModelBundle {
  /// The parts of the network, in order, each with how many values it has learned: `encoder.embedding`,
  /// `encoder.layers`, …
  public var parts: [(name: String, parameters: Int)] {
    var parts: [(name: String, parameters: Int)] = []
    for parameter in network.parameters.parameters {
      let words = parameter.name.split(separator: ".")
      let name = words.prefix(words.first == "output" ? 1 : 2).joined(separator: ".")
      if parts.last?.name != name { parts.append((name, 0)) }
      parts[parts.count - 1].parameters += parameter.shape.count
    }
    return parts
  }
}
