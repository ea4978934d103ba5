import Testing

@testable import TextProcessing

@Suite struct EnglishTokenizerTests {
  /// Hard lines and their tokens, here divided by bars.
  @Test(arguments: [
    (
      "Mr. Smith doesn't live in the U.S. anymore.",
      "Mr.|▁Smith|▁doesn't|▁live|▁in|▁the|▁U.S.|▁anymore|."
    ),
    (
      "Don't touch O'Neil's well-known e-mail, please!",
      "Don't|▁touch|▁O'Neil's|▁well|-|known|▁e|-|mail|,|▁please|!"
    ),
    (
      "It costs $3.50 (or €1,234.56) at 10:30 a.m. on Jan. 5.",
      "It|▁costs|▁$|3.50|▁(|or|▁€|1,234.56|)|▁at|▁10:30|▁a.m.|▁on|▁Jan.|▁5|."
    ),
    (
      "See https://example.com/path?q=1&r=2, or www.example.org.",
      "See|▁https://example.com/path?q=1&r=2|,|▁or|▁www.example.org|."
    ),
    (
      "Write to john.doe+news@mail.example.com.",
      "Write|▁to|▁john.doe+news@mail.example.com|."
    ),
    (
      "No. That is No. 5, e.g. this one, i.e. it.",
      "No|.|▁That|▁is|▁No.|▁5|,|▁e.g.|▁this|▁one|,|▁i.e.|▁it|."
    ),
    (
      "J. R. R. Tolkien and J.R.R. Tolkien met I. He and I.",
      "J.|▁R.|▁R.|▁Tolkien|▁and|▁J.R.R.|▁Tolkien|▁met|▁I|.|▁He|▁and|▁I|."
    ),
    (
      "Wait... what?! \"Yes,\" she said.",
      "Wait|.|.|.|▁what|?|!|▁\"|Yes|,|\"|▁she|▁said|."
    ),
    (
      "rock 'n' roll; the dogs' bowls",
      "rock|▁'|n|'|▁roll|;|▁the|▁dogs|'|▁bowls"
    ),
    (
      "Node.js and C++ and C# and .NET 4.5",
      "Node.js|▁and|▁C|+|+|▁and|▁C|#|▁and|▁.|NET|▁4.5"
    ),
    (
      "foo:bar end.Next snake_case file.txt",
      "foo|:|bar|▁end.Next|▁snake_case|▁file.txt"
    ),
    (
      "50% of 12kg at -5°C is 3/4",
      "50|%|▁of|▁12kg|▁at|▁-|5|°|C|▁is|▁3|/|4"
    ),
    (
      "naïve café coöperate",
      "naïve|▁café|▁coöperate"
    ),
    (
      "The 1990s, the ’90s, and 3rd",
      "The|▁1990s|,|▁the|▁’|90s|,|▁and|▁3rd"
    ),
    (
      "(see [1] and {2})",
      "(|see|▁[|1|]|▁and|▁{|2|}|)"
    ),
    (
      "He said: \"It’s fine.\"",
      "He|▁said|:|▁\"|It’s|▁fine|.|\""
    ),
    (
      "A—B – C - D",
      "A|—|B|▁–|▁C|▁-|▁D"
    ),
    (
      "I love 👩‍👩‍👧 and 🇹🇭!",
      "I|▁love|▁👩‍👩‍👧|▁and|▁🇹🇭|!"
    ),
    (
      "She arrived at 10:30:15.",
      "She|▁arrived|▁at|▁10:30:15|."
    ),
    (
      "Prices: 5€, £6, 7,000¥",
      "Prices|:|▁5|€|,|▁£|6|,|▁7,000|¥"
    ),
    (
      "U.S.-based and U.N.",
      "U.S.|-|based|▁and|▁U.N."
    ),
    (
      "&amp; <b>bold</b>",
      "&|amp|;|▁<|b|>|bold|<|/|b|>"
    ),
    (
      "a@b is no mail, @user and #tag",
      "a|@|b|▁is|▁no|▁mail|,|▁@|user|▁and|▁#|tag"
    ),
    (
      "He paid Co. Ltd. in St. Louis.",
      "He|▁paid|▁Co.|▁Ltd.|▁in|▁St.|▁Louis|."
    ),
    (
      "Room B. Then nothing.",
      "Room|▁B.|▁Then|▁nothing|."
    ),
  ]) func goldenTokens(line: String, expected: String) throws {
    let line = try Normalizer(language: "en").normalize(line)
    #expect(try EnglishTokenizer().tokenize(line).joined(separator: "|") == expected)
  }
}
