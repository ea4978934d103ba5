#!/usr/bin/env python3
"""Writes a table of pairs of random words in Thai and in Latin letters, about 150 bytes a pair, as a corpus to measure with.

make_text.py MEGABYTES FILE.tsv
"""
import random
import sys

generator = random.Random(5)
consonants = [chr(code) for code in range(0xE01, 0xE2F)]
vowels = list("าิีุเแ่้ะำ")


def words(make):
    return [make() for _ in range(20000)]


def thai():
    return "".join(generator.choice(consonants) + generator.choice(vowels) for _ in range(generator.randint(1, 3)))


def latin():
    return "".join(generator.choice("etaoinshrdlucmfwyp") for _ in range(generator.randint(2, 9)))


sides = [words(thai), words(latin)]


def segment(side, count):
    # A few words are frequent and most are rare, as in real text.
    return [side[int(len(side) ** generator.random()) - 1] for _ in range(count)]


left = int(sys.argv[1]) * 1_000_000
with open(sys.argv[2], "wb") as output:
    while left > 0:
        count = generator.randint(2, 13)
        line = ("".join(segment(sides[0], count)) + "\t" + " ".join(segment(sides[1], count + 1)) + "\n").encode()
        left -= output.write(line)
