#!/usr/bin/env python3
"""Times PyTorch at what mt does; one line of JSON goes to standard output, with the words of `mt benchmark train`.

    speed.py [--layers N ...]                  updates on random ids, as `mt benchmark train`
    speed.py --train SOURCE TARGET [...]       updates on text: lines of pieces with spaces between them
    speed.py --translate MODEL FILE [...]      beam search with the weights of a model of mt

An update is a whole one: forward, loss, backward, norm, clipping and fused Adam. The network is that of model.py:
nn.LSTM over whole sequences, logits of real targets only, nothing packed where nothing is padded. Text is trained on in
batches of like length and about as many target tokens: by target length as mt does, or with --bucket source by source
length, so that no encoder batch has padding. Both sides are one vocabulary of the most frequent pieces each.

Translating sorts the lines by length, and takes no time for reading the model or for pieces. --output writes the
translations; --compare FILE says what share of lines is the same there.
Needs: pip install torch numpy safetensors
"""

import argparse
import collections
import json
import os
import random
import resource
import time

import torch
from torch import nn

import mt_text
from model import BEGIN, PADDING, UNKNOWN, Batch, Network, adam, learned_count, read
from search import beam_search

CLIP_NORM = 5.0
LEARNING_RATE = 1e-3


def peak_resident_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def precision(arguments: argparse.Namespace) -> torch.autocast:
    return torch.autocast("cpu", torch.bfloat16, enabled=arguments.precision == "bfloat16")


def network_of(arguments: argparse.Namespace, source_size: int, target_size: int) -> Network:
    torch.manual_seed(1)
    return Network({
        "layers": arguments.layers, "hiddenSize": arguments.hidden_size, "embeddingSize": arguments.embedding_size,
        "sourceVocabularySize": source_size, "targetVocabularySize": target_size, "reverseSource": True,
        "feedVector": arguments.feed_vector, "dropout": arguments.dropout}).train()


def update(network: Network, optimizer: torch.optim.Optimizer, batch: Batch, arguments: argparse.Namespace) -> None:
    optimizer.zero_grad(set_to_none=True)
    with precision(arguments):
        loss = network.loss(batch, arguments.label_smoothing)
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), CLIP_NORM)
    optimizer.step()


