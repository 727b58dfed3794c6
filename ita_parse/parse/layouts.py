"""Layouts and header words, read from data files; and which field a header names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from rapidfuzz import fuzz, process

from ita_parse.data import load_text
from ita_parse.records import Kind, RowKind
from ita_parse.text import TO_ARABIC, squeeze

# A header may have misread letters: it must agree with a known one in this share of its letters,
# and no header of another field may come as near. Short words are compared exactly.
_LIKENESS = 84.0
_MARGIN = 4.0
_SHORTEST = 6
# No header of the layouts met so far is longer; longer cells are text.
_LONGEST = 80

_YEAR = re.compile(
    r"(?:ประจำ)?(?:ปี)?(?:งบประมาณ)?(?:พ\.?ศ\.?)?(25\d\d)|(?:ประจำ)?ปี(?:งบประมาณ)?(?:พ\.?ศ\.?)?(\d\d)(?!\d)"
)
_BRACKET = re.compile(r"\([^()]*\)")
_EDGES = re.compile(r"^[\s*:.\-–]+|[\s*:.\-–]+$")

Records = Literal["measures", "indicator_scores", "item_scores", "instrument_scores"]


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of table: which fields it must have, and what its rows are."""

    name: str
    records: Records
    all: frozenset[str] = frozenset()
    any: frozenset[str] = frozenset()
    none: frozenset[str] = frozenset()
    row_kind: RowKind = "measure"
    carry: frozenset[str] = frozenset()
    section: bool = False
    kind: Kind | None = None
    kind_with: Mapping[str, Kind] = field(default_factory=dict)

    def matches(self, fields: frozenset[str]) -> bool:
        """Tell whether a header row with these fields is of this layout."""
        return (
            self.all <= fields
            and (not self.any or bool(self.any & fields))
            and not self.none & fields
        )


@dataclass(frozen=True, slots=True)
class Header:
    """What a header cell says: the field, and the fiscal year (B.E.) if it names one."""

    field: str
    year: int | None = None


class Layouts:
    """Header words by field, and layouts in the order in which they are tried."""

    def __init__(
        self,
        words: Mapping[str, Iterable[str]],
        layouts: Iterable[Layout],
        no_score: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        self.layouts = tuple(layouts)
        self._no_score = [
            (_key(word), name) for name, found in (no_score or {}).items() for word in found
        ]
        self._exact: dict[str, str] = {}
        self._prefixes: list[tuple[str, str]] = []
        for name, headers in words.items():
            for header in headers:
                key = _key(header)
                if key.endswith("…"):
                    self._prefixes.append((key[:-1], name))
                else:
                    self._exact.setdefault(key, name)
        self._prefixes.sort(key=lambda pair: -len(pair[0]))
        self._likely = [key for key in self._exact if len(key) >= _SHORTEST]
        self.header = lru_cache(maxsize=4096)(self._header)

    def choose(self, fields: Iterable[str]) -> Layout | None:
        """Return the first layout that a header row with these fields is of."""
        found = frozenset(fields)
        return next((layout for layout in self.layouts if layout.matches(found)), None)

    def _header(self, text: str) -> Header | None:
        """Tell which field a header cell names; None if it is no known header."""
        key = _key(text)
        header = self._named(key)
        if header and header.field == "score":
            other = next((name for word, name in self._no_score if word in key), None)
            return Header(other, header.year) if other else header
        return header

    def _named(self, key: str) -> Header | None:
        if not key or len(key) > _LONGEST:
            return None
        found = _YEAR.search(key)
        year = _full_year(found[1] or found[2]) if found else None
        bare = _EDGES.sub("", _BRACKET.sub("", key))
        undated = _EDGES.sub("", _YEAR.sub("", bare))
        for candidate in dict.fromkeys((key, bare, undated)):
            if candidate in self._exact:
                return Header(self._exact[candidate], year)
        if not undated:
            # A year and nothing else heads a column of scores.
            return Header("score", year) if year else None
        begun = next((name for prefix, name in self._prefixes if key.startswith(prefix)), None)
        name = begun or self._likeness(undated)
        return Header(name, year) if name else None

    def _likeness(self, key: str) -> str | None:
        if len(key) < _SHORTEST:
            return None
        near = process.extract(
            key, self._likely, scorer=fuzz.ratio, score_cutoff=_LIKENESS - _MARGIN, limit=8
        )
        if not near or near[0][1] < _LIKENESS:
            return None
        best = self._exact[near[0][0]]
        others = [score for word, score, _ in near if self._exact[word] != best]
        return best if not others or near[0][1] - max(others) >= _MARGIN else None


def _key(text: str) -> str:
    return _EDGES.sub("", squeeze(text).translate(TO_ARABIC))


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2500 + int(digits)


def load_layouts(paths: Iterable[str | Path] = ()) -> Layouts:
    """Load the package's layouts and, before them, those of further TOML files.

    Args:
        paths: files written like `ita_parse/data/layouts.toml`; their layouts are tried first and
            their header words are added to the package's.

    Raises:
        ValueError: a file is no TOML, or a layout lacks a key or has an unknown one.
    """
    extra = tuple(str(path) for path in paths)
    return _load(extra) if extra else _default()


@cache
def _default() -> Layouts:
    return _load(())


def _load(paths: tuple[str, ...]) -> Layouts:
    documents = [(path, Path(path).read_text(encoding="utf-8")) for path in paths]
    documents.append(("layouts.toml", load_text("layouts.toml")))
    words: dict[str, list[str]] = {}
    misread: list[tuple[str, list[str]]] = []
    no_score: dict[str, list[str]] = {}
    layouts: list[Layout] = []
    for name, text in documents:
        try:
            data = tomllib.loads(text)
            layouts.extend(_layout(entry) for entry in data.get("layout", ()))
        except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
            raise ValueError(f"{name}: not a file of layouts: {error}") from error
        for header, entries in data.get("headers", {}).items():
            words.setdefault(header, []).extend(entries)
        misread.extend(data.get("misread", {}).items())
        for other, entries in data.get("no_score", {}).items():
            no_score.setdefault(other, []).extend(entries)
    for header, entries in misread:
        words.setdefault(header, []).extend(entries)
    return Layouts(words, layouts, no_score)


def _layout(entry: Mapping[str, Any]) -> Layout:
    if entry["records"] not in get_args(Records):
        raise KeyError(f"records = {entry['records']!r}")
    values = dict(entry)
    for key in ("all", "any", "none", "carry"):
        values[key] = frozenset(entry.get(key, ()))
    return Layout(**values)
