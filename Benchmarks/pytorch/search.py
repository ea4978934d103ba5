"""Beam search in PyTorch by the rules of mt (Sources/Decoding/BeamSearch.swift), over a batch of sentences at once.

As mt does: sentences that are done leave the batch; one is done when `beam` hypotheses are complete, or when no live one
can still beat the best complete one; sums are in double precision; only the best candidates of a row are normalized.
"""

import math

import torch
from torch.nn import functional

from model import BEGIN, END, Network, padded


@torch.inference_mode()
def beam_search(
    network: Network, sources: list[list[int]], beam: int, alpha: float, length_factor: float, suppressed: list[int]
) -> list[list[int]]:
    """The best translation of each source, as ids without marks; no source is empty."""
    bias = network.output.bias.clone()
    bias[suppressed] = -math.inf
    state = network.encode(*padded(sources, network.reverse_source))
    vector = state[0][-1]

    sentences = torch.arange(len(sources))  # in the batch, n of them
    limits = torch.tensor([math.ceil(length_factor * len(source)) + 10 for source in sources])
    largest_divisors = limits.double() ** alpha
    best_scores = torch.full((len(sources),), -math.inf, dtype=torch.double)
    best = [[] for _ in sources]
    completed = torch.zeros(len(sources), dtype=torch.long)
    sums = torch.zeros(len(sources), 1, dtype=torch.double)  # [n, live]
    ids = torch.full((len(sources), 1, 1), BEGIN)  # [n, live, step], the begin first
    step = 0
    while True:
        step += 1
        count, live = sums.shape
        output, state = network.decode(ids[:, :, -1].reshape(1, -1), state, vector)
        logits = functional.linear(output[0], network.output.weight, bias).float()
        top, candidates = logits.topk(beam + 1)
        totals = (top - logits.logsumexp(1, keepdim=True)).double().view(count, live, -1) + sums[:, :, None]
        totals, order = totals.flatten(1).topk(min(2 * beam, live * (beam + 1)))
        parents, tokens = order // (beam + 1), candidates.view(count, -1).gather(1, order)

        # Of those that end, the first `beam` of the ranking are complete.
        ends = tokens == END
        ended = ends[:, :beam]
        scores = torch.where(ended, totals[:, :beam] / step**alpha, -math.inf)
        score, place = scores.max(dim=1)
        for row in (score > best_scores[sentences]).nonzero()[:, 0].tolist():
            sentence = int(sentences[row])
            best_scores[sentence] = score[row]
            best[sentence] = ids[row, parents[row, place[row]], 1:].tolist()
        completed[sentences] += ended.sum(1)

        # The first `beam` that do not end live on.
        sums, place = torch.where(ends, -math.inf, totals).topk(beam)
        parents, tokens = parents.gather(1, place), tokens.gather(1, place)
        ids = torch.cat([ids.gather(1, parents[:, :, None].expand(-1, -1, step)), tokens[:, :, None]], dim=2)

        beaten = sums[:, 0] / largest_divisors[sentences] < best_scores[sentences]
        at_limit = limits[sentences] == step
        for row in (at_limit & (completed[sentences] == 0)).nonzero()[:, 0].tolist():
            best[int(sentences[row])] = ids[row, 0, 1:].tolist()
        kept = (~(at_limit | (completed[sentences] >= beam) | beaten)).nonzero()[:, 0]
        if not len(kept):
            return best
        rows = (kept[:, None] * live + parents[kept]).flatten()
        state = tuple(part.index_select(1, rows) for part in state)
        vector = vector[rows]
        sentences, sums, ids = sentences[kept], sums[kept], ids[kept]
