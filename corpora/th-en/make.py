#!/usr/bin/env python3
"""Makes the Thai-English corpus: the phrasebook's sentences and the patterns' pairs, split into train, dev and two tests.

    python3 make.py            writes the eight files beside this script
    python3 make.py --check    writes nothing; exit 1 if a file differs from what would be written

The same input gives the same bytes everywhere: what is taken, and into which part it goes, follows from a hash of the pair.
"""

import pathlib
import sys

sys.dont_write_bytecode = True

from grammar import hashed
from patterns import PATTERNS

FOLDER = pathlib.Path(__file__).resolve().parent
PARTS = ("train", "dev", "test-sentences", "test-patterns")
# Sentences on this subject are the toolkit's first example, and stay in train.
KEPT_IN_TRAIN = "วัสดุศาสตร์"
# Chosen so that every theme has its sentences in dev and in the test.
SENTENCE_SALT = "sentence326 "


def phrasebook():
    lines = (FOLDER / "phrasebook.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        thai, english, theme, register = line.split("\t")
        yield thai, english


def part_of_sentence(thai):
    """About 7 of 100 each go to dev and to the test; a line stays in its part when lines are added to the phrasebook."""
    if KEPT_IN_TRAIN in thai:
        return "train"
    share = hashed(SENTENCE_SALT + thai) % 1000
    return "test-sentences" if share < 72 else "dev" if share < 144 else "train"


def build():
    """The pairs of each part. A Thai side and an English side occur once in the whole corpus."""
    pairs = {part: [] for part in PARTS}
    seen_thai, seen_english = set(), set()

    def add(part, thai, english):
        pairs[part].append((thai, english))
        seen_thai.add(thai)
        seen_english.add(english)

    for thai, english in phrasebook():
        add(part_of_sentence(thai), thai, english)
    for pattern, train, dev, test in PATTERNS:
        wanted = ["test-patterns"] * test + ["dev"] * dev + ["train"] * train
        candidates = {(" ".join(thai.split()), english) for thai, english in pattern()}
        for thai, english in sorted(candidates, key=lambda pair: (hashed("\t".join(pair)), pair)):
            if thai in seen_thai or english in seen_english:
                continue
            add(wanted.pop(0), thai, english)
            if not wanted:
                break
        if wanted:
            raise SystemExit(f"make.py: error: the pattern {pattern.__name__} is short of {len(wanted)} pairs")
    for part in PARTS:
        pairs[part].sort(key=lambda pair: (hashed("order " + "\t".join(pair)), pair))
    return pairs


def main():
    if sys.argv[1:] not in ([], ["--check"]):
        raise SystemExit(__doc__)
    differing = []
    for part, pairs in build().items():
        for side, language in enumerate(("th", "en")):
            path = FOLDER / f"{part}.{language}"
            data = "".join(pair[side] + "\n" for pair in pairs).encode("utf-8")
            if not sys.argv[1:]:
                path.write_bytes(data)
            elif not path.exists() or path.read_bytes() != data:
                differing.append(path.name)
        if not sys.argv[1:]:
            print(f"{part}: {len(pairs)} pairs", file=sys.stderr)
    if differing:
        raise SystemExit(f"make.py: error: not as make.py writes them: {', '.join(differing)}\nhelp: run make.py and commit, or undo the edit")


if __name__ == "__main__":
    main()
