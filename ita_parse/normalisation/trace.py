"""What the rules changed in a text, place by place, so that it can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """A change that a rule made.

    Attributes:
        rule: The rule's name.
        start: Where the changed stretch begins in the text as the rule left it.
        clean: What stands there now.
        printed: What stood there before.
    """

    rule: str
    start: int
    clean: str
    printed: str


class Trace(NamedTuple):
    """A clean text and how it came about.

    Attributes:
        text: The clean text.
        steps: The edits of each rule that changed anything, in the order of the rules; places are
            those in the text after that rule.
    """

    text: str
    steps: tuple[tuple[Edit, ...], ...]

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits in the order in which they were made."""
        return tuple(edit for step in self.steps for edit in step)

    def restore(self) -> str:
        """Return the text as it was given, made from the clean one by undoing every edit."""
        text = self.text
        for step in reversed(self.steps):
            text = _undone(text, step)
        return text


def _undone(text: str, step: Iterable[Edit]) -> str:
    parts = []
    place = 0
    for edit in step:
        parts += [text[place : edit.start], edit.printed]
        place = edit.start + len(edit.clean)
    return "".join([*parts, text[place:]])


def edits(rule: str, before: str, after: str) -> tuple[Edit, ...]:
    """Return what a rule changed."""
    from rapidfuzz.distance import Levenshtein

    return tuple(
        Edit(
            rule,
            code.dest_start,
            after[code.dest_start : code.dest_end],
            before[code.src_start : code.src_end],
        )
        for code in Levenshtein.opcodes(before, after)
        if code.tag != "equal"
    )
