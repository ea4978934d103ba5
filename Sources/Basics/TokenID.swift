/// The number of a piece in a vocabulary.
public typealias TokenID = Int32
