"""Glyphs as a test draws them, without a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from ita_parse.extraction.glyphs import UNREADABLE, Glyphs, Ink

EM = 10.0
TOP = 800.0


@dataclass
class Drawn:
    """A glyph on a baseline; the ink of one without width lies before its origin."""

    text: str
    x: float
    width: float = 5.0
    left: float | None = None
    mapped: bool = True
    run: bool = False
    baseline: float = 100.0
    ink: Ink | None = None
    font: str = "F/1"


class DrawnGlyphs(Glyphs):
    """Glyphs whose inks a test gives."""

    __slots__ = ("given", "named")
    given: list[Ink | None]
    named: list[str]

    def fonts(self, places: Iterable[int]) -> list[str]:
        return [self.named[place] for place in places]

    def inks(self, places: Sequence[int]) -> list[Ink]:
        return [self.given[place] or Ink("F/1", 0, 0, 0.5, 0.5) for place in places]

    def heights(self, places: Sequence[int]) -> list[tuple[float, float]]:
        return [(ink.bottom, ink.top) for ink in self.inks(places)]


def draw(drawn: Iterable[Drawn]) -> DrawnGlyphs:
    items = list(drawn)
    frame: Any = SimpleNamespace(turn=0, left=0.0, bottom=0.0, right=600.0, top=TOP)
    lefts = [
        item.left if item.left is not None else item.x if item.width else item.x - 3.0
        for item in items
    ]
    glyphs = DrawnGlyphs(
        frame,
        [item.text if item.mapped else UNREADABLE for item in items],
        [item.x for item in items],
        [TOP - item.baseline for item in items],
        lefts,
        [item.x + item.width for item in items],
        [EM] * len(items),
        [item.run for item in items],
        list(range(len(items))),
    )
    glyphs.given = [item.ink for item in items]
    glyphs.named = [item.ink.font if item.ink else item.font for item in items]
    return glyphs


def text_of(glyphs: Glyphs) -> str:
    return "".join(glyphs.texts)
