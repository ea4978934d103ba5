#!/usr/bin/env python3
"""Writes COUNT mixed lines to translate, always the same ones: lines of the corpus th-en, in both languages, joined, cut and
mixed, and lines that are odd.

lines.py [COUNT]      2,000 unless told
"""
import sys

import evidence

ODD = [
    "", " ", "\t", "   \u00a0", "\ufeff", "\u200b", ".", "?", "!!!", "…", "-", "a", "ก", "0", "12,345.67", "50%", "20/11/2568",
    "https://example.org/a?b=c&d=%20#e", "name@example.org", "<b>x</b> &amp; {0} %s %1$d", "<unk>", "<s> </s> <pad>", "▁", "▁a ▁",
    "a ||| b ||| c", "|||", "\u0301\u0302", "e\u0301 é", "👩‍👩‍👧‍👦 🇹🇭 👍🏽", "Привет, мир", "你好，世界。", "こんにちは", "مرحبا بالعالم", "ไม่่มีี",
    "เแก", "a\x07b", "x\u2028y", "\u202eabc", "no " * 120, "x" * 400, "มาก" * 90, "\\t \\n \\\\", "\"'`", "ÀÉÎÕÜ ß ŧ", "ｆｕｌｌ　ｗｉｄｔｈ",
]


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    random = evidence.seeded("lines")
    thai, english = (evidence.lines_of(evidence.CORPUS / f"train.{language}") for language in ("th", "en"))
    lines = []
    for number in range(count):
        kind = random.random()
        line = random.choice(thai)
        if number < len(ODD):
            line = ODD[number].encode()
        elif kind < 0.10:
            line = b" ".join(random.choice(thai) for _ in range(random.randint(2, 9)))
        elif kind < 0.20:
            line = random.choice(english)
        elif kind < 0.25:
            line = random.choice(english) + b" " + line
        elif kind < 0.30:
            text = line.decode()
            line = text[:random.randint(0, len(text))].encode()
        elif kind < 0.32:
            line = b""
        lines.append(line)
    random.shuffle(lines)
    sys.stdout.buffer.write(b"".join(line + b"\n" for line in lines))


main()
