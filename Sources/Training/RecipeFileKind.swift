/// The format of a file that was given as a recipe and is not JSON.
public enum RecipeFileKind: String, Sendable, CaseIterable {
  case yaml = "YAML"
  case toml = "TOML"
  case xml = "XML"
  case gzip
  case zstd
  case xz
  case zip
  case utf16 = "UTF-16"
  case binary

  var summary: String {
    switch self {
    case .yaml, .toml, .xml: "this is \(rawValue), and a recipe is JSON"
    case .gzip, .zstd, .xz, .zip: "the file is compressed (\(rawValue)), and a recipe is plain text"
    case .utf16: "the text is UTF-16, and a recipe is UTF-8"
    case .binary: "this is not a text file"
    }
  }

  func remedy(file: String) -> String {
    switch self {
    case .yaml: Self.conversion("yaml.safe_load(sys.stdin)", importing: "yaml", file)
    case .toml: Self.conversion("tomllib.load(sys.stdin.buffer)", importing: "tomllib", file)
    case .xml, .binary: "give a recipe, which is a JSON file; 'mt recipe --help' says more"
    case .gzip: "gzip -dc '\(file)' > recipe.json"
    case .zstd: "zstd -dc '\(file)' > recipe.json"
    case .xz: "xz -dc '\(file)' > recipe.json"
    case .zip: "unzip '\(file)'"
    case .utf16: "iconv -f UTF-16 -t UTF-8 '\(file)' > recipe.json"
    }
  }

  private static func conversion(_ load: String, importing module: String, _ file: String) -> String {
    "convert it: python3 -c 'import json, sys, \(module); json.dump(\(load), sys.stdout, indent=2)' < '\(file)' > recipe.json"
  }
}

extension RecipeFileKind {
  /// Tells what the bytes are; nil if nothing speaks against JSON.
  init?(bytes: [UInt8]) {
    let known: [(kind: RecipeFileKind, start: [UInt8])] = [
      (.gzip, [0x1F, 0x8B]), (.zstd, [0x28, 0xB5, 0x2F, 0xFD]), (.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A]),
      (.zip, [0x50, 0x4B, 0x03, 0x04]), (.utf16, [0xFF, 0xFE]), (.utf16, [0xFE, 0xFF]),
    ]
    if let (kind, _) = known.first(where: { bytes.starts(with: $0.start) }) {
      self = kind
    } else if let zero = bytes.prefix(4096).firstIndex(of: 0) {
      // ASCII in UTF-16 has a zero in every second byte, and no other text has any.
      self = zero < 2 && bytes.count >= 4 && bytes[zero + 2] == 0 && bytes[1 - zero] != 0 ? .utf16 : .binary
    } else if let line = Self.firstLine(bytes), let kind = Self.kind(ofTextBeginning: line) {
      self = kind
    } else {
      return nil
    }
  }

  /// The first line with more than a comment, and whether it is the last. Only the start of a long file is looked at.
  private static func firstLine(_ bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes.prefix(1 << 16), as: UTF8.self)
    let lines = text.unicodeScalars.split { $0 == "\n" }.map { line in
      String(line).trimmingSpace()
    }
    return lines.first { !$0.isEmpty && !$0.hasPrefix("#") && !$0.hasPrefix("//") }
  }

  private static func kind(ofTextBeginning line: String) -> RecipeFileKind? {
    if line.hasPrefix("<") { return .xml }
    if line == "---" || line == "-" || line.hasPrefix("--- ") || line.hasPrefix("- ") || line.hasPrefix("%YAML") {
      return .yaml
    }
    if line.hasPrefix("[") {
      let name = line.drop { $0 == "[" }.prefix { $0 != "]" }
      let isWord = name.first?.isLetter == true && name.allSatisfy(isNameCharacter)
      let isTable = line.hasPrefix("[" + name + "]") || line.hasPrefix("[[" + name + "]]")
      return isWord && isTable ? .toml : nil
    }
    let name = line.prefix(while: isNameCharacter)
    guard name.first?.isLetter == true || name.first == "_" else { return nil }
    let rest = String(line[name.endIndex...]).trimmingSpace()
    if rest.hasPrefix(":") { return .yaml }
    return rest.hasPrefix("=") ? .toml : nil
  }

  private static func isNameCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "-" || character == "."
  }
}

extension String {
  /// Without white space at the two ends, and without a byte order mark.
  fileprivate func trimmingSpace() -> String {
    let isSpace = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace || scalar == "\u{FEFF}" }
    let scalars = unicodeScalars.drop(while: isSpace)
    guard let last = scalars.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(scalars[...last])
  }
}
