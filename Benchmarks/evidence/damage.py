#!/usr/bin/env python3
"""Shows that damage to a model or a checkpoint is found: random flipped bits and cuts of each file of a model's folder, and of
the folder of a run that is to go on. Each must be refused with exit status 65, 66 or 74, or change nothing: the translations,
or the model that the training ends with, are then, byte for byte, those of the undamaged files.

damage.py MODEL [TIMES]      damages of each of the model's files, 500 unless told; a fifth of it for each file of a run

MODEL is a model's folder; it is copied, and stays as it is. The run is a small one that is trained here.
"""
import collections
import pathlib
import shutil
import sys

import evidence

REFUSED = (65, 66, 74)


def damaged(whole, random):
    """The bytes with one bit flipped, or cut; and what was done, in words."""
    kind = random.random()
    if kind < 0.75 and whole:
        place = random.randrange(len(whole))
        if random.random() < 0.3:  # the start of a file is where its tables are
            place = random.randrange(min(len(whole), 2048))
        bit = random.randrange(8)
        return whole[:place] + bytes([whole[place] ^ 1 << bit]) + whole[place + 1:], f"bit {bit} of byte {place} flipped"
    if kind < 0.95:
        length = random.randrange(len(whole))
        return whole[:length], f"cut to {length} of {len(whole)} bytes"
    return whole + random.randbytes(random.randint(1, 64)), "bytes put behind its end"


class Tally:
    """What became of the damages of one file."""

    def __init__(self, name):
        self.name = name
        self.codes = collections.Counter()
        self.wrong = []

    def note(self, status, is_same, words, errors):
        if status == 0 and is_same:
            self.codes["harmless"] += 1
        elif status in REFUSED:
            self.codes[f"exit {status}"] += 1
            if "error: " not in errors:
                self.wrong.append(f"{words}: refused without a word")
        else:
            what = "silently another result" if status == 0 else evidence.status_name(status)
            self.codes[what] += 1
            self.wrong.append(f"{words}: {what} {errors[-160:]}")

    def tell(self, checks):
        counts = ", ".join(f"{count} {name}" for name, count in sorted(self.codes.items()))
        checks.note(not self.wrong, f"{self.name}: {sum(self.codes.values())} damages: {counts}", "; ".join(self.wrong[:3]))


def model_files(checks, model, times, random, scratch):
    """Damages of each file that `mt translate` reads."""
    folder = scratch / "model"
    folder.mkdir()
    for path in sorted(pathlib.Path(model).iterdir()):
        if path.is_file() and (path.name in ("config.json", "model.safetensors") or path.suffix == ".model"
                               or path.name.endswith("vocabulary.txt")):
            shutil.copy(path, folder)
    lines = b"".join(line + b"\n" for line in evidence.lines_of(evidence.CORPUS / "test-sentences.th")[::12])
    lines += "the quick brown fox\n12,345.67 😀 x\n".encode()

    def translate():
        return evidence.Run(["translate", "--quiet", "--model", folder, "--workers", 1, "--json"], lines)

    expected = translate().output
    for path in sorted(folder.iterdir()):
        whole = path.read_bytes()
        tally = Tally(path.name)
        for _ in range(times):
            content, words = damaged(whole, random)
            path.write_bytes(content)
            run = translate()
            tally.note(run.status, run.output == expected, words, run.errors)
        path.unlink()
        run = translate()
        tally.note(run.status, False, "taken away", run.errors)
        path.write_bytes(whole)
        tally.tell(checks)
    checks.note(translate().output == expected, "with its files as they were, the model translates as it did")


def run_files(checks, times, random, scratch):
    """Damages of what `mt train --resume` reads: it must end in the same model, or refuse."""
    evidence.small_corpus(scratch / "corpus", 1500)
    run = scratch / "run"

    def train(updates):
        return evidence.Run(
            ["train", evidence.ROOT / "Benchmarks/evidence/small.json", "--quiet", "--resume", "--output", run, "--workers", 1,
             "--set", f'corpora.train=[{{"path":"{scratch}/corpus/train"}}]', "--set", "corpora.validation=[]",
             "--set", "training.schedule=constant", "--set", "model.hiddenSize=24", "--set", "model.embeddingSize=16",
             "--set", f"training.maxUpdates={updates}"])

    first = train(20)
    cut = scratch / "cut"
    shutil.copytree(run, cut, symlinks=True)
    last = train(24)
    if not checks.note(first.status == 0 and last.status == 0, "a small training goes on", first.errors + last.errors):
        return
    whole = scratch / "whole"
    run.rename(whole)
    results = ["model.safetensors", "checkpoints/last/model.safetensors", "checkpoints/last/state.safetensors"]
    names = ["checkpoints/last/model.safetensors", "checkpoints/last/state.safetensors", "source.model", "target.model",
             "config.json", "recipe.json", "shards/0/manifest.json", "shards/0/shard-00000.tsv.zst", "training.jsonl"]
    for name in names:
        tally = Tally("a run's " + name)
        for _ in range(times):
            shutil.copytree(cut, run, symlinks=True)
            content, words = damaged((run / name).read_bytes(), random)
            (run / name).write_bytes(content)
            found = train(24)
            tally.note(found.status, not evidence.differing(whole, run, results), words, found.errors)
            shutil.rmtree(run)
        tally.tell(checks)


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: damage.py MODEL [TIMES]")
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    random = evidence.seeded("damage")
    scratch = evidence.Scratch("damage")
    checks = evidence.Checks()
    model_files(checks, sys.argv[1], times, random, scratch.path)
    run_files(checks, max(1, times // 5), random, scratch.path)
    scratch.remove(checks)
    checks.end("damage")


main()
