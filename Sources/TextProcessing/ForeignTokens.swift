/// Undoes the changes that other tokenizers make to words: characters that Moses escapes (`&quot;`, `@-@`), English
/// words that the Penn Treebank cuts (`It 's`, `ca n't`), and articles and pronouns that French and Italian elide
/// (`L' eau`).
struct ForeignTokens: Sendable {
  private let isEnglish: Bool
  private let elides: Bool

  /// - Parameter language: a canonical code.
  init(language: String) {
    isEnglish = language == "en"
    elides = ["fr", "it", "ca", "oc"].contains(language)
  }

  /// The tokens without escapes. An apostrophe that stands alone within a word is joined to the part of the word that it
  /// belongs to.
  func restored(_ tokens: [Substring.UnicodeScalarView]) -> [Substring.UnicodeScalarView] {
    var restored: [Substring.UnicodeScalarView] = []
    var index = 0
    while index < tokens.count {
      let token = Self.unescaped(tokens[index])
      if Self.isApostrophe(token), let last = restored.last {
        if isEnglish, index + 1 < tokens.count, Self.isWord(last),
          Self.isListed(tokens[index + 1], in: Self.cliticLetters)
        {
          restored.append(token + tokens[index + 1])
          index += 2
          continue
        }
        if elides, Self.isListed(last, in: Self.elided) {
          restored[restored.count - 1] = last + token
          index += 1
          continue
        }
      }
      restored.append(token)
      index += 1
    }
    return restored
  }

  /// Whether the token is written close to the word before it: `'s`, `n't`.
  func isClitic(_ token: Substring.UnicodeScalarView) -> Bool {
    guard isEnglish, let last = token.last, last.properties.isAlphabetic else { return false }
    if Self.isListed(token.filter { !Self.isApostrophe($0) }, in: ["nt"]) { return token.count == 3 }
    return token.first.map(Self.isApostrophe) == true && Self.isListed(token.dropFirst(), in: Self.cliticLetters)
  }

  /// Whether the token is written close to the word behind it: `L'`, `aujourd'`, in English `o'`.
  func isElided(_ token: Substring.UnicodeScalarView) -> Bool {
    guard let last = token.last, Self.isApostrophe(last), token.count > 1 else { return false }
    if isEnglish { return Self.isListed(token.dropLast(), in: ["o"]) }
    return elides && token.dropLast().allSatisfy(\.properties.isAlphabetic)
  }

  /// The sign of `@-@`, with which Moses marks one that was cut out of a word.
  static func joiningSign(_ token: Substring.UnicodeScalarView) -> Unicode.Scalar? {
    guard token.count == 3, token.first == "@", token.last == "@", let sign = token.dropFirst().first,
      ["-", "/", ",", ".", ":"].contains(sign)
    else { return nil }
    return sign
  }

  // MARK: Escapes

  private static let escapes: [(Substring.UnicodeScalarView, Unicode.Scalar)] = [
    ("&quot;", "\""), ("&apos;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&#124;", "|"), ("&bar;", "|"), ("&#91;", "["),
    ("&#93;", "]"), ("&bra;", "["), ("&ket;", "]"), ("&amp;", "&"),
  ].map { (Substring($0.0).unicodeScalars, $0.1) }

  private static func unescaped(_ token: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
    guard token.contains("&") else { return token }
    var text = String.UnicodeScalarView()
    var rest = token
    while let first = rest.first {
      if first == "&", let (escape, character) = escapes.first(where: { rest.starts(with: $0.0) }) {
        text.append(character)
        rest = rest.dropFirst(escape.count)
      } else {
        text.append(first)
        rest = rest.dropFirst()
      }
    }
    return text[...]
  }

  // MARK: Words

  private static let cliticLetters: Set<String> = ["s", "t", "re", "ve", "ll", "d", "m"]

  private static let elided: Set<String> = [
    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu", "quelqu", "aujourd",
    "dell", "all", "nell", "dall", "sull", "coll", "un", "quest", "quell", "gl", "dov", "cos",
  ]

  private static func isListed(_ word: some Sequence<Unicode.Scalar>, in list: Set<String>) -> Bool {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: word.lazy.prefix(9))
    return list.contains(String(text).lowercased())
  }

  private static func isWord(_ token: Substring.UnicodeScalarView) -> Bool {
    token.last?.properties.isAlphabetic == true
  }

  private static func isApostrophe(_ token: Substring.UnicodeScalarView) -> Bool {
    token.count == 1 && token.first.map(isApostrophe) == true
  }

  private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool { scalar == "'" || scalar == "\u{2019}" }
}
