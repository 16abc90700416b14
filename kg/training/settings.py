"""How a reader is trained: what may be set, and what was found to be best."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Settings:
    """Sizes and rates of a training.

    `epochs` passes over the documents; `batch` documents a step; `encoder_rate` and `head_rate` are the highest
    learning rates; `dropout` is that of the heads, `encoder_dropout` that of the encoder's layers; `average` is the
    decay of the running mean of weights that is kept in the end; `plain` the share of documents that are read in their
    plain form, the others are read in one of the other forms; `renamed` the share in which people have other names;
    `imagined` the most mentions that the network makes up in a document and learns to tell from right ones; `mix` the
    layers in which the mentions of a document learn of one another. `more` passes follow at half the rates, in which
    every document comes without its punctuation, too, and only a third are sure to be plain.
    """

    seed: int = 1
    epochs: int = 4
    batch: int = 4
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    dropout: float = 0.15
    encoder_dropout: float = 0.1
    average: float = 0.999
    plain: float = 0.5
    renamed: float = 0.3
    imagined: int = 12
    mix: int = 1
    more: int = 2

    def first(self) -> Settings:
        """The settings of the first passes alone."""
        return replace(self, more=0)

    def last(self) -> Settings:
        """The settings of the passes that follow them."""
        rates = self.encoder_rate / 2, self.head_rate / 2
        return replace(self, epochs=self.more, encoder_rate=rates[0], head_rate=rates[1], plain=0.35, more=0)
