"""Whether a space stands between two pieces of Thai: a model of where officials put spaces.

Thai has no spaces between words, only between phrases, so "is it a word boundary?" does not tell.
What tells are the words and letters on both sides and how long the phrases would be. Their
weights are in `data/spacing.tsv`, a logistic regression made by `python -m fixtures.make.spacing`
from official prose written for it (fixtures/prose). No letter and no word is ever changed by it.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ita_parse.data import load_text
from ita_parse.normalisation.lexicon import is_in_compound, segment

# So many letters on either side are cut into words; no feature looks farther.
_WINDOW = 24
# A word over both sides is looked for within so many letters of each.
_REACH = 14
_LETTERS = 7
# Distances to the nearest space that is known, in steps of so many letters.
_STEP = 3
_FARTHEST = 12

STYLE = "style"
"""The feature that weighs how freely the document uses spaces."""


class Model(NamedTuple):
    """Weights by feature, and that of none."""

    bias: float
    weights: dict[str, float]


@cache
def model() -> Model:
    """Load the weights."""
    weights: dict[str, float] = {}
    for line in load_text("spacing.tsv").splitlines():
        if line and not line.startswith("#"):
            name, weight = line.rsplit("\t", 1)
            weights[name] = float(weight)
    return Model(weights.pop("bias"), weights)


def log_odds(left: str, right: str, style: float = 0.0) -> float:
    """Return the log odds that a space stands between two texts.

    Args:
        left: the text before, at least one letter; its spaces are known to be right.
        right: the text behind, up to where the next space is in doubt.
        style: how freely the document uses spaces: the logarithm of the share of its spaces among
            its letters over the usual one.
    """
    bias, weights = model()
    total = bias + weights.get(STYLE, 0.0) * style
    for feature in features(left, right):
        weight = weights.get(feature)
        if weight is not None:
            total += weight
    return total


def features(left: str, right: str) -> set[str]:
    """Return what the model looks at between two texts; see `log_odds`."""
    found = set()
    found.update(["<" + left[-size:] for size in range(1, min(_LETTERS, len(left)) + 1)])
    found.update([">" + right[:size] for size in range(1, min(_LETTERS, len(right)) + 1)])
    _add_words(found, left[-_WINDOW:], right[:_WINDOW])
    # A text begins as behind a space; where the space behind it is, a line's end may hide.
    back = _step(len(left) - 1 - left.rfind(" "))
    space = right.find(" ")
    ahead = f"{_step(space)}" if space >= 0 else f"{_step(len(right))}+"
    found.add(f"b{back}")
    found.add(f"a{ahead}")
    found.add(f"d{back // 2},{ahead}")
    for size in (2, 3, 4):
        found.add(f"b{back // 2}>{right[:size]}")
        found.add(f"a{ahead}<{left[-size:]}")
    return found


def _step(distance: int) -> int:
    return min(distance // _STEP, _FARTHEST)


def _add_words(found: set[str], left: str, right: str) -> None:
    before = ("", "", *segment(left))
    behind = (*segment(right), "", "", "")
    a, b = before[-2:]
    c, d, e = behind[:3]
    found.update(
        (
            f"w{b}]",
            f"w[{c}",
            f"w{b}|{c}",
            f"w{a}+{b}]",
            f"w[{c}+{d}",
            f"w{a}+{b}|{c}",
            f"w{b}|{c}+{d}",
            f"w[{c}+{d}+{e}",
        )
    )
    if is_in_compound(left.rsplit(" ", 1)[-1], right.split(" ", 1)[0]):
        found.add("field")
    spanning = spanning_word(left, right)
    if spanning:
        found.add("in")
        found.add(f"in{min(spanning, 8)}")


def spanning_word(left: str, right: str) -> int:
    """Return the length of the word that both sides make together, 0 if none does."""
    before, behind = left[-_REACH:].rsplit(" ", 1)[-1], right[:_REACH].split(" ", 1)[0]
    seam, place = len(before), 0
    for word in segment(before + behind):
        place += len(word)
        if place == seam:
            return 0
        if place > seam:
            return len(word)
    return 0
