"""What a form or the official template printed and its author left: sentences, and gaps to fill."""

from __future__ import annotations

import re
from functools import cache

from ita_parse.data import load_toml
from ita_parse.parse.analyses import is_boilerplate
from ita_parse.text import squeeze

# Dots or lines to write on, behind a label and up to the end of a line (a line that was written on
# has letters between its dots), and crosses that mask no number.
_GAP = re.compile(
    r"(?:(?<![^\s:(])|(?<=\.))(?:[.…] ?){6,}(?=\s*(?:\n|\)|$))|(?<![^\s:(])_{5,}(?=\s*(?:\n|\)|$))"
    r"|(?<![\w./-])(?:X{3,}|x{3,})(?![\w./-])"
)


_SOME_GAP = re.compile(r"[.…_] ?[.…_] ?[.…_]|XXX|xxx")


@cache
def _openings() -> re.Pattern[str]:
    data = load_toml("analyses")
    starts = [squeeze(start) for start in data["boilerplate"]["starts"]]
    # The first six letters of each are enough to leave nearly every text alone.
    firsts = "|".join(sorted({re.escape(start[:6]) for start in starts}))
    return re.compile(rf"[\W\d]{{0,20}}(?:{firsts})")


@cache
def _asks() -> re.Pattern[str]:
    asks = "|".join(load_toml("language")["forms"]["asks"])
    return re.compile(
        rf"\s*(?:[({{\[<]\s*(?:{asks})[^()\[\]<>{{}}]{{0,80}}[)}}\]>]|(?:{asks})(?=[^\n]*[.…_]{{4}}))"
        r"\s*[.…_]*\s*"
    )


def is_template(text: str) -> bool:
    """Tell a sentence of the official template, or what a form asks for with no answer to it."""
    if _openings().match(text) is not None and is_boilerplate(text):
        return True
    return _asks().fullmatch(text) is not None


def may_have_gap(text: str) -> bool:
    """Tell, at a fraction of the cost of `gap`, whether a long text may have one."""
    return _SOME_GAP.search(text) is not None


def gap(text: str) -> str | None:
    """Return the gap that a form left in a text and nobody filled in, if there is one."""
    match = _GAP.search(text)
    return match[0] if match else None
