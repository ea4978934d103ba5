#!/usr/bin/env python3
"""Writes a made-up Thai-English corpus of any size: generate.py PAIRS FOLDER

Four sources in four formats, of 60, 30, 9 and 1 per cent of the pairs: two files, a table, a table in zstd (needs the
program zstd), two files in gzip. Every line begins with its source and its number, so that an order can be told from the
text. A pair has about 150 bytes. The same PAIRS gives the same bytes.
"""
import random
import subprocess
import sys

SHARES = [("a", 0.60), ("b", 0.30), ("c", 0.09), ("d", 0.01)]
CHUNK = 20_000


def phrases(seed):
    """Thai and English phrases of one to four made-up words, in equal numbers."""
    generator = random.Random(seed)
    onsets, vowels, codas = "กขคงจชดตทนบปพมยรลวสห", ["า", "ิ", "ี", "ุ", "ู", "ะ", "อ"], ["", "น", "ง", "ม", "ก"]

    def thai_word():
        return "".join(
            generator.choice(onsets) + generator.choice(vowels) + generator.choice(codas)
            for _ in range(generator.randint(1, 3)))

    def english_word():
        return "".join(
            generator.choice("bcdfghklmnprstvw") + generator.choice("aeiou") for _ in range(generator.randint(1, 3))
        ) + generator.choice(["", "n", "s", "t"])

    thai = ["".join(thai_word() for _ in range(generator.randint(1, 4))) for _ in range(20_000)]
    english = [" ".join(english_word() for _ in range(generator.randint(1, 4))) for _ in range(20_000)]
    return thai, english


def lines(source, count, thai, english):
    """Chunks of the lines of both sides."""
    generator = random.Random(source)
    for first in range(0, count, CHUNK):
        numbers = range(first, min(first + CHUNK, count))
        picks = generator.choices(range(len(thai)), k=4 * len(numbers))
        sides = ([], [])
        for place, number in enumerate(numbers):
            one, two, three, four = picks[4 * place:4 * place + 4]
            head = f"{source}{number} "
            length = 1 + one % 4
            chosen = (one, two, three, four)[:length]
            sides[0].append(head + " ".join([thai[pick] for pick in chosen]) + "\n")
            sides[1].append(head + " ".join([english[pick] for pick in chosen]) + "\n")
        yield sides


def main():
    total, folder = int(sys.argv[1]), sys.argv[2]
    thai, english = phrases(1)
    for source, share in SHARES:
        count = round(total * share)
        if source in "ad":
            ending = ".gz" if source == "d" else ""
            pipes = [
                writer(f"{folder}/{source}.{language}{ending}", ["gzip", "-1c"] if ending else None)
                for language in ("th", "en")
            ]
            for sides in lines(source, count, thai, english):
                for pipe, side in zip(pipes, sides):
                    pipe.write("".join(side).encode())
        else:
            name = f"{folder}/{source}.tsv" + (".zst" if source == "c" else "")
            pipes = [writer(name, ["zstd", "-q", "-3", "-c"] if source == "c" else None)]
            for sides in lines(source, count, thai, english):
                pipes[0].write("".join([t[:-1] + "\t" + e for t, e in zip(*sides)]).encode())
        for pipe in pipes:
            pipe.close()
    for process in processes:
        if process.wait() != 0:
            sys.exit("generate: a compressor failed")


processes = []


def writer(path, command):
    """A file that is written, through a program if there is one."""
    output = open(path, "wb")
    if command is None:
        return output
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output)
    output.close()
    processes.append(process)
    return process.stdin


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main()
