"""The reader's network: an encoder over pieces, and heads for mentions, identity and relations."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from kg.extractor.reader.labels import STATES, Labels
from kg.extractor.reader.pairs import DISTANCES, FEATURES, SENTENCES
from kg.extractor.reader.pieces import BREAKS, SHAPES
from kg.extractor.reader.spans import WIDEST
from kg.extractor.transcript import LINES

GAP = 40
"""Words between two mentions are looked at where there are no more pieces than this."""

_SEEN, _SPAN, _PAIR = 32, 192, 192


class PooledDropout(nn.Module):
    """Dropout that takes its mask from a pool drawn in advance: drawing anew each time costs more than a layer."""

    def __init__(self, rate: float, pool: int = 1 << 22) -> None:
        super().__init__()
        self.rate = rate
        drawn = (torch.rand(pool) >= rate).float() / (1 - rate)
        self.register_buffer("pool", drawn, persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """Run the part."""
        if not self.training or not self.rate:
            return x
        size = x.numel()
        start = int(torch.randint(0, max(1, len(self.pool) - size), ()))
        mask = self.pool[start : start + size]
        return x * mask.view_as(x) if len(mask) == size else x


class Layer(nn.Module):
    """A layer of BERT."""

    def __init__(self, width: int, heads: int, inner: int, rate: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.drop = PooledDropout(rate)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Run the part."""
        b, n, w = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        a = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, n, w))))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """BERT with embeddings of case, layout and known names added to those of pieces."""

    def __init__(self, config: dict[str, int], names: int, rate: float) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.word = nn.Embedding(config["vocab_size"], width)
        self.position = nn.Embedding(config["max_position_embeddings"], width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], rate)
            for _ in range(config["num_hidden_layers"])
        )
        sizes = (len(SHAPES), len(LINES), len(BREAKS), names)
        self.seen = nn.ModuleList(nn.Embedding(size, width) for size in sizes)
        self.kept = nn.ModuleList(nn.Embedding(size, _SEEN // 4) for size in sizes)
        for table in self.seen:
            nn.init.normal_(table.weight, 0, 0.02)
        self.width = width + _SEEN

    def forward(self, ids: Tensor, seen: Tensor, mask: Tensor | None = None) -> Tensor:
        """ids: b × n; seen: b × n × 4 (shapes, kinds, breaks, names); mask: b × 1 × 1 × n, false where none is."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.word(ids) + self.position(at))
        for table, index in zip(self.seen, seen.unbind(-1), strict=True):
            x = x + table(index)
        for layer in self.layers:
            x = layer(x, mask)
        kept = [table(index) for table, index in zip(self.kept, seen.unbind(-1), strict=True)]
        return torch.cat([x, *kept], -1)


class Mentions(nn.Module):
    """Scores spans for the kinds of mentions."""

    def __init__(self, width: int, kinds: int, rate: float) -> None:
        super().__init__()
        self.parts = nn.Linear(width, 5 * _SPAN)
        self.lengths = nn.Embedding(WIDEST + 1, _SPAN)
        self.out = nn.Sequential(nn.GELU(), nn.LayerNorm(_SPAN), PooledDropout(rate), nn.Linear(_SPAN, kinds))
        nn.init.normal_(self.lengths.weight, 0, 0.1)

    def forward(self, tokens: Tensor, firsts: Tensor, lasts: Tensor) -> Tensor:
        """tokens: what `parts` makes of n pieces, the first and the last of them the encoder's own marks."""
        first, last, middle, left, right = tokens.chunk(5, -1)
        s, e = firsts + 1, lasts + 1
        z = _take(first, s) + _take(last, e) + _mean(middle, s, e) + _take(left, s - 1) + _take(right, e + 1)
        return self.out(z + self.lengths(e - s + 1))


def _mean(x: Tensor, s: Tensor, e: Tensor) -> Tensor:
    sums = functional.pad(x.cumsum(0), (0, 0, 1, 0))
    return (_take(sums, e + 1) - _take(sums, s)) / (e - s + 1)[:, None].to(x.dtype)


def _take(x: Tensor, index: Tensor) -> Tensor:
    """Rows of a matrix; its gradient is cheaper than that of `x[index]`."""
    return x.index_select(0, index)


class Vectors(nn.Module):
    """A vector for each mention."""

    def __init__(self, width: int, families: int, rate: float) -> None:
        super().__init__()
        self.parts = nn.Linear(width, 3 * _PAIR)
        self.lengths, self.family = nn.Embedding(WIDEST + 1, _PAIR), nn.Embedding(families, _PAIR)
        self.out = nn.Sequential(nn.GELU(), nn.LayerNorm(_PAIR))
        self.drop = PooledDropout(rate)
        for table in (self.lengths, self.family):
            nn.init.normal_(table.weight, 0, 0.1)

    def forward(self, tokens: Tensor, firsts: Tensor, lasts: Tensor, families: Tensor) -> Tensor:
        """Run the part."""
        first, last, middle = tokens.chunk(3, -1)
        s, e = firsts + 1, lasts + 1
        z = _take(first, s) + _take(last, e) + _mean(middle, s, e) + self.lengths((e - s + 1).clamp(max=WIDEST))
        return self.drop(self.out(z)) + self.family(families)


class PairInputs(nn.Module):
    """What both kinds of pairs are scored from: the two vectors, their product, features, distances."""

    def __init__(self, families: int) -> None:
        super().__init__()
        self.a, self.b = nn.Linear(_PAIR, _PAIR), nn.Linear(_PAIR, _PAIR)
        self.product = nn.Linear(_PAIR, _PAIR, bias=False)
        self.features = nn.Linear(FEATURES, _PAIR)
        self.distance, self.sentence = nn.Embedding(DISTANCES, _PAIR), nn.Embedding(SENTENCES, _PAIR)
        self.types = nn.Embedding(families * families, _PAIR)
        self.families = families
        for table in (self.distance, self.sentence, self.types):
            nn.init.normal_(table.weight, 0, 0.1)

    def forward(self, g: Tensor, families: Tensor, a: Tensor, b: Tensor, f: Tensor, d: Tensor, q: Tensor) -> Tensor:
        """Run the part."""
        product = self.product(_take(g, a) * _take(g, b))
        z = _take(self.a(g), a) + _take(self.b(g), b) + product + self.features(f)
        return z + self.distance(d) + self.sentence(q) + self.types(families[a] * self.families + families[b])


class Identity(nn.Module):
    """Scores pairs of mentions: whether the second takes up the first, and whether the second is a group with it."""

    def __init__(self, families: int, rate: float) -> None:
        super().__init__()
        self.inputs = PairInputs(families)
        self.out = nn.Sequential(nn.GELU(), PooledDropout(rate), nn.Linear(_PAIR, 2))

    def forward(self, g: Tensor, families: Tensor, a: Tensor, b: Tensor, f: Tensor, d: Tensor, q: Tensor) -> Tensor:
        """Run the part."""
        return self.out(self.inputs(g, families, a, b, f, d, q))


class Relations(nn.Module):
    """Scores what pairs of mentions say of relations: for each relation and state a logit."""

    def __init__(self, width: int, families: int, relations: int, rate: float) -> None:
        super().__init__()
        self.inputs = PairInputs(families)
        self.parts = nn.Linear(width, _PAIR)
        self.out = nn.Sequential(
            nn.GELU(), nn.LayerNorm(_PAIR), PooledDropout(rate), nn.Linear(_PAIR, relations * len(STATES))
        )
        with torch.no_grad():
            self.out[-1].bias.fill_(-4.0)

    def forward(
        self, tokens: Tensor, g: Tensor, families: Tensor, a: Tensor, b: Tensor, f: Tensor, d: Tensor, q: Tensor,
        low: Tensor, high: Tensor,
    ) -> Tensor:  # fmt: skip
        """tokens: what `parts` makes of pieces; low, high: the pieces between the two mentions, up to GAP of them."""
        sums = functional.pad(tokens.cumsum(0), (0, 0, 1, 0))
        size = high - low
        near = ((size > 0) & (size <= GAP)).to(g.dtype) / size.clamp(min=1).to(g.dtype)
        z = self.inputs(g, families, a, b, f, d, q)
        z = z + (_take(sums, high + 1) - _take(sums, low + 1)) * near[:, None]
        return self.out(z).clamp(-25, 25)


class Facts(nn.Module):
    """Scores pairs of things: what is added to what their mentions say."""

    def __init__(self, families: int, relations: int, rate: float) -> None:
        super().__init__()
        self.a, self.b = nn.Linear(_PAIR, _PAIR), nn.Linear(_PAIR, _PAIR)
        self.product = nn.Linear(_PAIR, _PAIR, bias=False)
        self.types, self.families = nn.Embedding(families * families, _PAIR), families
        self.rank_a, self.rank_b = nn.Embedding(8, _PAIR), nn.Embedding(8, _PAIR)
        self.out = nn.Sequential(
            nn.GELU(), nn.LayerNorm(_PAIR), PooledDropout(rate), nn.Linear(_PAIR, relations * len(STATES))
        )
        for table in (self.types, self.rank_a, self.rank_b):
            nn.init.normal_(table.weight, 0, 0.1)

    def forward(self, v: Tensor, families: Tensor, ranks: Tensor, a: Tensor, b: Tensor) -> Tensor:
        """v: a vector for each thing; ranks: which of its family it is, up to 7."""
        z = _take(self.a(v), a) + _take(self.b(v), b) + self.product(_take(v, a) * _take(v, b))
        z = z + self.types(families[a] * self.families + families[b]) + self.rank_a(ranks[a]) + self.rank_b(ranks[b])
        return self.out(z)


class Reader(nn.Module):
    """All parts, with the encoder's weights from a folder of a published model."""

    def __init__(
        self,
        config: dict[str, int],
        labels: Labels,
        rate: float = 0.15,
        encoder_rate: float = 0.1,
        mix: int = 1,
    ) -> None:
        super().__init__()
        families, relations = len(labels.families), len(labels.relations)
        self.encoder = Encoder(config, 1 + 2 * len(labels.name_kinds), encoder_rate)
        width = self.encoder.width
        self.drop = PooledDropout(rate)
        self.mentions = Mentions(width, len(labels.kinds), rate)
        self.vectors = Vectors(width, families, rate)
        self.identity = Identity(families, rate)
        self.relations = Relations(width, families, relations, rate)
        self.mix = nn.ModuleList(Layer(_PAIR, 6, 2 * _PAIR, rate) for _ in range(mix))
        self.facts = Facts(families, relations, rate)

    def mix_mentions(self, g: Tensor) -> Tensor:
        """Let the mentions of a document know of one another."""
        x = g[None]
        for layer in self.mix:
            x = layer(x, None)
        return x[0]


def read_config(folder: Path) -> dict[str, int]:
    """The sizes of a published encoder."""
    return {k: v for k, v in json.loads((folder / "config.json").read_text()).items() if isinstance(v, int)}


def load_encoder(encoder: Encoder, folder: Path) -> None:
    """Fill an encoder with the weights of a published BERT model."""
    given = load_file(folder / "model.safetensors")
    given = {name.removeprefix("bert."): tensor for name, tensor in given.items()}
    with torch.no_grad():
        encoder.word.weight.copy_(given["embeddings.word_embeddings.weight"])
        # Every piece is of the first segment.
        types = given["embeddings.token_type_embeddings.weight"][0]
        encoder.position.weight.copy_(given["embeddings.position_embeddings.weight"] + types)
        _fill(encoder.norm, given, "embeddings.LayerNorm")
        for number, layer in enumerate(encoder.layers):
            at = f"encoder.layer.{number}"
            parts = [f"{at}.attention.self.{part}" for part in ("query", "key", "value")]
            layer.qkv.weight.copy_(torch.cat([given[f"{part}.weight"] for part in parts]))
            layer.qkv.bias.copy_(torch.cat([given[f"{part}.bias"] for part in parts]))
            _fill(layer.out, given, f"{at}.attention.output.dense")
            _fill(layer.norm1, given, f"{at}.attention.output.LayerNorm")
            _fill(layer.up, given, f"{at}.intermediate.dense")
            _fill(layer.down, given, f"{at}.output.dense")
            _fill(layer.norm2, given, f"{at}.output.LayerNorm")


def _fill(module: nn.Module, given: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(given[f"{name}.weight"])
    module.bias.copy_(given[f"{name}.bias"])
