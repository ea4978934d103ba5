/// A zip archive as other programs write it, and as tests need it.
enum ZipSample {
  /// As Python's zipfile module writes it: README, Books.en-th.en and Books.en-th.th, compressed.
  static let bytes: [UInt8] = GzipSample.bytes(
    """
    504b03041400000008000000615d17a60e40150000004000000006000000524541444d45f34d4c495548cb2f5228492d2e29d6e3f225910f00504b\
    03041400000008000000615d7556b72d12000000220000000e000000426f6f6b732e656e2d74682e656ecbcf4be52a29cf57c082b94a328a5253b9\
    00504b03041400000008000000615d52dec1ee26000000560000000e000000426f6f6b732e656e2d74682e74687bb063f5831d331fecd8f66067c7\
    831ded5c0f76ac7ab0632d90a540320ba277d3831d0bb900504b010214031400000008000000615d17a60e40150000004000000006000000000000\
    0000000000800100000000524541444d45504b010214031400000008000000615d7556b72d12000000220000000e00000000000000000000008001\
    39000000426f6f6b732e656e2d74682e656e504b010214031400000008000000615d52dec1ee26000000560000000e000000000000000000000080\
    0177000000426f6f6b732e656e2d74682e7468504b05060000000003000300ac000000c90000000000
    """)

  /// An archive of files that are stored as they are.
  static func archive(_ files: [(name: String, text: String)]) -> [UInt8] {
    var bytes: [UInt8] = []
    var list: [UInt8] = []
    for (name, text) in files {
      let (name, text) = (Array(name.utf8), Array(text.utf8))
      let offset = bytes.count
      var header: [UInt8] = number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4)
      header += number(Int(GzipSample.checksum(text)), 4) + number(text.count, 4) + number(text.count, 4)
      header += number(name.count, 2) + number(0, 2)
      bytes += [0x50, 0x4b, 3, 4] + header + name + text
      list += [0x50, 0x4b, 1, 2] + number(20, 2) + header + number(0, 10) + number(offset, 4) + name
    }
    let place = bytes.count
    bytes += list + [0x50, 0x4b, 5, 6] + number(0, 4) + number(files.count, 2) + number(files.count, 2)
    return bytes + number(list.count, 4) + number(place, 4) + number(0, 2)
  }

  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 8 ? UInt8(value >> (8 * $0) & 0xff) : 0 }
  }
}
