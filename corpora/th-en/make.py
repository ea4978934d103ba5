#!/usr/bin/env python3
"""Makes the Thai-English corpus: the phrasebook's sentences and the patterns' pairs, split into train, dev and two tests.

    python3 make.py            writes the eight files beside this script
    python3 make.py --check    writes nothing; exit 1 if a file differs from what would be written
    python3 make.py --counts   writes nothing; prints the phrasebook's counts by theme, register and length

The same input gives the same bytes everywhere: what is taken, and into which part it goes, follows from a hash of the pair.
"""

import collections
import pathlib
import sys

sys.dont_write_bytecode = True
FOLDER = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent))

import clauses
import figures
import life
import patterns
from grammar import hashed
from near_copies import NearPairs

PARTS = ("train", "dev", "test-sentences", "test-patterns")
# Sentences on this subject are the toolkit's first example, and stay in train.
KEPT_IN_TRAIN = "วัสดุศาสตร์"
SENTENCE_SALT = "sentence326 "
# Each kind of pair, and how many of them go into train, dev and test-patterns.
PATTERNS = [
    (patterns.likes, 2000, 10, 20),
    (patterns.prefers, 700, 4, 8),
    (patterns.studies, 1250, 6, 14),
    (patterns.eating, 1800, 10, 20),
    (patterns.activities, 3300, 18, 34),
    (patterns.conditions, 800, 5, 10),
    (patterns.quantities, 900, 5, 10),
    (patterns.having, 1300, 7, 14),
    (patterns.whereabouts, 1300, 7, 14),
    (patterns.descriptions, 900, 5, 10),
    (patterns.comparisons, 1200, 6, 12),
    (patterns.passives, 500, 3, 6),
    (figures.numbers, 1300, 7, 14),
    (figures.dates, 1300, 7, 14),
    (figures.times, 600, 3, 8),
    (figures.prices, 700, 4, 8),
    (clauses.requests, 900, 5, 10),
    (clauses.reported, 1800, 10, 20),
    (clauses.relatives, 1100, 6, 12),
    (clauses.reasons, 1300, 7, 14),
    (clauses.order, 1000, 5, 10),
    (clauses.purposes, 1100, 6, 12),
    (clauses.advice, 800, 5, 10),
    (life.jobs, 800, 4, 8),
    (life.durations, 1000, 5, 10),
    (life.travel, 1200, 6, 12),
    (life.weather, 350, 2, 4),
    (life.feelings, 700, 4, 8),
    (life.superlatives, 450, 2, 5),
]


def phrasebook():
    lines = (FOLDER / "phrasebook.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        yield line.split("\t")


def drawn(thai):
    """The part that a sentence draws: about 7 of 100 each go to dev and to the test."""
    if KEPT_IN_TRAIN in thai:
        return "train"
    share = hashed(SENTENCE_SALT + thai) % 1000
    return "test-sentences" if share < 72 else "dev" if share < 144 else "train"


def parts_of_sentences(pairs):
    """The part of each sentence: what it draws, but near copies of a held-out sentence go where that one is."""
    parts = [drawn(thai) for thai, english in pairs]
    index = NearPairs()
    for pair in pairs:
        index.add(pair)
    waiting = [n for part in ("test-sentences", "dev") for n in range(len(pairs)) if parts[n] == part]
    settled = set()
    while waiting:
        number = waiting.pop(0)
        if number in settled:
            continue
        settled.add(number)
        for near in index.of(pairs[number]):
            if near not in settled and KEPT_IN_TRAIN not in pairs[near][0]:
                parts[near] = parts[number]
                waiting.insert(0, near)
    return parts


def build():
    """The pairs of each part. A Thai side and an English side occur once in the whole corpus."""
    pairs = {part: [] for part in PARTS}
    seen_thai, seen_english = set(), set()

    def add(part, thai, english):
        pairs[part].append((thai, english))
        seen_thai.add(thai)
        seen_english.add(english)

    sentences = [(thai, english) for thai, english, theme, register in phrasebook()]
    held_out = NearPairs()
    for part, pair in zip(parts_of_sentences(sentences), sentences):
        add(part, *pair)
        if part != "train":
            held_out.add(pair)
    for pattern, train, dev, test in PATTERNS:
        wanted = ["test-patterns"] * test + ["dev"] * dev + ["train"] * train
        candidates = {(" ".join(thai.split()), english) for thai, english in pattern()}
        for pair in sorted(candidates, key=lambda pair: (hashed("\t".join(pair)), pair)):
            if pair[0] in seen_thai or pair[1] in seen_english or held_out.of(pair):
                continue
            add(wanted.pop(0), *pair)
            if not wanted:
                break
        if wanted:
            raise SystemExit(f"make.py: error: the pattern {pattern.__name__} is short of {len(wanted)} pairs")
    for part in PARTS:
        pairs[part].sort(key=lambda pair: (hashed("order " + "\t".join(pair)), pair))
    return pairs


def print_counts():
    themes = collections.defaultdict(collections.Counter)
    lengths = collections.Counter()
    for thai, english, theme, register in phrasebook():
        themes[theme][register] += 1
        words = len(english.split())
        lengths["2 to 5" if words <= 5 else "6 to 12" if words <= 12 else "13 to 25"] += 1
    registers = ("plain", "polite", "casual", "formal")
    print("| theme | pairs | " + " | ".join(registers) + " |\n|---|" + "---:|" * (1 + len(registers)))
    for theme, counts in sorted(themes.items()):
        print(f"| {theme} | {counts.total()} | " + " | ".join(str(counts[register]) for register in registers) + " |")
    total = sum(themes.values(), collections.Counter())
    print(f"| all | {total.total()} | " + " | ".join(str(total[register]) for register in registers) + " |")
    print("\n| English words | pairs |\n|---|---:|")
    for length in ("2 to 5", "6 to 12", "13 to 25"):
        print(f"| {length} | {lengths[length]} |")


def main():
    if sys.argv[1:] not in ([], ["--check"], ["--counts"]):
        raise SystemExit(__doc__)
    if sys.argv[1:] == ["--counts"]:
        return print_counts()
    differing = []
    for part, pairs in build().items():
        for side, language in enumerate(("th", "en")):
            path = FOLDER / f"{part}.{language}"
            data = "".join(pair[side] + "\n" for pair in pairs).encode("utf-8")
            if not sys.argv[1:]:
                path.write_bytes(data)
            elif not path.exists() or path.read_bytes() != data:
                differing.append(path.name)
    if differing:
        raise SystemExit(f"make.py: error: {', '.join(differing)} differ from what make.py writes\nhelp: run make.py and commit the files")


if __name__ == "__main__":
    main()
