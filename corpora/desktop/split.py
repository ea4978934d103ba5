#!/usr/bin/env python3
"""Splits pairs into train, dev and test: split.py FOLDER < tidy.tsv

Where a pair goes depends on its English alone (letter case, punctuation and digits apart), so that it stays there when
other pairs come or go. dev and test take one Thai for an English, and no English of a single word.
"""

import hashlib
import pathlib
import re
import sys

SHARES = {0: "dev", 1: "test"}  # of 64


def words(text):
    return re.findall("[a-z]+", text.lower())


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        sys.exit(64)
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    parts = {name: [] for name in ("train", "dev", "test")}
    seen = set()
    sys.stdin.reconfigure(newline="\n")
    for row in sys.stdin:
        key = words(row.split("\t")[0])
        digest = hashlib.sha256(" ".join(key).encode()).digest()
        part = SHARES.get(digest[0] % 64, "train") if len(key) > 1 else "train"
        if part == "train":
            parts[part].append(row)
        elif digest not in seen:
            seen.add(digest)
            parts[part].append(row)
    for name, rows in parts.items():
        (folder / f"{name}.tsv").write_text("".join(rows), encoding="utf-8")
        print(f"{name}: {len(rows)} pairs", file=sys.stderr)


if __name__ == "__main__":
    main()
