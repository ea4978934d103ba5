#!/usr/bin/env python3
"""What a list of Thai words, or counts of words, would add to ICU's dictionary: an experiment, no part of mt.

The tokens of `mt tokenize` are changed in Thai text only, and scored as measure.py does:
  joined            neighbours that make a word of the list become one token, longest first
  joined, minimal   the same with the words of the list that are no compounds of ICU's words
  counts, ICU       Thai is cut anew where the product of the words' relative counts is highest (a unigram model), with the
                    words of ICU's dictionary
  counts, minimal   the same with the words of the list that are no compounds besides
The lists and counts are those that come with PyThaiNLP: ICU's (icubrk_th, Unicode licence), words_th and tnc_freq (CC0).

Usage: word_lists.py [--mt BINARY] GOLD...
"""

import argparse
import math
import pathlib
import re

import measure
import pythainlp

CORPUS = pathlib.Path(pythainlp.__file__).parent / "corpus"
THAI = re.compile("[ก-๎]+$")
SIGNS = set("ะาำๅัิีึืฺุู็่้๊๋์ํ๎")  # none of them begins a word
LONGEST = 25


def read_words(name):
    return {word for word in (CORPUS / name).read_text(encoding="utf-8").split() if THAI.match(word)}


def is_compound(word, words):
    """Whether it is made of two or more other words of at least two letters."""
    reached = [True] + [False] * len(word)
    for start in range(len(word)):
        if reached[start]:
            for end in range(start + 2, len(word) + 1):
                if end - start < len(word) and word[start:end] in words:
                    reached[end] = True
    return reached[-1]


def joined(tokens, words):
    result, index = [], 0
    while index < len(tokens):
        best, text = 1, tokens[index].lstrip("▁")
        for count in range(2, 9):
            if index + count > len(tokens) or not THAI.match(tokens[index + count - 1]):
                break
            text += tokens[index + count - 1]
            if text in words:
                best = count
        result.append("".join(tokens[index : index + best]))
        index += best
    return result


def cut(text, words, cost):
    """The cheapest way to cut a run of Thai; an unknown word costs by its length."""
    best, back = [0.0] + [math.inf] * len(text), [0] * (len(text) + 1)
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + LONGEST) + 1):
            if end < len(text) and text[end] in SIGNS:
                continue
            word = text[start:end]
            total = best[start] + (cost(word) if word in words else 8 + 7 * len(word))
            if total < best[end]:
                best[end], back[end] = total, start
    tokens, end = [], len(text)
    while end > 0:
        tokens.append(text[back[end] : end])
        end = back[end]
    return tokens[::-1]


def cut_anew(tokens, words, cost):
    result, index = [], 0
    while index < len(tokens):
        if not THAI.match(tokens[index].lstrip("▁")):
            result.append(tokens[index])
            index += 1
            continue
        end = index + 1
        while end < len(tokens) and THAI.match(tokens[end]):
            end += 1
        result += cut("".join(tokens[index:end]).lstrip("▁"), words, cost)
        index = end
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mt", default=str(measure.HERE / "../../.build/release/mt"), help="the binary")
    parser.add_argument("gold", nargs="+", help="files with | between tokens")
    options = parser.parse_args()
    mt = measure.MT(options.mt)
    icu, listed = read_words("icubrk_th.txt"), read_words("words_th.txt")
    minimal = {word for word in listed - icu if len(word) > 1 and not is_compound(word, icu)}
    counts = {}
    for line in (CORPUS / "tnc_freq.txt").read_text(encoding="utf-8").splitlines():
        word, count = line.split("\t")
        counts[word] = int(count)
    whole = sum(counts.values())

    def cost(word):
        return -math.log((counts.get(word, 0) + 0.5) / whole)

    print(f"ICU {len(icu)} words, the list {len(listed)}, of them new and no compounds {len(minimal)}")
    methods = {
        "mt": lambda tokens: tokens,
        "joined": lambda tokens: joined(tokens, listed),
        "joined, minimal": lambda tokens: joined(tokens, minimal),
        "counts, ICU": lambda tokens: cut_anew(tokens, icu, cost),
        "counts, minimal": lambda tokens: cut_anew(tokens, icu | minimal, cost),
    }
    for path in options.gold:
        gold, lines, _ = measure.read_gold(path, mt)
        tokens = mt(lines)
        for name, method in methods.items():
            p, r, f = measure.score(gold, lines, [method(line) for line in tokens])
            print(f"{pathlib.Path(path).stem:<20} {name:<16} {p:6.2f} {r:6.2f} {f:6.2f}", flush=True)


if __name__ == "__main__":
    main()
