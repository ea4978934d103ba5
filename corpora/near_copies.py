"""Finds sentences that say nearly the same as a given one: near copies of test sentences have no place in train."""

import collections
import re

# Polite and final particles, and the pronoun that changes with the speaker, do not make another sentence.
PARTICLES = re.compile("(ครับ|ค่ะ|คะ|นะ|จ้ะ|จ๊ะ)+$")


def bare(text):
    """Letters, marks and digits alone."""
    text = PARTICLES.sub("", text.lower().strip(" .?!\"”")).replace("ผม", "ฉัน").replace("ดิฉัน", "ฉัน")
    return re.sub("[^0-9a-z\u0e00-\u0e7f]", "", text)


def grams(text):
    text = bare(text)
    return {text[i : i + 3] for i in range(max(1, len(text) - 2))}


class NearCopies:
    """An index of sentences of one language.

    Two sentences are near copies if they share at least `share` of their character trigrams (Dice's coefficient).
    """

    def __init__(self, share):
        self.share = share
        self.sizes = []
        self.holders = collections.defaultdict(list)

    def add(self, text):
        for gram in grams(text):
            self.holders[gram].append(len(self.sizes))
        self.sizes.append(len(grams(text)))

    def of(self, text):
        """The numbers of the sentences that `text` is a near copy of, in the order in which they were added."""
        own = grams(text)
        shared = collections.Counter(number for gram in own for number in self.holders.get(gram, ()))
        return sorted(n for n, count in shared.items() if 2 * count >= self.share * (len(own) + self.sizes[n]))


class NearPairs:
    """An index of pairs; a pair is a near copy of another if both sides are, or if one side is almost the same."""

    def __init__(self):
        self.loose = (NearCopies(0.7), NearCopies(0.7))
        self.strict = (NearCopies(0.9), NearCopies(0.9))

    def add(self, pair):
        for indices in (self.loose, self.strict):
            for index, text in zip(indices, pair):
                index.add(text)

    def of(self, pair):
        thai, english = (index.of(text) for index, text in zip(self.loose, pair))
        almost = (index.of(text) for index, text in zip(self.strict, pair))
        return sorted(set(thai) & set(english) | set().union(*almost))
