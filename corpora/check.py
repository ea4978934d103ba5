#!/usr/bin/env python3
"""Checks a folder of parallel text: python3 corpora/check.py corpora/th-en

Each NAME.LANG has a NAME.LANG2 beside it. Findings go to standard output, one a line; exit 1 if there are any.
Where the folder has a make.py, it must reproduce the committed files to the byte.
"""

import collections
import pathlib
import re
import subprocess
import sys
import unicodedata

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from near_copies import NearPairs

LANGUAGES = ("th", "en")
HELD_OUT = re.compile("dev|test")
REGISTERS = {"plain", "polite", "casual", "formal"}
THAI_MISTAKES = [
    ("\u0e40\u0e40", "two SARA E for SARA AE"),
    ("\u0e4d\u0e32", "NIKHAHIT and SARA AA for SARA AM"),
    ("[\u0e48-\u0e4b][\u0e31\u0e34-\u0e3a]", "a tone mark before its vowel"),
    ("[\u0e48-\u0e4b]{2}", "two tone marks"),
    ("[\u0e31\u0e34-\u0e3a]{2}", "two vowel marks on one consonant"),
    ("\u0e46[\u0e01-\u0e45]", "no space after MAIYAMOK"),
    ("[\u0e40-\u0e44] ", "a space after a vowel that stands before its consonant"),
    (" [\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]", "a space before a vowel or a mark that belongs to a consonant"),
    (" \u0e46", "a space before MAIYAMOK"),
    ("(^| )[\u0e01-\u0e12\u0e14-\u0e2e]( |$)", "a consonant that stands alone"),
    ("[\u0e01-\u0e4e][0-9A-Za-z]|[0-9A-Za-z][\u0e01-\u0e4e]", "no space between Thai and a number or a Latin word"),
]


def letters(text):
    """The scripts of a text's letters: {"THAI"}, {"LATIN"}, ..."""
    return {unicodedata.name(c, "UNKNOWN").split()[0] for c in text if unicodedata.category(c)[0] == "L"}


def line_findings(line, language):
    if not line.strip():
        yield "an empty line"
        return
    if line != line.strip():
        yield "space at an end"
    if "  " in line:
        yield "two spaces together"
    if any(unicodedata.category(c) in ("Cc", "Cf", "Co", "Cn") for c in line):
        yield "a control or invisible character"
    if line.count('"') % 2 or line.count("“") != line.count("”") or line.count("(") != line.count(")"):
        yield "quotes or brackets that do not pair up"
    if language == "th":
        if "THAI" not in letters(line):
            yield "no Thai letter on the Thai side"
        if letters(line) - {"THAI", "LATIN"}:
            yield f"letters of {', '.join(sorted(letters(line) - {'THAI', 'LATIN'}))}"
        for pattern, name in THAI_MISTAKES:
            if re.search(pattern, line):
                yield name
    else:
        if unicodedata.normalize("NFC", line) != line:
            yield "not in Unicode normal form C"
        if letters(line) - {"LATIN"}:
            yield f"letters of {', '.join(sorted(letters(line) - {'LATIN'}))}"
        if not re.search("[A-Za-z0-9]", line):
            yield "no Latin letter or digit on the English side"


def figures(text):
    """The figures of a text, as a counted set: `1,500`, `๑๕๐๐` and `1500` are the same."""
    text = text.translate({0x0E50 + digit: str(digit) for digit in range(10)})
    return collections.Counter(int(figure) for figure in re.findall("[0-9]+", re.sub("(?<=[0-9]),(?=[0-9])", "", text)))


def pair_findings(thai, english):
    """What one side has and the other lacks. A Buddhist year is 543 above the common one; figures may be words on one side."""
    end = "[.?!…][\"”’)]*$"
    if re.search("[?!…][\"”’)]*$", thai) and not re.search(end, english):
        yield "an end mark on the Thai side only"
    ours, theirs = figures(thai), figures(english)
    if ours and theirs:
        common = collections.Counter({n - 543 if n - 543 in theirs and n not in theirs else n: count for n, count in ours.items()})
        if common != theirs:
            yield "other figures on one side than on the other"


def read(path, findings):
    data = path.read_bytes()
    if not data:
        findings.append(f"{path}: empty")
        return []
    if not data.endswith(b"\n"):
        findings.append(f"{path}: no newline at the end")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        findings.append(f"{path}: not UTF-8 at byte {error.start}")
        return []
    lines = text.removesuffix("\n").split("\n")
    for number, line in enumerate(lines, 1):
        for finding in line_findings(line, path.suffix[1:]):
            findings.append(f"{path}:{number}: {finding}: {line!r}")
    return lines


