#!/usr/bin/env python3
"""Writes recurrent.json beside it: what PyTorch's RNN, LSTM and GRU make of uneven sequences, in float64.

Needs: pip install torch==2.15.0 numpy. For each cell: the weights, the input [T, B, I], the states before the first step,
the outputs, the states after the last step, and the gradients of the sum of outputs and last states, each weighted with random
numbers. Sequences are packed by their lengths. Numbers are little-endian bytes in base64. Two biases that are added to each
other are one here. Run it again only if the cells change.
"""

import base64
import json
import pathlib

import torch

STEPS, COUNT, INPUTS, HIDDEN, LENGTHS = 5, 3, 4, 6, [5, 1, 3]
CELLS = {
    "tanh": lambda: torch.nn.RNN(INPUTS, HIDDEN, nonlinearity="tanh", dtype=torch.float64),
    "relu": lambda: torch.nn.RNN(INPUTS, HIDDEN, nonlinearity="relu", dtype=torch.float64),
    "lstm": lambda: torch.nn.LSTM(INPUTS, HIDDEN, dtype=torch.float64),
    "gru": lambda: torch.nn.GRU(INPUTS, HIDDEN, dtype=torch.float64),
}


def encoded(tensor: torch.Tensor) -> str:
    return base64.b64encode(tensor.detach().contiguous().numpy().tobytes()).decode()


def named(cell: torch.nn.RNNBase, of) -> dict[str, torch.Tensor]:
    """The parameters, or what `of` makes of them, under our names."""
    inner, outer = of(cell.bias_hh_l0), of(cell.bias_ih_l0)
    named = {"inputWeight": of(cell.weight_ih_l0), "recurrentWeight": of(cell.weight_hh_l0), "bias": outer}
    if isinstance(cell, torch.nn.GRU):
        named["innerBias"] = inner[2 * HIDDEN:]
    return named


def case(make) -> dict:
    cell = make()
    for parameter in cell.parameters():
        torch.nn.init.uniform_(parameter, -0.8, 0.8)
    with torch.no_grad():  # the inner bias is what cannot be part of the outer one
        cell.bias_hh_l0[:2 * HIDDEN if isinstance(cell, torch.nn.GRU) else None] = 0

    def numbers(*shape: int) -> torch.Tensor:
        return torch.rand(*shape, dtype=torch.float64) * 2 - 1

    slots = 2 if isinstance(cell, torch.nn.LSTM) else 1
    x = numbers(STEPS, COUNT, INPUTS).requires_grad_()
    initial = [numbers(COUNT, HIDDEN).requires_grad_() for _ in range(slots)]
    state = [s.unsqueeze(0) for s in initial]
    packed = torch.nn.utils.rnn.pack_padded_sequence(x, LENGTHS, enforce_sorted=False)
    packed, last = cell(packed, tuple(state) if slots == 2 else state[0])
    outputs, _ = torch.nn.utils.rnn.pad_packed_sequence(packed, total_length=STEPS)
    last = [s.squeeze(0) for s in (last if slots == 2 else [last])]
    output_weight, last_weights = numbers(*outputs.shape), [numbers(*s.shape) for s in last]
    loss = (outputs * output_weight).sum()
    for state, weight in zip(last, last_weights):
        loss = loss + (state * weight).sum()
    loss.backward()
    return {
        "values": {name: encoded(t) for name, t in named(cell, lambda p: p).items()},
        "gradients": {name: encoded(t) for name, t in named(cell, lambda p: p.grad).items()},
        "input": encoded(x), "inputGradient": encoded(x.grad),
        "initial": [encoded(s) for s in initial], "initialGradients": [encoded(s.grad) for s in initial],
        "outputs": encoded(outputs), "outputWeight": encoded(output_weight),
        "last": [encoded(s) for s in last], "lastWeights": [encoded(s) for s in last_weights],
    }


torch.manual_seed(1)
goldens = {
    "lengths": LENGTHS, "steps": STEPS, "inputs": INPUTS, "hidden": HIDDEN,
    "cases": {name: case(make) for name, make in CELLS.items()},
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(goldens, indent=1) + "\n")
