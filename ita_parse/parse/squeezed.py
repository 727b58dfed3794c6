"""Text without white space, in which wrapped names can be found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

PARAGRAPH = "\N{PILCROW SIGN}"

_NO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_THAI = re.compile("[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]")


@dataclass(frozen=True, slots=True)
class Squeezed:
    """Several texts as one without white space, since wraps leave it anywhere in names.

    `chars` holds the texts, a `PARAGRAPH` before each; `breaks` the positions in it that white
    space stood before, `origins` where each character stands in `source`.
    """

    source: str
    chars: str
    breaks: frozenset[int]
    origins: tuple[int, ...]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Squeezed:
        """Squeeze texts; characters that have no width are left out as well."""
        source = "".join(f"{PARAGRAPH}{text.replace(PARAGRAPH, ' ')}" for text in texts) + PARAGRAPH
        chars: list[str] = []
        origins: list[int] = []
        breaks: set[int] = set()
        for origin, char in enumerate(source):
            if char.isspace():
                breaks.add(len(chars))
            elif char not in _NO_WIDTH:
                chars.append(char)
                origins.append(origin)
        return cls(source, "".join(chars), frozenset(breaks), tuple(origins))

    def printed(self, start: int, end: int) -> str:
        """Return what stands between two positions as it was, white space in it as one space."""
        return " ".join(self.source[self.origins[start] : self.origins[end - 1] + 1].split())

    def free(self, position: int) -> bool:
        """Tell whether no Thai letter touches `position` from the left."""
        return position in self.breaks or not _THAI.match(self.chars[position - 1 : position])
