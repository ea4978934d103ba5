"""The network of mt in PyTorch: the same parameters, the same function.

nn.LSTM has the gates of mt in mt's order (i, f, g, o). It has two biases where mt has one: the second is held at 0. A vector
that mt feeds to the decoder's lowest layer through weights of their own is appended to that layer's input here, which is the
same sum.
"""

import json
import pathlib

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence

PADDING, UNKNOWN, BEGIN, END = 0, 1, 2, 3

# For a step of few rows nn.LSTM costs more than its cells one by one; for many the cells cost up to twice as much.
CELL_ROWS = 128

State = tuple[torch.Tensor, torch.Tensor]


class Network(nn.Module):
    """`configuration` has the keys of `model` in a config.json; values are drawn from U(-0.08, 0.08)."""

    def __init__(self, configuration: dict):
        super().__init__()
        self.reverse_source = configuration["reverseSource"]
        self.feed_vector = configuration["feedVector"]
        layers, hidden, embedding = (configuration[key] for key in ("layers", "hiddenSize", "embeddingSize"))
        dropout = configuration["dropout"]
        self.embedding_size = embedding
        self.source_embedding = nn.Embedding(configuration["sourceVocabularySize"], embedding)
        self.target_embedding = nn.Embedding(configuration["targetVocabularySize"], embedding)
        between = dropout if layers > 1 else 0
        self.encoder = nn.LSTM(embedding, hidden, layers, dropout=between)
        self.decoder = nn.LSTM(embedding + hidden * self.feed_vector, hidden, layers, dropout=between)
        self.dropout = nn.Dropout(dropout)
        self.output = nn.Linear(hidden, configuration["targetVocabularySize"])
        for name, parameter in self.named_parameters():
            nn.init.uniform_(parameter, -0.08, 0.08)
            if "bias_hh" in name:
                nn.init.zeros_(parameter)
                parameter.requires_grad_(False)

    def encode(self, source: torch.Tensor, lengths: torch.Tensor) -> State:
        """The last states, [L, B, H], of sources [S, B] in reading order; lengths [B]."""
        embedded = self.dropout(self.source_embedding(source))
        if int(lengths.min()) < len(source):
            embedded = pack_padded_sequence(embedded, lengths, enforce_sorted=False)
        # Packed sequences of uneven lengths do not run in oneDNN: without padding it is quicker.
        return self.encoder(embedded)[1]

    def decode(self, inputs: torch.Tensor, state: State, vector: torch.Tensor) -> tuple[torch.Tensor, State]:
        """Outputs [T, B, H] of inputs [T, B]; `vector` [B, H] is the top layer's last state of the encoder."""
        embedded = self.dropout(self.target_embedding(inputs))
        if self.feed_vector:
            embedded = torch.cat([embedded, vector.to(embedded.dtype).expand(len(inputs), -1, -1)], dim=2)
        if len(inputs) == 1 and inputs.shape[1] <= CELL_ROWS and not self.training:
            return self.cells(embedded[0], state)
        return self.decoder(embedded, state)

    def cells(self, below: torch.Tensor, state: State) -> tuple[torch.Tensor, State]:
        """One step of the decoder, layer by layer."""
        hidden, cell = [], []
        for layer, weights in enumerate(self.decoder.all_weights):
            below, after = torch.lstm_cell(below, (state[0][layer], state[1][layer]), *weights)
            hidden.append(below)
            cell.append(after)
        return below[None], (torch.stack(hidden), torch.stack(cell))

    def logits(self, batch: "Batch") -> torch.Tensor:
        """[N, V] for the N real targets of a batch: padding costs nothing in the output layer."""
        state = self.encode(batch.source, batch.lengths)
        outputs = self.decode(batch.inputs, state, state[0][-1])[0].flatten(0, 1)
        return self.output(self.dropout(outputs if batch.places is None else outputs[batch.places]))

    def loss(self, batch: "Batch", smoothing: float) -> torch.Tensor:
        """The mean over target tokens, ends included."""
        return functional.cross_entropy(self.logits(batch), batch.targets, label_smoothing=smoothing)


class Batch:
    """Sentence pairs as tensors, time-major. The rows of `source` and `target` are ids without marks."""

    def __init__(self, source: list[list[int]], target: list[list[int]], reverse_source: bool):
        self.source, self.lengths = padded(source, reverse_source)
        self.inputs, lengths = padded([[BEGIN] + row for row in target])
        targets = padded([row + [END] for row in target])[0].flatten()
        real = (torch.arange(len(self.inputs))[:, None] < lengths).flatten()
        self.places = None if bool(real.all()) else real.nonzero()[:, 0]
        self.targets = targets if self.places is None else targets[self.places]


def padded(rows: list[list[int]], reverse: bool = False) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids [T, B] and lengths [B]."""
    longest = max(map(len, rows))
    table = [(row[::-1] if reverse else row) + [PADDING] * (longest - len(row)) for row in rows]
    return torch.tensor(table).t().contiguous(), torch.tensor([len(row) for row in rows])


def log_probabilities(network: Network, source: list[int], target: list[int]) -> torch.Tensor:
    """Of each id of the target and of its end."""
    batch = Batch([source], [target], network.reverse_source)
    return network.logits(batch).log_softmax(-1).gather(1, batch.targets[:, None])[:, 0]


def adam(network: Network, learning_rate: float) -> torch.optim.Adam:
    """The fused one, which is the fastest."""
    learned = [parameter for parameter in network.parameters() if parameter.requires_grad]
    return torch.optim.Adam(learned, lr=learning_rate, fused=True)


def learned_count(network: Network) -> int:
    return sum(parameter.numel() for parameter in network.parameters() if parameter.requires_grad)


def named_tensors(network: Network, gradients: bool = False) -> dict[str, torch.Tensor]:
    """Views of the values, or of the gradients, under the names that they have in mt's files."""
    own = {name: value.grad if gradients else value.detach() for name, value in network.named_parameters()}
    named = {"encoder.embedding.weight": own["source_embedding.weight"],
             "decoder.embedding.weight": own["target_embedding.weight"],
             "output.weight": own["output.weight"], "output.bias": own["output.bias"]}
    for side in ("encoder", "decoder"):
        for layer in range(network.encoder.num_layers):
            prefix = f"{side}.layers.{layer}"
            input_weight = own[f"{side}.weight_ih_l{layer}"]
            if side == "decoder" and layer == 0 and network.feed_vector:
                named[f"{prefix}.vectorWeight"] = input_weight[:, network.embedding_size:]
                input_weight = input_weight[:, :network.embedding_size]
            named[f"{prefix}.inputWeight"] = input_weight
            named[f"{prefix}.recurrentWeight"] = own[f"{side}.weight_hh_l{layer}"]
            named[f"{prefix}.bias"] = own[f"{side}.bias_ih_l{layer}"]
    return named


def read(folder: str) -> tuple[Network, dict]:
    """The network of a model's folder or of one of its checkpoints, without dropout, and its whole config.json."""
    place = pathlib.Path(folder)
    found = [path for path in (place / "config.json", place.parent.parent / "config.json") if path.exists()]
    if not found:
        raise SystemExit(f"{folder}: there is no config.json, here or two folders up")
    configuration = json.loads(found[0].read_text())
    network = Network(configuration["model"] | {"dropout": 0})
    weights = load_file(place / "model.safetensors")
    named = named_tensors(network)
    if weights.keys() != named.keys():
        raise SystemExit(f"{folder}: other tensors than expected: {sorted(weights.keys() ^ named.keys())}")
    for name, tensor in named.items():
        tensor.copy_(weights[name])
    return network.eval(), configuration