def random_ids(arguments: argparse.Namespace) -> dict:
    generator = random.Random(2)
    size, length, count = arguments.vocabulary_size, arguments.length, arguments.batch_size
    ids = lambda length: [[generator.randrange(4, size) for _ in range(length)] for _ in range(count)]
    # The end mark counts as a target token: `length` is with it.
    batch = Batch(ids(length), ids(length - 1), reverse_source=True)
    network = network_of(arguments, size, size)
    optimizer = adam(network, LEARNING_RATE)
    seconds = []
    for number in range(arguments.steps + 2):
        start = time.perf_counter()
        update(network, optimizer, batch, arguments)
        if number >= 2:
            seconds.append(time.perf_counter() - start)
    seconds.sort()
    best, median, tokens = seconds[0], seconds[len(seconds) // 2], length * count
    return {"mode": "train", "parameters": learned_count(network), "secondsPerUpdate": {"best": best, "median": median},
            "targetTokensPerSecond": {"best": tokens / best, "median": tokens / median}}


def read_pieces(path: str, size: int) -> tuple[list[list[int]], int]:
    """Ids of the lines, and how many there are with the four marks."""
    with open(path, encoding="utf-8", newline="\n") as file:
        lines = [line.split() for line in file]
    counts = collections.Counter(piece for line in lines for piece in line)
    ids = {piece: number for number, (piece, _) in enumerate(counts.most_common(size - 4), start=4)}
    return [[ids.get(piece, UNKNOWN) for piece in line] for line in lines], len(ids) + 4


def token_batches(pairs: list[tuple[list[int], list[int]]], tokens: int, bucket: str) -> list[list]:
    """Pairs of like length, at most `tokens` target tokens together, ends included; with `source`, of one source length."""
    by_source = bucket == "source"
    order = sorted(pairs, key=lambda pair: (len(pair[0]), len(pair[1])) if by_source else (len(pair[1]), len(pair[0])))
    batches, batch, total = [], [], 0
    for pair in order:
        count = len(pair[1]) + 1
        if batch and (total + count > tokens or by_source and len(pair[0]) != len(batch[0][0])):
            batches.append(batch)
            batch, total = [], 0
        batch.append(pair)
        total += count
    return batches + [batch]


def text(arguments: argparse.Namespace) -> dict:
    sources, source_size = read_pieces(arguments.train[0], arguments.vocabulary_size)
    targets, target_size = read_pieces(arguments.train[1], arguments.vocabulary_size)
    pairs = [pair for pair in zip(sources, targets, strict=True) if all(0 < len(side) <= 100 for side in pair)]
    batches = token_batches(pairs, arguments.batch_tokens, arguments.bucket)
    random.Random(3).shuffle(batches)
    network = network_of(arguments, source_size, target_size)
    optimizer = adam(network, LEARNING_RATE)
    warm_up, tokens, start = 5, 0, 0.0
    for number in range(warm_up + arguments.steps):
        if number == warm_up:
            start = time.perf_counter()
        pairs = batches[number % len(batches)]
        batch = Batch([pair[0] for pair in pairs], [pair[1] for pair in pairs], reverse_source=True)
        update(network, optimizer, batch, arguments)
        if number >= warm_up:
            tokens += len(batch.targets)
    seconds = time.perf_counter() - start
    return {"mode": "text", "parameters": learned_count(network), "bucket": arguments.bucket, "targetTokens": tokens,
            "seconds": seconds, "targetTokensPerSecond": tokens / seconds}


def translate(arguments: argparse.Namespace) -> dict:
    model, path = arguments.translate
    network, configuration = read(model)
    with open(path, encoding="utf-8", newline="\n") as file:
        sources = mt_text.encode(arguments.mt, model, configuration, "source", file.read())
    order = sorted((row for row in range(len(sources)) if sources[row]), key=lambda row: -len(sources[row]))
    decoding = configuration["decoding"]
    found: list[list[int]] = [[] for _ in sources]

    def run(rows: list[int]) -> None:
        with precision(arguments):
            for first in range(0, len(rows), arguments.batch_size):
                batch = rows[first:first + arguments.batch_size]
                translations = beam_search(
                    network, [sources[row] for row in batch], arguments.beam_size, decoding["normalize"],
                    decoding["maxLengthFactor"], [PADDING, UNKNOWN, BEGIN])
                for row, translation in zip(batch, translations):
                    found[row] = translation

    run(order[-arguments.batch_size:])  # warms up
    start = time.perf_counter()
    run(order)
    seconds = time.perf_counter() - start
    result = {"mode": "translate", "beamSize": arguments.beam_size, "batchSize": arguments.batch_size, "seconds": seconds,
              "sentences": len(sources), "sentencesPerSecond": len(sources) / seconds}
    if arguments.output or arguments.compare:
        lines = mt_text.decode(arguments.mt, model, "target", found)
        if arguments.output:
            with open(arguments.output, "w", encoding="utf-8") as file:
                file.write("".join(line + "\n" for line in lines))
        if arguments.compare:
            with open(arguments.compare, encoding="utf-8", newline="\n") as file:
                others = file.read().split("\n")[:-1]
            result["sameLines"] = sum(a == b for a, b in zip(lines, others, strict=True)) / len(lines)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", nargs=2, metavar=("SOURCE", "TARGET"))
    parser.add_argument("--translate", nargs=2, metavar=("MODEL", "FILE"))
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--hidden-size", type=int, default=512)
    parser.add_argument("--embedding-size", type=int, default=512)
    parser.add_argument("--vocabulary-size", type=int, default=8000)
    parser.add_argument("--batch-size", type=int, default=64, help="sentences of an update, or translated together")
    parser.add_argument("--length", type=int, default=25)
    parser.add_argument("--steps", type=int, default=10, help="updates that are timed")
    parser.add_argument("--precision", choices=["float32", "bfloat16"], default="float32")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--batch-tokens", type=int, default=2000, help="target tokens of an update on text")
    parser.add_argument("--bucket", choices=["target", "source"], default="target")
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--label-smoothing", type=float, default=0.0)
    parser.add_argument("--feed-vector", action="store_true", help="to the decoder at every step")
    parser.add_argument("--beam-size", type=int, default=5)
    parser.add_argument("--output", metavar="FILE")
    parser.add_argument("--compare", metavar="FILE", help="translations by mt of the same file")
    parser.add_argument("--mt", default=mt_text.MT, help="the program; by default the release build of this repository")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    (torch.ones(8, 8) @ torch.ones(8, 8)).sum().item()
    empty = peak_resident_bytes()
    report = text(arguments) if arguments.train else translate(arguments) if arguments.translate else random_ids(arguments)
    report |= {"precision": arguments.precision, "threads": arguments.threads, "emptyResidentBytes": empty,
               "peakResidentBytes": peak_resident_bytes(), "torch": torch.__version__}
    print(json.dumps(report, sort_keys=True))


if __name__ == "__main__":
    main()
