#!/usr/bin/env python3
"""Compares a model of mt with the same model in PyTorch: parity.py MODEL --source FILE --target FILE

MODEL is a model's folder or one of its checkpoints, the files are sentence pairs. Compared are
  - the log-probability of every target token of 100 pairs: differences below 1e-4;
  - the gradients of one batch of 32 of them, with label smoothing 0.1, without dropout and clipping: by tensor, the largest
    difference is below 1e-3 of the largest gradient;
  - the parameters after one Adam update with mt's gradients: differences below 1e-5.
Without files, random ids of uneven lengths take the sentences' place. mt's own numbers are written by its test
PyTorchParityNumbers (`swift test`, which builds the tests first). Exit code 1 if a difference is too large.
Needs: pip install torch numpy safetensors, and the release build of mt for the pieces.
"""

import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import torch
from safetensors.torch import load_file

import mt_text
from model import Batch, adam, log_probabilities, named_tensors, read

SMOOTHING, LEARNING_RATE = 0.1, 1e-3


def read_pairs(arguments: argparse.Namespace, configuration: dict) -> list[tuple[list[int], list[int]]]:
    if not arguments.source:
        generator = random.Random(1)
        sizes = [configuration["model"][side + "VocabularySize"] for side in ("source", "target")]
        return [tuple([generator.randrange(4, size) for _ in range(generator.randint(1, 30))] for size in sizes)
                for _ in range(arguments.pairs)]
    sides = []
    for side in ("source", "target"):
        with open(getattr(arguments, side), encoding="utf-8", newline="\n") as file:
            sides.append(mt_text.encode(arguments.mt, arguments.model, configuration, side, file.read()))
    return [pair for pair in zip(*sides, strict=True) if pair[0] and pair[1]][:arguments.pairs]


def worst(a: torch.Tensor, b: torch.Tensor) -> float:
    return float((a.double() - b.double()).abs().max())


def numbers_of_mt(case: dict, command: str, folder: str) -> tuple[list[list[float]], dict, dict]:
    """Log-probabilities, gradients, and parameters after the update."""
    place = pathlib.Path(folder)
    (place / "case.json").write_text(json.dumps(case))
    test = subprocess.run(command, shell=True, cwd=mt_text.ROOT, env=os.environ | {"MT_PARITY": folder},
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if test.returncode != 0 or not (place / "updated.safetensors").exists():
        sys.exit(f"{test.stdout}\n'{command}' has not written mt's numbers")
    return (json.loads((place / "log-probabilities.json").read_text()),
            load_file(place / "gradients.safetensors"), load_file(place / "updated.safetensors"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", metavar="MODEL")
    parser.add_argument("--source", metavar="FILE")
    parser.add_argument("--target", metavar="FILE")
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--batch-size", type=int, default=32, help="pairs of the batch for gradients")
    parser.add_argument("--mt", default=mt_text.MT, help="the program; by default the release build of this repository")
    parser.add_argument("--test", default="swift test --filter PyTorchParityNumbers", metavar="COMMAND",
                        help="runs mt's side; by default '%(default)s'")
    arguments = parser.parse_args()
    if (arguments.source is None) != (arguments.target is None):
        parser.error("--source and --target go together")

    network, configuration = read(arguments.model)
    pairs = read_pairs(arguments, configuration)
    batch = pairs[:arguments.batch_size]
    case = {"configuration": configuration["model"], "weights": os.path.abspath(arguments.model + "/model.safetensors"),
            "sources": [source for source, _ in pairs], "targets": [target for _, target in pairs],
            "batchSize": arguments.batch_size, "smoothing": SMOOTHING, "learningRate": LEARNING_RATE}
    with tempfile.TemporaryDirectory() as folder:
        their_log_probabilities, their_gradients, updated = numbers_of_mt(case, arguments.test, folder)

    with torch.no_grad():
        ours = [log_probabilities(network, *pair) for pair in pairs]
    log_probability = max(worst(a, torch.tensor(b)) for a, b in zip(ours, their_log_probabilities, strict=True))

    network.loss(Batch([pair[0] for pair in batch], [pair[1] for pair in batch], network.reverse_source), SMOOTHING).backward()
    gradients = named_tensors(network, gradients=True)
    relative = {name: worst(gradients[name], their_gradients[name]) / float(gradients[name].abs().max())
                for name in gradients}

    for name, gradient in gradients.items():
        gradient.copy_(their_gradients[name])
    adam(network, LEARNING_RATE).step()
    values = {name: worst(value, updated[name]) for name, value in named_tensors(network).items()}

    findings = [
        (f"log-probability of {sum(map(len, ours))} tokens of {len(pairs)} pairs, difference", log_probability, 1e-4),
        (f"gradient, relative difference (most in {max(relative, key=relative.get)})", max(relative.values()), 1e-3),
        (f"parameter after Adam, difference (most in {max(values, key=values.get)})", max(values.values()), 1e-5)]
    for what, found, allowed in findings:
        print(f"{'ok' if found < allowed else 'TOO LARGE':10}{found:9.2e}  of {allowed:.0e}  {what}")
    sys.exit(0 if all(found < allowed for _, found, allowed in findings) else 1)


if __name__ == "__main__":
    main()
