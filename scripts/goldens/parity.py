#!/usr/bin/env python3
"""Writes parity.json beside it: what PyTorch 2.15.0 makes of small models with random weights, in float32 and in float64.

Needs: pip install torch==2.15.0 numpy safetensors. For each model and batch: the log-probability of every target token, the
loss with label smoothing, its gradients, and the parameters after three updates with Adam. Numbers are little-endian bytes
in base64. The network is Benchmarks/pytorch/model.py; lengths are uneven. Run it again only if the models or the batches
change.
"""

import base64
import json
import pathlib
import sys

import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Benchmarks/pytorch"))
from model import Batch, Network, adam, log_probabilities, named_tensors  # noqa: E402

SMOOTHING, LEARNING_RATE, UPDATES = 0.1, 0.01, 3
CASES = [
    dict(layers=1, hiddenSize=17, embeddingSize=5, reverseSource=False, feedVector=False),
    dict(layers=2, hiddenSize=6, embeddingSize=4, reverseSource=True, feedVector=True),
    dict(layers=3, hiddenSize=4, embeddingSize=3, reverseSource=False, feedVector=True),
    dict(layers=2, hiddenSize=3, embeddingSize=7, reverseSource=True, feedVector=False),
]
SIZES = dict(sourceVocabularySize=11, targetVocabularySize=14, cell="lstm", dropout=0)


def encoded(tensor: torch.Tensor) -> str:
    return base64.b64encode(tensor.detach().contiguous().numpy().tobytes()).decode()


def encoded_tensors(network: Network, gradients: bool = False) -> dict[str, str]:
    return {name: encoded(tensor) for name, tensor in named_tensors(network, gradients).items()}


def results(configuration: dict, values: dict, source: list, target: list, kind: torch.dtype) -> dict:
    network = Network(configuration).to(kind)
    for name, tensor in named_tensors(network).items():
        tensor.copy_(values[name])
    found = {"logProbabilities": encoded(
        torch.cat([log_probabilities(network, *pair) for pair in zip(source, target)]))}
    optimizer = adam(network, LEARNING_RATE)
    for number in range(UPDATES):
        optimizer.zero_grad()
        loss = network.loss(Batch(source, target, network.reverse_source), SMOOTHING)
        loss.backward()
        if number == 0:
            found |= {"loss": loss.item(), "gradients": encoded_tensors(network, gradients=True)}
        optimizer.step()
    return found | {"updated": encoded_tensors(network)}


def case(number: int) -> dict:
    configuration = CASES[number] | SIZES
    torch.manual_seed(number)
    network = Network(configuration)
    for tensor in named_tensors(network).values():
        torch.nn.init.uniform_(tensor, -0.5, 0.5)
    ids = lambda size, length: torch.randint(4, size, (length,)).tolist()
    source = [ids(configuration["sourceVocabularySize"], length) for length in (4, 1, 7, 2, 5)]
    target = [ids(configuration["targetVocabularySize"], length) for length in (3, 6, 0, 5, 1)]
    values = {name: tensor.clone() for name, tensor in named_tensors(network).items()}
    return {
        "configuration": configuration, "sources": source, "targets": target,
        "values": {name: encoded(tensor) for name, tensor in values.items()},
        "float32": results(configuration, values, source, target, torch.float32),
        "float64": results(configuration, values, source, target, torch.float64),
    }


def main() -> None:
    torch.set_num_threads(1)
    goldens = {"torch": torch.__version__.split("+")[0], "smoothing": SMOOTHING, "learningRate": LEARNING_RATE,
               "updates": UPDATES, "cases": [case(number) for number in range(len(CASES))]}
    # One set of numbers a line, so that a change can be read.
    text = json.dumps(goldens, separators=(",", ":"))
    for start in ('{"configuration"', '"values"', '"float32"', '"float64"', '"gradients"', '"updated"'):
        text = text.replace(start, "\n" + start)
    pathlib.Path(__file__).with_suffix(".json").write_text(text + "\n")


if __name__ == "__main__":
    main()
