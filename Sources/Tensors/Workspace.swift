/// An arena for the tensors of one update or one translation: taking one is an addition, `reset` gives all back at once.
/// After the first, largest use it allocates no more. One thread at a time.
public final class Workspace<Element: Scalar>: @unchecked Sendable {
  private var blocks: [UnsafeMutableRawBufferPointer] = []
  private var used = 0
  private var usedInFullBlocks = 0
  private var mostUsed = 0

  public init() {}

  deinit { for block in blocks { AlignedMemory.free(block.baseAddress!) } }

  /// Numbers of no particular value, aligned to 64 bytes.
  public func tensor(_ shape: Shape) -> Tensor<Element> {
    let bytes = roundedUp(max(1, shape.count) * MemoryLayout<Element>.stride)
    if blocks.isEmpty || used + bytes > blocks[blocks.count - 1].count {
      usedInFullBlocks += used
      blocks.append(Self.block(max(bytes, 1 << 20)))
      used = 0
    }
    let base = blocks[blocks.count - 1].baseAddress! + used
    used += bytes
    mostUsed = max(mostUsed, usedInFullBlocks + used)
    return Tensor(base: base.bindMemory(to: Element.self, capacity: shape.count), shape: shape)
  }

  public func zeros(_ shape: Shape) -> Tensor<Element> {
    let tensor = tensor(shape)
    tensor.fill(0)
    return tensor
  }

  /// Runs `body` and gives back what it took, where that lies in the newest block (always, once the arena is warm).
  public func temporary<Result>(_ body: () throws -> Result) rethrows -> Result {
    let block = blocks.count
    let before = used
    defer { if blocks.count == block { used = before } }
    return try body()
  }

  /// Gives everything back. If more than one block was needed, one that holds all takes their place, with a little to spare.
  public func reset() {
    if blocks.count > 1 {
      let needed = roundedUp(mostUsed / 8 * 9)
      for block in blocks { AlignedMemory.free(block.baseAddress!) }
      blocks = [Self.block(needed)]
    }
    used = 0
    usedInFullBlocks = 0
  }

  public var byteCount: Int { blocks.reduce(0) { $0 + $1.count } }

  private static func block(_ byteCount: Int) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: AlignedMemory.allocate(byteCount: byteCount), count: byteCount)
  }

  private func roundedUp(_ bytes: Int) -> Int { (bytes + 63) & ~63 }
}
