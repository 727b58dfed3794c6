"""Clean Thai from the text of one cell or paragraph, every rule named and counted.

>>> normalise("ดําเนินการ ๒๕๖๘")
'ดำเนินการ 2568'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from ita_parse.document import Repair
from ita_parse.normalisation.characters import (
    double_sara_e,
    invisible,
    lakkhangyao,
    mark_order,
    private_use,
    same_mark,
    sara_am,
    space_before_mark,
    symbol_font,
)
from ita_parse.normalisation.digits import thai_digits
from ita_parse.normalisation.lines import line_ends, list_lines, marker_space, spaces
from ita_parse.normalisation.nikhahit import lost_nikhahit

Rule = Callable[[str], tuple[str, int]]

RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        invisible,
        private_use,
        symbol_font,
        spaces,
        space_before_mark,
        double_sara_e,
        lakkhangyao,
        sara_am,
        mark_order,
        same_mark,
        lost_nikhahit,
        list_lines,
        line_ends,
        thai_digits,
        marker_space,
    )
}
"""Every rule by name, in the order in which they are applied."""

# A rule may make work for another one; two rounds settle all text seen, more are for safety.
_MAX_ROUNDS = 10


class Normaliser:
    """Applies a set of rules, in the order of `RULES`, until nothing changes any more.

    Args:
        rules: names of the rules to apply; None for all of them.

    Raises:
        ValueError: a name is not in `RULES`.
    """

    def __init__(self, rules: Iterable[str] | None = None) -> None:
        names = set(RULES) if rules is None else set(rules)
        unknown = names - set(RULES)
        if unknown:
            raise ValueError(f"unknown rules: {', '.join(sorted(unknown))}; see RULES")
        self._rules = [(name, rule) for name, rule in RULES.items() if name in names]

    def clean(self, text: str) -> tuple[str, tuple[Repair, ...]]:
        """Return the clean text, and which rules changed it how often."""
        counts: dict[str, int] = {}
        for _ in range(_MAX_ROUNDS):
            before = text
            for name, rule in self._rules:
                changed, count = rule(text)
                if changed != text:
                    counts[name] = counts.get(name, 0) + max(count, 1)
                    text = changed
            if text == before:
                break
        return text, tuple(Repair(name, count) for name, count in counts.items())

    def __call__(self, text: str) -> str:
        """Return the clean text."""
        return self.clean(text)[0]


@cache
def default() -> Normaliser:
    """Return the normaliser with all rules, which `read` and `extract` use."""
    return Normaliser()


def normalise(text: str) -> str:
    """Return `text` as clean Thai: marks in order, ำ whole, Arabic digits, wrapped lines joined.

    Item codes whose o is printed as a zero ("ข้อ ๐33") are left as they are.
    """
    return default()(text)
