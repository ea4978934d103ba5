#!/usr/bin/env python3
"""Makes messages of programs into text to learn from: mt corpus cat RAW | tidy.py > tidy.tsv

Reads English and Thai as `mt corpus cat` writes them, writes plain tab-separated lines. A message of several lines becomes
several pairs if the other side has as many lines. Accelerators (_File, &File, ~File, แฟ้ม (_F)), tags and entities go.
What remains without a word on either side goes too, and pairs with other placeholders on one side than on the other.
"""

import html
import re
import sys

ESCAPES = {"\\t": "\t", "\\n": "\n", "\\r": "\n", "\\\\": "\\"}
BREAK = re.compile(r"[\r\n]|<(?:br|p|li)\s*/?>|</(?:p|li)>", re.I)
TAG = re.compile(
    r"</?(?:a|b|i|u|tt|em|qt|ul|ol|h[1-6]|big|body|bold|center|code|command|div|email|emphasis|filename|font|head|html|icode|"
    r"img|interface|italic|label|link|list|message|meta|note|para|pre|resource|s|small|span|strong|style|sub|sup|table|td|title|tr|"
    r"warning)(?:\s[^<>]*)?/?>", re.I)
ENTITY = re.compile(r"&#?\w+;")
PLACEHOLDER = re.compile(
    r"%(?:\d+\$)?[-+#0 ']*(?:\*|\d+)?(?:\.\d+|\.\*)?(?:hh|h|ll|l|z|j|t|L)?[diouxXeEfgGcsSpm](?![A-Za-z])|%\d+|%\([\w ]+\)[sdif]?|"
    r"\{[\w.:!]*\}|\$\{\w+\}|\$\w+\$|\$\w+|%[A-Z_]{2,}%|@\w+@|#\d|~[as]\b")
CREDITS = re.compile(r"translator-?credits|translator_credits|your (?:e-?mails?|names?)$|of translators?$|^_:|@[\w-]+\.[a-z]{2,}", re.I)
THAI = "\u0e01-\u0e4e"


def lines_of(english, thai):
    """The pairs of lines of a message, or the whole message as one where its lines are no pairs: a paragraph that was wrapped."""
    sides = [[line.strip() for line in BREAK.split(text) if line.strip()] for text in (english, thai)]
    wrapped = any(line[0].islower() for line in sides[0][1:])
    if len(sides[0]) == len(sides[1]) and not wrapped:
        return zip(*sides)
    return [(" ".join(sides[0]), " ".join(sides[1]))]


def without_accelerators(english, thai):
    if re.match(r"[A-Z]\w+/[A-Z][\w/-]+$", english):  # a time zone: America/New_York
        return english.replace("_", " "), thai.replace("_", " ")
    for mark in "_&~":
        alone = re.compile(rf"\s*\({mark}\w\)")  # แฟ้ม (_F)
        before_letter = re.compile(rf"(?<!{mark}){mark}(?=[A-Za-z0-9])")
        before_thai = re.compile(rf"{mark}(?=[{THAI}])")
        english, thai = alone.sub("", english), alone.sub("", thai)
        marked = re.findall(rf"\S*{mark}\w+", english)
        if len(marked) == len(before_letter.findall(english)) == 1:
            if marked[0] not in thai and not re.search(r"[/=.@:]", marked[0]):
                english = before_letter.sub("", english)
            elif re.match(rf"{mark}\w\w", marked[0]):  # a name that is the same on both sides
                english, thai = before_letter.sub("", english), thai.replace(marked[0], marked[0][1:])
        if len(before_thai.findall(thai)) == 1:
            thai = before_thai.sub("", thai)
    return english.replace("&&", "&"), thai.replace("&&", "&")


def plain(text):
    """The text without shortcuts, tags and entities, on one line."""
    text = TAG.sub("", re.sub(r"\t(Ctrl|Alt|Shift|F\d).*", "", text))
    return " ".join(ENTITY.sub(lambda entity: html.unescape(entity[0]), text).split())


def placeholders(text):
    """The placeholders of a text, sorted, without their numbers' places: %1$s is %s."""
    return sorted(re.sub(r"^%\d+\$", "%", found) for found in PLACEHOLDER.findall(text))


def is_text(english, thai):
    words, thai_words = (PLACEHOLDER.sub(" ", text) for text in (english, thai))
    if not re.search("[A-Za-z]{2}", words) or not re.search(f"[{THAI}]{{2}}", thai_words):
        return False
    if re.search(f"[{THAI}]", english) or len(re.findall(r";\S", english)) > 1:  # a list of keywords
        return False
    return not english.startswith("/") and not CREDITS.search(english) and placeholders(english) == placeholders(thai)


def main():
    sys.stdin.reconfigure(newline="\n")
    for row in sys.stdin:
        english, thai = (
            re.sub(r"\\[tnr\\]", lambda escape: ESCAPES[escape[0]], side) for side in row.rstrip("\n").split("\t")[:2])
        for sides in lines_of(english, thai):
            english_line, thai_line = without_accelerators(*map(plain, sides))
            if is_text(english_line, thai_line):
                print(english_line, thai_line, sep="\t")


if __name__ == "__main__":
    main()
