#!/usr/bin/env python3
"""Writes attention.json beside it: what PyTorch makes of a decoder layer that attends to sources of uneven lengths, in float64.

Needs: pip install torch==2.15.0 numpy. The equations are those of the papers, on PyTorch's tensors, with PyTorch's softmax over
masked scores and its gradients. For each case: the weights under our names, the input [T, B, I], the encoder's outputs [S, B, D],
the states before the first step, the output [T, B, H], and the gradients of its sum weighted with random numbers. Numbers are
little-endian bytes in base64. Run it again only if attention changes.
"""

import base64
import json
import pathlib

import torch

STEPS, COUNT, INPUTS, HIDDEN, LENGTHS = 4, 3, 4, 6, [5, 1, 3]
# What scores a position, what is fed to a step, and the heads.
CASES = {
    "general": ("general", "nothing", 1),
    "dotWithInputFeeding": ("dot", "attentional", 1),
    "headsWithInputFeeding": ("general", "attentional", 3),
    "concatWithInputFeeding": ("concat", "attentional", 1),
    "additive": ("additive", "context", 2),
}


def encoded(tensor: torch.Tensor) -> str:
    return base64.b64encode(tensor.detach().contiguous().numpy().tobytes()).decode()


def numbers(*shape: int) -> torch.Tensor:
    return (torch.rand(*shape, dtype=torch.float64) * 2 - 1).requires_grad_()


def case(kind: str, feed: str, heads: int) -> dict:
    values = {
        "layer.inputWeight": numbers(4 * HIDDEN, INPUTS), "layer.recurrentWeight": numbers(4 * HIDDEN, HIDDEN),
        "layer.bias": numbers(4 * HIDDEN), "combine.contextWeight": numbers(HIDDEN, HIDDEN),
        "combine.hiddenWeight": numbers(HIDDEN, HIDDEN),
    }
    if feed != "nothing":
        values["layer.vectorWeight"] = numbers(4 * HIDDEN, HIDDEN)
    if kind != "dot":
        values["attention.keyWeight"] = numbers(HIDDEN, HIDDEN)
    if kind in ("concat", "additive"):
        values["attention.queryWeight"] = numbers(HIDDEN, HIDDEN)
        values["attention.vector"] = numbers(HIDDEN)
    w = {name.split(".")[1]: value for name, value in values.items()}
    x, source = numbers(STEPS, COUNT, INPUTS), numbers(max(LENGTHS), COUNT, HIDDEN)
    h0, c0 = numbers(COUNT, HIDDEN), numbers(COUNT, HIDDEN)
    mask = torch.arange(max(LENGTHS))[:, None] >= torch.tensor(LENGTHS)  # [S, B]
    keys = source if kind == "dot" else source @ w["keyWeight"].T

    def split(tensor: torch.Tensor) -> torch.Tensor:
        return tensor.reshape(*tensor.shape[:-1], heads, HIDDEN // heads)

    def attend(state: torch.Tensor) -> torch.Tensor:
        if kind in ("concat", "additive"):
            terms = torch.tanh(keys + state @ w["queryWeight"].T) * w["vector"]
        else:
            terms = keys * state
        scores = split(terms).sum(-1).masked_fill(mask[:, :, None], float("-inf"))  # [S, B, heads]
        return (torch.softmax(scores, 0)[..., None] * split(source)).sum(0).reshape(COUNT, HIDDEN)

    h, c, output, outputs = h0, c0, torch.zeros(COUNT, HIDDEN, dtype=torch.float64), []
    for t in range(STEPS):
        gates = x[t] @ w["inputWeight"].T + h @ w["recurrentWeight"].T + w["bias"]
        if feed == "context":
            context = attend(h)
            gates = gates + context @ w["vectorWeight"].T
        elif feed == "attentional":
            gates = gates + output @ w["vectorWeight"].T
        i, f, g, o = gates.chunk(4, -1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        if feed != "context":
            context = attend(h)
        output = torch.tanh(context @ w["contextWeight"].T + h @ w["hiddenWeight"].T)
        outputs.append(output)
    result = torch.stack(outputs)
    weight = numbers(*result.shape)
    (result * weight).sum().backward()
    inputs = [x, source, h0, c0]
    return {
        "values": {name: encoded(t) for name, t in values.items()},
        "gradients": {name: encoded(t.grad) for name, t in values.items()},
        "inputs": [encoded(t) for t in inputs], "inputGradients": [encoded(t.grad) for t in inputs],
        "output": encoded(result), "outputWeight": encoded(weight), "kind": kind, "feed": feed, "heads": heads,
    }


torch.manual_seed(1)
goldens = {
    "lengths": LENGTHS, "steps": STEPS, "inputs": INPUTS, "hidden": HIDDEN,
    "cases": {name: case(*options) for name, options in CASES.items()},
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(goldens, indent=1) + "\n")
