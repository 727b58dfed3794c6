"""Clean Thai from the text of one cell or paragraph, every rule named and counted.

>>> normalise("ดําเนินการ ๒๕๖๘")
'ดำเนินการ 2568'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from ita_parse.document import Repair
from ita_parse.normalisation.characters import (
    FROM_PRIVATE_USE,
    FROM_SYMBOL_FONT,
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
from ita_parse.text import HARD_BREAK, MARKS, THAI_DIGITS, TONES

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

# Letters of which a text has to have one for a rule to change anything; asking for them is cheaper
# than the rule. Rules without an entry are always asked.
_NEEDED = {
    "lost_nikhahit": frozenset(" "),
    "list_lines": frozenset(".)-–•▪■●◦➢❖✓"),
    "line_ends": frozenset(f"\n{HARD_BREAK}"),
    "thai_digits": frozenset(THAI_DIGITS),
    "marker_space": frozenset(".)"),
}

# What the rules on characters look for, and what lists and lines begin or end with: most texts
# need no rule, and one search tells that. Spaces at the ends are asked for apart.
_CHARACTER_RULES = frozenset(
    rule.__name__
    for rule in (
        invisible,
        private_use,
        symbol_font,
        space_before_mark,
        double_sara_e,
        lakkhangyao,
        sara_am,
        mark_order,
        same_mark,
    )
)
_ODD = (
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u1680\u2000-\u200f\u202a-\u202f\u205f-\u2064\u3000\ufeff"
    f"\ufff9-\ufffb\u0e45\u0e4d{''.join(FROM_PRIVATE_USE)}{''.join(FROM_SYMBOL_FONT)}]"
    f"|[ \n][{MARKS}\u0e33]|\u0e40\u0e40|\u0e33[{TONES}\u0e32\u0e33]|([{MARKS}])\\1"
    f"|[{TONES}\u0e4c][\u0e31\u0e34-\u0e3a\u0e47]"
)
_ODD_CHARACTER = re.compile(_ODD)
_OCCASION = re.compile(f"{_ODD}|[\n{HARD_BREAK}๐-๙•▪■●◦➢❖✓]| [ \u0e32-]|[0-9ก-ฮ][.)]")
# Cells of tables repeat one another.
_REMEMBERED = 4096

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
        self._remembered = lru_cache(_REMEMBERED)(self._apply)

    def clean(self, text: str) -> tuple[str, tuple[Repair, ...]]:
        """Return the clean text, and which rules changed it how often."""
        return (text, ()) if _is_plain(text) else self._remembered(text)

    def _apply(self, text: str) -> tuple[str, tuple[Repair, ...]]:
        counts: dict[str, int] = {}
        for _ in range(_MAX_ROUNDS):
            before = text
            letters = set(text)
            odd = _ODD_CHARACTER.search(text) is not None
            for name, rule in self._rules:
                if not odd and name in _CHARACTER_RULES:
                    continue
                if name in _NEEDED and _NEEDED[name].isdisjoint(letters):
                    continue
                changed, count = rule(text)
                if changed != text:
                    counts[name] = counts.get(name, 0) + max(count, 1)
                    text = changed
                    letters.update(text)
                    odd = True
            if text == before or _is_plain(text):
                break
        return text, tuple(Repair(name, count) for name, count in counts.items())

    def __call__(self, text: str) -> str:
        """Return the clean text."""
        return self.clean(text)[0]


def _is_plain(text: str) -> bool:
    """Tell a text that no rule changes, at a fraction of the rules' cost."""
    return not text or (
        _OCCASION.search(text) is None
        and text[0] != " "
        and text[-1] != " "
        and text[0] not in "-–"
    )


@cache
def default() -> Normaliser:
    """Return the normaliser with all rules, which `read` and `extract` use."""
    return Normaliser()


def normalise(text: str) -> str:
    """Return `text` as clean Thai: marks in order, ำ whole, Arabic digits, wrapped lines joined.

    Item codes whose o is printed as a zero ("ข้อ ๐33") are left as they are.
    """
    return default()(text)
