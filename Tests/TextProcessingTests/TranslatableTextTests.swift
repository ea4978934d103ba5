import Testing

@testable import TextProcessing

@Suite struct TranslatableTextTests {
  @Test(arguments: [
    "", " ", "---", "12345", "1,234.50 %", "๑๒๓", "12:30 – 14:00", "₿ 0.5", "½", "🙂👍🏽", "…?!", "https://www.example.com",
    "http://a.b/c?d=%20e&f#g.", "www.example.org, 12", "name.surname+tag@mail.example.org", "(a_b-c@example.org)",
    "<https://example.org>", "%s", "%1$s: %d%%", "%(count)s", "{0} / {name}", "{{user.name}}", "${HOME}", "$name = 5",
    "<b>12</b><br/>", "<a href=\"https://example.org\">1</a>", "&amp; &#39; &nbsp;", "• 1.", "№ 5",
    "/usr/lib/x.so", "~/.profile", "../a-b/c_d", "./run", "(/etc/hosts)", #"C:\Users\x"#, #""C:\Program.1\a~1.exe""#,
    #"\\server\share"#, "v1.2.3", "V2.0", "v1.2.3-rc1", "v1.2.3-beta.2", "2024-01-02T03:04:05Z",
    "2024-01-02T03:04", "2024-01-02T03:04:05.123+07:00", "0x1F", "0XFF,", "1e10", "-1e-10", "6.02E+23", "@user",
    "@user_1, 12",
    "#tag",
    "#tag #tag2", "http://ไทย.com", "http://ไทย.com/a?b=c", "https://example.ไทย", "www.ไทย.com",
    "http://münchen.example",
  ])
  func nothingToTranslate(_ line: String) {
    #expect(!TranslatableText.isIn(line))
  }

  @Test(arguments: [
    "a", "ก", "中", "5 km", "12th", "see https://example.org", "https://example.org ดู", "<b>bold</b>", "% sales", "R&D",
    "a@b", "ftp:", "www", "x < y", "{not a name}", "e.g.", "mailto: a@example.org", "V2", "-x-",
    "/or", "/kat/", "and/or", "km/h", "s/he", "a/b/c", "/usr/lib ไทย", "/บ้าน/สวน", "~ab", ".net", "...a", "C:",
    #"C:\บ้าน"#,
    #"\n"#, #"\\"# + "a b", "v1", "version 1.2", "v1.2.x", "v1.2-compatible", "vii", "2024-01-02Today", "2024-01-02Tue",
    "2024-01-02T03:04PM", "0xyz", "0x", "1e", "10em", "3D", "1st", "4x4", "@ home", "@สวัสดี", "user@", "@a.b-c word",
    "#ไทย",
    "#tag ไทย", "#tagไทย", "# tag", "http://example.comดู", "www.example.comดู", "http://ไทย.comดู", "http://ไทย", "www.ดู",
    "http://ไทย.com/หน้า", "www. ไทย", "AC/DC",
  ])
  func somethingToTranslate(_ line: String) {
    #expect(TranslatableText.isIn(line))
  }

  @Test func timeIsLinear() {
    for part in ["a.", "1@", "<", "{", "%", "www.", "://", "&a", "/a", "@a ", "v1.", "'/", "http://ก."] {
      #expect(!TranslatableText.isIn(String(repeating: "1 ", count: 100_000)))
      _ = TranslatableText.isIn(String(repeating: part, count: 100_000))
    }
  }
}
