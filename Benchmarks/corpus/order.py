#!/usr/bin/env python3
"""Tells how well a stream of the pairs of generate.py is shuffled (needs numpy):

    mt corpus cat FOLDER --shuffle --epochs 2 | order.py PAIRS WINDOW

PAIRS is the number of pairs of an epoch, WINDOW of a window. For each epoch: that each pair comes once; the rank correlation
of the order in the files and in the stream; the median distance, in the stream, of neighbours in a file; and how far the
share of a source in a window is at most from its share of the whole.
"""
import sys

import numpy as np

SHARES = [("a", 0.60), ("b", 0.30), ("c", 0.09), ("d", 0.01)]


def numbers(stream, counts):
    """The numbers of all pairs, counted over all sources, in the order of the stream."""
    offsets = np.zeros(256, np.int64)
    total = 0
    for (source, _), count in zip(SHARES, counts):
        offsets[ord(source)] = total
        total += count
    rest = b""
    while chunk := stream.read(1 << 24):
        chunk = rest + chunk
        cut = chunk.rfind(b"\n") + 1
        rest = chunk[cut:]
        text = np.frombuffer(chunk[:cut] + b" " * 16, np.uint8)
        ends = np.flatnonzero(text == 10)
        starts = np.concatenate(([0], ends[:-1] + 1))
        value = np.zeros(len(starts), np.int64)
        is_digit = np.ones(len(starts), bool)
        for place in range(1, 12):
            digit = text[starts + place].astype(np.int64) - 48
            is_digit &= (digit >= 0) & (digit <= 9)
            value = np.where(is_digit, value * 10 + digit, value)
        yield value + offsets[text[starts]]


def main():
    total, window = int(sys.argv[1]), int(sys.argv[2])
    counts = [round(total * share) for _, share in SHARES]
    order = np.concatenate(list(numbers(sys.stdin.buffer, counts)))
    if len(order) % total:
        sys.exit(f"order: {len(order)} pairs are no whole epochs of {total}")
    epochs = order.reshape(-1, total)
    bounds = np.cumsum(counts)
    windows = max(1, round(total / window))
    for number, epoch in enumerate(epochs):
        place = np.empty(total, np.int64)
        place[epoch] = np.arange(total)
        once = np.array_equal(np.sort(epoch), np.arange(total))
        correlation = np.corrcoef(np.arange(total), epoch)[0, 1]
        neighbours = np.median(np.abs(np.diff(place)))
        source = np.searchsorted(bounds, epoch, side="right")
        parts = [source[total * w // windows:total * (w + 1) // windows] for w in range(windows)]
        print(f"epoch {number}: each pair once: {once}; rank correlation {correlation:+.5f}; "
              f"neighbours {neighbours / (total / windows):.3f} windows apart (median)")
        for index, ((name, _), count) in enumerate(zip(SHARES, counts)):
            shares = np.array([np.mean(part == index) for part in parts])
            print(f"  source {name}: {count / total:.4f} of the pairs; of a window {shares.min():.4f} to {shares.max():.4f}")
    if len(epochs) > 1:
        print(f"pairs at the same place in two epochs: {np.count_nonzero(epochs[0] == epochs[1])}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main()
