import Testing

@testable import TextProcessing

@Suite struct UnmarkedDetokenizerTests {
  @Test(arguments: [
    ("ฉัน ชอบ วัสดุ ศาสตร์", "ฉันชอบวัสดุศาสตร์"),
    ("เขา ซื้อ iPhone15 ราคา 29,900 บาท ( แพง ) เมื่อวาน", "เขาซื้อ iPhone15 ราคา 29,900 บาท (แพง) เมื่อวาน"),
    ("เด็ก ๆ นอน ฯลฯ แล้ว", "เด็กๆ นอน ฯลฯ แล้ว"),
    ("เขา ไป กรุงเทพ ฯ และ ลด 50 % หรือ ฿ 250", "เขาไปกรุงเทพฯและลด 50% หรือ ฿250"),
    ("เวลา 9.00 - 17.30 น. ทุก วัน , 10:30 – 11:45", "เวลา 9.00-17.30 น. ทุกวัน, 10:30–11:45"),
    ("เมื่อ ๒๕ ก.ย. ๒๕๖๒ ใน พ.ศ. 2567", "เมื่อ ๒๕ ก.ย. ๒๕๖๒ ใน พ.ศ. 2567"),
    ("รศ. ดร. สมชาย หนัก 50 กก. แล้ว", "รศ.ดร.สมชายหนัก 50 กก. แล้ว"),
    ("เขา ว่า “ น้ำ ” และ \" ข้าว \" หรือ ' ไก่ ' มาก", "เขาว่า “น้ำ” และ \"ข้าว\" หรือ 'ไก่' มาก"),
    ("น้ำ / ข้าว และ ไทย - จีน และ โควิด - 19 !", "น้ำ/ข้าวและไทย-จีนและโควิด-19!"),
    ("{count} รายการ ใน %1$s 😀 😀 มาก", "{count} รายการใน %1$s 😀😀 มาก"),
    ("<b> ราคา </b> - 5 องศา", "<b>ราคา</b> -5 องศา"),
    ("รัก 中国 และ Thailand", "รัก 中国 และ Thailand"),
  ]) func thai(tokens: String, line: String) throws { try check(tokens, line, language: "th") }

  @Test(arguments: [
    ("Don't touch O'Neil's well-known e-mail , please !", "Don't touch O'Neil's well-known e-mail, please!"),
    (
      "\" Yes , \" she said ( twice ) : “ no ” , ‘ never ’ … and ' ever ' ; so ?",
      "\"Yes,\" she said (twice): “no”, ‘never’… and 'ever'; so?"
    ),
    ("It costs $ 1,234.56 , 5 € or 50 % of 3.14 at - 5 ° C .", "It costs $1,234.56, 5€ or 50% of 3.14 at -5°C."),
    (
      "Pages 10 - 20 , 2010 – 2011 , – and - so on — and / or more .",
      "Pages 10-20, 2010–2011, – and - so on — and/or more."
    ),
    ("- An item , the dogs ' bowls", "- An item, the dogs' bowls"),
    ("in the ' 90s", "in the '90s"),
    (
      "Mr. Smith likes C + + #tag # 1 @user {name} %s and ${x} .",
      "Mr. Smith likes C++ #tag #1 @user {name} %s and ${x}."
    ),
    ("I love 👩‍👩‍👧 and 🇹🇭 🇯🇵 !", "I love 👩‍👩‍👧 and 🇹🇭🇯🇵!"),
    ("He said , \" It goes on", "He said, \"It goes on"),
    ("it is over . \"", "it is over.\""),
    ("<b> Bold </b> text <br/> R & D [ 1 ] . . .", "<b>Bold</b> text<br/>R & D [1]..."),
    ("’ tis the season", "’tis the season"),
  ]) func english(tokens: String, line: String) throws { try check(tokens, line, language: "en") }

  @Test(arguments: [
    ("de", "Er sagt : „ Straßenbahn “ – und geht .", "Er sagt: „Straßenbahn“ – und geht."),
    ("fr", "Où est-ce ? « Là-bas » , dit-il !", "Où est-ce ? « Là-bas », dit-il !"),
    ("es", "¿ Qué tal ? ¡ Bien !", "¿Qué tal? ¡Bien!"),
    ("ja", "東京 へ 行く 。 「 はい 」 と 言う 。", "東京へ行く。「はい」と言う。"),
    ("zh", "中国 在 2024 年 。", "中国在2024年。"),
    ("ar", "مرحبا ، يا عالم ؟", "مرحبا، يا عالم؟"),
    ("lo", "ສະບາຍ ດີ 50 %", "ສະບາຍດີ 50%"),
  ]) func others(language: String, tokens: String, line: String) throws { try check(tokens, line, language: language) }

  @Test(arguments: [
    ("en", "It 's late , we ca n't stay and do n't know .", "It's late, we can't stay and don't know."),
    ("en", "She 'll go , THEY 'VE gone , I 'd wait , I 'm here", "She'll go, THEY'VE gone, I'd wait, I'm here"),
    (
      "en", "the 1990 's and the town 's river ; it ’s , you do n’t", "the 1990's and the town's river; it’s, you don’t"
    ),
    ("en", "It ' s ours , isn ' t it ? At five o' clock", "It's ours, isn't it? At five o'clock"),
    ("en", "It &apos;s &quot; fine &quot; &amp; we don &apos;t mind", "It's \"fine\" & we don't mind"),
    ("en", "a well @-@ known 3 @.@ 5 @,@ 000 either @/@ or", "a well-known 3.5,000 either/or"),
    ("en", "&#91; 1 &#93; &lt; &gt; a &#124; b AT&amp;T &amp;lt;", "[1] < > a | b AT&T &lt;"),
    ("en", "' Yes ' and ' no ' , the dogs ' bowls", "'Yes' and 'no', the dogs' bowls"),
    ("fr", "L' eau , d' abord ; aujourd'hui qu' il", "L'eau, d'abord ; aujourd'hui qu'il"),
    ("fr", "l ' eau aujourd ' hui l&apos; été n’ a", "l'eau aujourd'hui l'été n’a"),
    ("it", "L' acqua dell' isola , un ' ora", "L'acqua dell'isola, un'ora"),
    ("de", "Er hat 's gesagt", "Er hat 's gesagt"),
  ]) func wordsThatOthersCut(language: String, tokens: String, line: String) throws {
    try check(tokens, line, language: language)
  }

  @Test func marksAreNoMatter() throws {
    let detokenizer = try UnmarkedDetokenizer(language: "en")
    #expect(detokenizer.detokenize(["▁a", "▁,", "<a▁href=\"x\">", "b", "▁"]) == "a, <a href=\"x\">b")
    #expect(detokenizer.detokenize([]) == "")
  }

  @Test func languagesAreChecked() {
    #expect(throws: TextError.self) { try UnmarkedDetokenizer(language: "no such language") }
  }

  private func check(_ tokens: String, _ line: String, language: String) throws {
    let tokens = tokens.unicodeScalars.split(separator: " ").map(String.init)
    #expect(try UnmarkedDetokenizer(language: language).detokenize(tokens) == line)
  }
}
