import Corpus

extension DropTally {
  /// The notice of training about the pairs that it leaves out.
  func summary(maxSourceTokens: Int) -> String {
    var reasons: [String] = []
    if self[.length] > 0 {
      reasons.append(
        "\(grouped(self[.length])) with a side that is empty or too long (text.maxSourceTokens = \(maxSourceTokens), twice "
          + "that in the target)")
    }
    if self[.heldOut] > 0 {
      reasons.append("\(grouped(self[.heldOut])) found in a validation or test corpus, exactly or nearly")
    }
    return "Left out so far: \(reasons.joined(separator: "; "))"
  }
}
