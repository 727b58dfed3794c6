"""Clean Thai from the text of one cell or paragraph, every rule named and counted.

>>> normalise("ดําเนินการ ๒๕๖๘")
'ดำเนินการ 2568'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
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
from ita_parse.normalisation.context import ALONE, Context, read_context
from ita_parse.normalisation.digits import thai_digits
from ita_parse.normalisation.filling import unwrapped
from ita_parse.normalisation.lists import list_lines, marker_space
from ita_parse.normalisation.nikhahit import lost_nikhahit
from ita_parse.normalisation.trace import Edit, Trace, edits
from ita_parse.normalisation.wraps import line_ends, spaces, wrapped_spaces
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
        wrapped_spaces,
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
# A shorter text is no wrapped one of which the line ends were lost.
_SHORTEST_WRAPPED = 60

_Cleaned = tuple[str, tuple[Repair, ...]]
_Note = Callable[[str, str, str, int], None]


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
        self._rules = [
            (name, rule) for name, rule in RULES.items() if name in names and name != _LAST
        ]
        self.unwraps = _LAST in names
        self._remembered = lru_cache(_REMEMBERED)(self._apply)

    def clean(self, text: str) -> tuple[str, tuple[Repair, ...]]:
        """Return the clean text, and which rules changed it how often."""
        return self.clean_in(text, ALONE)

    def clean_in(self, text: str, context: Context) -> tuple[str, tuple[Repair, ...]]:
        """Return the clean text and its repairs, given what its document tells."""
        if _is_plain(text) and not (context.alone and self.unwraps and _may_be_wrapped(text)):
            return text, ()
        return self._remembered(text, context)

    def within(
        self, texts: Iterable[str], columns: Iterable[Sequence[str]] = (), *, firm: bool = False
    ) -> Cleaner:
        """Return what cleans the texts of one document, each in the light of the others.

        Args:
            texts: all texts of the document, as read.
            columns: texts that were wrapped to one width, for example the cells of a column, where
                line ends may have been turned into spaces; none if spaces are known to be right.
            firm: whether hard breaks are sure (told by geometry), not mere markup.
        """
        return Cleaner(self, texts, columns, firm=firm)

    def trace(self, text: str, context: Context | None = None) -> Trace:
        """Return the clean text with every change and its place; the text can be restored."""
        steps: list[tuple[Edit, ...]] = []

        def note(rule: str, before: str, after: str, _count: int) -> None:
            steps.append(edits(rule, before, after))

        return Trace(self._run(text, context or ALONE, note), tuple(steps))

    def _apply(self, text: str, context: Context) -> _Cleaned:
        counts: dict[str, int] = {}

        def note(rule: str, _before: str, _after: str, count: int) -> None:
            counts[rule] = counts.get(rule, 0) + max(count, 1)

        text = self._run(text, context, note)
        return text, tuple(Repair(name, count) for name, count in counts.items())

    def _run(self, text: str, context: Context, note: _Note) -> str:
        for _ in range(_MAX_ROUNDS):
            text = self._settle(text, context, note)
            if not (self.unwraps and context.alone and _may_be_wrapped(text)):
                break
            less, count = wrapped_spaces(text, context)
            if less == text:
                break
            note(_LAST, text, less, count)
            text = less
        return text

    def _settle(self, text: str, context: Context, note: _Note) -> str:
        for _ in range(_MAX_ROUNDS):
            start = text
            letters = set(text)
            odd = _ODD_CHARACTER.search(text) is not None
            for name, rule in self._rules:
                if not odd and name in _CHARACTER_RULES:
                    continue
                if name in _NEEDED and _NEEDED[name].isdisjoint(letters):
                    continue
                changed, count = line_ends(text, context) if rule is line_ends else rule(text)
                if changed != text:
                    note(name, text, changed, count)
                    text = changed
                    letters.update(text)
                    odd = True
            if text == start or _is_plain(text):
                break
        return text

    def __call__(self, text: str) -> str:
        """Return the clean text."""
        return self.clean(text)[0]


class Cleaner:
    """Cleans the texts of one document; see `Normaliser.within`."""

    def __init__(
        self,
        normaliser: Normaliser,
        texts: Iterable[str],
        columns: Iterable[Sequence[str]],
        *,
        firm: bool,
    ) -> None:
        self._normaliser = normaliser
        columns = [column for column in columns if column] if normaliser.unwraps else []
        readable = (_MARKS_ONLY(text) if _ODD_CHARACTER.search(text) else text for text in texts)
        self.context = read_context(readable, flattened=bool(columns), firm=firm)
        self._unwrapped: dict[str, _Cleaned] = {}
        for column in columns:
            self._unwrap(column)

    def __call__(self, text: str) -> _Cleaned:
        """Return the clean text, and which rules changed it how often."""
        if not self._unwrapped:
            return self._normaliser.clean_in(text, self.context)
        if text in self._unwrapped:
            return self._unwrapped[text]
        parts = self._parts(text)
        text, repairs = self._normaliser.clean_in(
            "\n".join(part[0] for part in parts), self.context
        )
        return text, _summed([*(part[1] for part in parts), repairs])

    def _parts(self, text: str) -> list[_Cleaned]:
        """Return the parts of a cell that goes on over pages: each was wrapped for itself."""
        return [self._unwrapped.get(part, (part, ())) for part in text.split("\n")]

    def trace(self, text: str) -> Trace:
        """Return the clean text with every change and its place; see `Normaliser.trace`."""
        steps: list[tuple[Edit, ...]] = []
        whole = "\n".join(part for part, _ in self._parts(text))
        if whole != text:
            before = self._normaliser.trace(text, self.context)
            steps += before.steps
            steps.append(edits(_LAST, before.text, whole))
            text = whole
        after = self._normaliser.trace(text, self.context)
        return Trace(after.text, (*steps, *after.steps))

    def _unwrap(self, column: Sequence[str]) -> None:
        cleaned = [self._normaliser.clean_in(text, self.context) for text in column]
        flat = [
            index
            for index, text in enumerate(column)
            if "\n" not in text and text not in self._unwrapped
        ]
        shorter = unwrapped([cleaned[index][0] for index in flat], self.context)
        for index, less in zip(flat, shorter, strict=True):
            before, repairs = cleaned[index]
            if less != before:
                lost = Repair(_LAST, len(before) - len(less))
                text, more = self._normaliser.clean_in(less, self.context)
                self._unwrapped[column[index]] = text, _summed([repairs, (lost,), more])


def _summed(repairs: Iterable[Iterable[Repair]]) -> tuple[Repair, ...]:
    counts: dict[str, int] = {}
    for some in repairs:
        for repair in some:
            counts[repair.rule] = counts.get(repair.rule, 0) + repair.count
    return tuple(Repair(name, count) for name, count in counts.items())


def _is_plain(text: str) -> bool:
    """Tell a text that no rule changes, at a fraction of the rules' cost."""
    return not text or (
        _OCCASION.search(text) is None
        and text[0] != " "
        and text[-1] != " "
        and text[0] not in "-–"
    )


def _may_be_wrapped(text: str) -> bool:
    """Tell a text of which some spaces may be line ends that were lost."""
    return len(text) >= _SHORTEST_WRAPPED and " " in text


_LAST = wrapped_spaces.__name__
_MARKS_ONLY = Normaliser(_CHARACTER_RULES)


@cache
def default() -> Normaliser:
    """Return the normaliser with all rules, which `read` and `extract` use."""
    return Normaliser()


def normalise(text: str) -> str:
    """Return `text` as clean Thai: marks in order, ำ whole, Arabic digits, wrapped lines joined.

    Item codes whose o is printed as a zero ("ข้อ ๐33") are left as they are.
    """
    return default()(text)
