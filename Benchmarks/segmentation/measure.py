#!/usr/bin/env python3
"""Word boundaries of ICU, of `mt tokenize` and of PyThaiNLP's newmm against gold files, and the speed of each.

A gold file has a sentence a line, with | between tokens. Counted are the boundaries between two characters that no space
divides: the ends of a line and of its runs without spaces are found by everybody and would only raise the figures. All
three get the same lines: those which normalization leaves as they are, spaces aside.

Usage: measure.py [--mt BINARY] GOLD...     Needs a C compiler with ICU's headers, and the package pythainlp.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
MINIMUM_BYTES = 4_000_000  # of text for the speeds: the lines are repeated until there are as many


def run(command, text):
    return subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()


class ICU:
    name = "ICU"

    def __init__(self, folder):
        self.command = [f"{folder}/icu", "th"]
        subprocess.run(["cc", "-O2", str(HERE / "icu.c"), "-licuuc", "-o", self.command[0]], check=True)

    def __call__(self, lines):
        return [line.split("\x1f") for line in run(self.command, lines_to_text(lines)).split("\n")[:-1]]


class MT:
    name = "mt"

    def __init__(self, binary):
        self.binary = binary

    def __call__(self, lines):
        command = [self.binary, "tokenize", "--language", "th", "--workers", "1"]
        return [line.split(" ") for line in run(command, lines_to_text(lines)).split("\n")[:-1]]

    def normalize(self, lines):
        return run([self.binary, "normalize", "--language", "th"], lines_to_text(lines)).split("\n")[:-1]


class Newmm:
    name = "newmm"

    def __init__(self):
        from pythainlp.tokenize import word_tokenize

        self.tokenize = word_tokenize
        self(["เตรียมพจนานุกรม"])

    def __call__(self, lines):
        return [self.tokenize(line, engine="newmm") for line in lines]


def lines_to_text(lines):
    return "".join(line + "\n" for line in lines)


def without_spaces(text):
    return "".join(text.replace("▁", " ").split())


def boundaries(tokens):
    """Where tokens end, counted in characters that are no spaces."""
    ends, position = set(), 0
    for token in tokens:
        position += len(without_spaces(token))
        ends.add(position)
    return ends


def inner_positions(text):
    """The positions between two characters that no space divides."""
    positions, position = set(), 0
    for part in text.split():
        positions.update(range(position + 1, position + len(part)))
        position += len(part)
    return positions


def read_gold(path, mt):
    gold = [line.split("|") for line in pathlib.Path(path).read_text(encoding="utf-8").split("\n") if line.strip()]
    lines = ["".join(tokens) for tokens in gold]
    normal = mt.normalize(lines)
    assert len(normal) == len(lines)
    kept = [without_spaces(a) == without_spaces(b) for a, b in zip(lines, normal)]
    return [g for g, k in zip(gold, kept) if k], [l for l, k in zip(lines, kept) if k], kept.count(False)


def score(gold, lines, found):
    right = expected = given = 0
    for tokens, line, other in zip(gold, lines, found, strict=True):
        inner = inner_positions(line)
        if without_spaces("".join(other)) != without_spaces(line):
            sys.exit(f"tokens do not add up to the line: {line}")
        a, b = boundaries(tokens) & inner, boundaries(other) & inner
        right += len(a & b)
        expected += len(a)
        given += len(b)
    precision, recall = right / given, right / expected
    return 100 * precision, 100 * recall, 200 * precision * recall / (precision + recall)


def speed(tokenizer, lines):
    once = len(lines_to_text(lines).encode())
    many = lines * max(1, MINIMUM_BYTES // once)
    start = time.perf_counter()
    tokenizer(many)
    return len(lines_to_text(many).encode()) / 1e6 / (time.perf_counter() - start)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mt", default=str(HERE / "../../.build/release/mt"), help="the binary")
    parser.add_argument("gold", nargs="+", help="files with | between tokens")
    options = parser.parse_args()
    mt = MT(options.mt)
    with tempfile.TemporaryDirectory() as folder:
        tokenizers = [ICU(folder), mt, Newmm()]
        print(f"{'gold':<20} {'lines':>6} {'left out':>8} {'tokenizer':>9} {'P':>6} {'R':>6} {'F1':>6} {'MB/s':>6}")
        for path in options.gold:
            gold, lines, left_out = read_gold(path, mt)
            for tokenizer in tokenizers:
                p, r, f = score(gold, lines, tokenizer(lines))
                name = pathlib.Path(path).stem
                print(f"{name:<20} {len(lines):>6} {left_out:>8} {tokenizer.name:>9} {p:6.2f} {r:6.2f} {f:6.2f} {speed(tokenizer, lines):6.2f}", flush=True)


if __name__ == "__main__":
    main()