def check_parts(folder, findings):
    names = sorted({p.stem for language in LANGUAGES for p in folder.glob(f"*.{language}")})
    if not names:
        findings.append(f"{folder}: no NAME.th and NAME.en")
    parts = {}
    for name in names:
        paths = [folder / f"{name}.{language}" for language in LANGUAGES]
        missing = [str(path) for path in paths if not path.exists()]
        if missing:
            findings.append(f"{missing[0]}: missing")
            continue
        thai, english = (read(path, findings) for path in paths)
        if len(thai) != len(english):
            findings.append(f"{paths[0]} has {len(thai)} lines but {paths[1].name} has {len(english)}")
        parts[name] = list(zip(thai, english))
        for number, pair in enumerate(parts[name], 1):
            findings.extend(f"{paths[0]}:{number}: {finding}: {pair}" for finding in pair_findings(*pair))
        for path, side in zip(paths, (thai, english)):
            first = {}
            for number, text in enumerate(side, 1):
                if first.setdefault(text, number) != number:
                    findings.append(f"{path}:{number}: stands in line {first[text]} already: {text!r}")
    return parts


def check_leakage(folder, parts, findings):
    """No side of a held-out pair is in train, nor in another held-out part."""
    for name in parts:
        if not HELD_OUT.match(name):
            continue
        for other in parts:
            if other == name or (HELD_OUT.match(other) and other < name):
                continue
            for side, language in enumerate(LANGUAGES):
                elsewhere = {pair[side] for pair in parts[other]}
                for number, pair in enumerate(parts[name], 1):
                    if pair[side] in elsewhere:
                        findings.append(f"{folder / name}.{language}:{number}: also in {other}: {pair[side]!r}")


def check_near_copies(folder, parts, findings):
    """No pair of train says nearly the same as a pair of a hand-written test."""
    for name in parts:
        if not name.startswith("test-sentences") or "train" not in parts:
            continue
        index = NearPairs()
        for pair in parts[name]:
            index.add(pair)
        for number, pair in enumerate(parts["train"], 1):
            for near in index.of(pair):
                findings.append(f"{folder / 'train'}.th:{number}: nearly {name} line {near + 1}: {pair[0]!r}, {parts[name][near][0]!r}")


def check_phrasebook(path, findings):
    lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    if lines[0] != "thai\tenglish\ttheme\tregister":
        findings.append(f"{path}:1: the first line is not the four column names")
    seen = {}
    for number, line in enumerate(lines[1:], 2):
        fields = line.split("\t")
        if len(fields) != 4:
            findings.append(f"{path}:{number}: {len(fields)} columns, not 4")
            continue
        thai, english, theme, register = fields
        for text, language in ((thai, "th"), (english, "en")):
            for finding in line_findings(text, language):
                findings.append(f"{path}:{number}: {finding}: {text!r}")
            if text in seen:
                findings.append(f"{path}:{number}: stands in line {seen[text]} already: {text!r}")
            seen[text] = number
        if not re.search("[.?!][\"”’)]*$", english):
            findings.append(f"{path}:{number}: the English has no end mark: {english!r}")
        if re.search("[.?!]$", thai) and not re.search("(^| )[ก-ฮ]{1,3}[.]$", thai):  # น. ends a clock time
            findings.append(f"{path}:{number}: the Thai has an end mark: {thai!r}")
        if len(english.split()) > 30:
            findings.append(f"{path}:{number}: more than 30 words: {english!r}")
        if register not in REGISTERS or not theme:
            findings.append(f"{path}:{number}: the register is one of {', '.join(sorted(REGISTERS))}, and the theme is named")


def main():
    if len(sys.argv) != 2 or not pathlib.Path(sys.argv[1]).is_dir():
        print(__doc__, file=sys.stderr)
        sys.exit(64)
    folder = pathlib.Path(sys.argv[1])
    findings = []
    parts = check_parts(folder, findings)
    check_leakage(folder, parts, findings)
    check_near_copies(folder, parts, findings)
    if (folder / "phrasebook.tsv").exists():
        check_phrasebook(folder / "phrasebook.tsv", findings)
    if (folder / "make.py").exists():
        made = subprocess.run([sys.executable, folder / "make.py", "--check"], capture_output=True, text=True)
        if made.returncode != 0:
            findings.append(made.stderr.strip())
    for finding in findings:
        print(finding)
    if findings:
        print(f"check.py: {len(findings)} findings in {folder}", file=sys.stderr)
        sys.exit(1)
    print(f"{folder}: " + ", ".join(f"{name} {len(pairs)}" for name, pairs in parts.items()), file=sys.stderr)


if __name__ == "__main__":
    main()
