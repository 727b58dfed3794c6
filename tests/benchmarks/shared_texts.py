"""Prints how well, how fast and in how much memory texts are found that bodies share.

Not a test. Reports are made of phrases of the fixtures' prose: several of a body, which repeats
itself from year to year (that must not be found), with names that were misread now and then, and
with a known share of measures taken over from other bodies: whole, the result alone, the result
with words and numbers changed, or with misread letters, and templates that hundreds use. Nothing
is read or written: reading a report takes some 50 ms beside what is printed.

    python -m tests.benchmarks.shared_texts [DOCUMENTS]

DOCUMENTS is 10,000 if it is not given.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ita_parse.export.batches import Batches, row_count
from ita_parse.export.schema import schemas
from ita_parse.export.shared_texts import SharedTexts, sketch_of

PROSE = Path(__file__).resolve().parents[2] / "fixtures" / "prose"
MEASURES = 10
# Reports of a body, one a year.
YEARS = 8
# Share of measures whose result the body had the year before, too.
REPEATED = 0.2
# Shares of measures that are taken over, by how.
COPIES = {"whole": 0.01, "result": 0.01, "words changed": 0.01, "misread": 0.01, "template": 0.01}
TEMPLATES = 20
# Share of letters that are misread in a misread copy.
MISREAD = 0.02
# Share of reports whose body's name has one or two misread letters, so that it has no id.
MISREAD_NAMES = 0.1
# Share of measures from which others may take over.
POOLED = 0.02
_LETTERS = "กขคงจชซญดตถทธนบปผพฟภมยรลวศสหอะาเแโ"

Texts = dict[str, str]


class Made(NamedTuple):
    """A report, the measures in it that were taken over and how, and the results in question."""

    batches: Batches
    copies: dict[str, str]
    results: set[str]


class Archive:
    """Makes reports, the same ones each time."""

    def __init__(self, documents: int) -> None:
        self._rng = random.Random(5)
        self._phrases = list(_phrases())
        self._documents = documents
        self._pool: list[tuple[int, Texts]] = []
        self._templates = [self._texts() for _ in range(TEMPLATES)]

    def __iter__(self) -> Iterator[Made]:
        bodies = max(2, self._documents // YEARS)
        for body in range(bodies):
            name = "องค์การบริหารส่วนตำบล" + "".join(self._rng.choices(_LETTERS, k=7))
            last: list[Texts] = []
            for year in range(self._documents // bodies):
                made, last = self._report(f"{body:08x}{year:08x}", body, name, last)
                yield made

    def _texts(self) -> Texts:
        return {
            field: self._text(size)
            for field, size in {"method": 160, "result": 140, "outcome": 90}.items()
        }

    def _text(self, least: int) -> str:
        text = self._rng.choice(self._phrases)
        while len(text) < least * self._rng.uniform(1.2, 3):
            text += " " + self._rng.choice(self._phrases)
        return text

    def _report(
        self, report_id: str, body: int, name: str, last: list[Texts]
    ) -> tuple[Made, list[Texts]]:
        copies: dict[str, str] = {}
        results: set[str] = set()
        rows: list[Texts] = []
        for place in range(MEASURES):
            measure_id = f"{report_id}-m{place + 1}"
            texts = self._texts()
            if last and self._rng.random() < REPEATED:
                texts["result"] = last[place]["result"]
            else:
                how = self._copy(texts, body, results)
                if how:
                    copies[measure_id] = how
            if self._rng.random() < POOLED:
                self._pool.append((body, texts))
            rows.append(texts)
        misread = self._rng.random() < MISREAD_NAMES
        values = {
            "body_id": None if misread else f"subdistrict-{body:06}",
            "organisation": self._misread_name(name) if misread else name,
        }
        return Made(_batches(report_id, values, rows), copies, results), rows

    def _copy(self, texts: Texts, body: int, results: set[str]) -> str:
        """Change texts to a copy, or not; return how. Results that others have now are added."""
        how = self._rng.choices([*COPIES, ""], [*COPIES.values(), 1 - sum(COPIES.values())])[0]
        if how == "template":
            texts |= self._rng.choice(self._templates)
        elif how and self._pool:
            other, found = self._rng.choice(self._pool)
            if other == body:
                return ""
            results.add(found["result"])
            if how == "whole":
                texts |= found
            else:
                texts["result"] = self._changed(found["result"], how)
        else:
            return ""
        results.add(texts["result"])
        return how

    def _changed(self, text: str, how: str) -> str:
        if how == "misread":
            return self._garbled(text, MISREAD)
        if how == "words changed":
            start = self._rng.randrange(len(text) - 12)
            text = text[:start] + self._rng.choice(self._phrases)[:10] + text[start + 10 :]
            return re.sub("[0-9๐-๙]+", lambda _: str(self._rng.randrange(1000)), text) + " 12 ครั้ง"
        return text

    def _misread_name(self, name: str) -> str:
        letters = list(name)
        for place in self._rng.sample(range(len(name)), self._rng.choice((1, 2))):
            letters[place] = self._rng.choice(_LETTERS)
        return "".join(letters)

    def _garbled(self, text: str, share: float) -> str:
        return "".join(
            self._rng.choice(_LETTERS) if self._rng.random() < share else letter for letter in text
        )


def _phrases() -> Iterator[str]:
    for path in sorted(PROSE.glob("*.txt")):
        for phrase in path.read_text(encoding="utf-8").split():
            if 12 <= len(phrase) <= 60:
                yield phrase


def _batches(report_id: str, report: dict[str, Any], rows: list[Texts]) -> Batches:
    values: dict[str, list[dict[str, Any]]] = {
        "reports": [{"report_id": report_id, **report}],
        "measures": [
            {"report_id": report_id, "measure_id": f"{report_id}-m{number}", **texts}
            for number, texts in enumerate(rows, 1)
        ],
        "findings": [],
    }
    return {
        name: [[row.get(column) for row in table] for column in schemas()[name].names]
        for name, table in values.items()
    }


def _start(text: str) -> str:
    """Return what is compared of a text and of a finding, which shows its beginning."""
    return text[:50]


def _memory() -> float:
    """Return the most memory that this process has held so far, in MB; 0 where none tells."""
    try:
        import resource
    except ImportError:
        return 0.0
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (2**20 if sys.platform == "darwin" else 2**10)


def main(documents: int) -> None:
    """Print the figures."""
    shared = SharedTexts()
    copies: dict[str, str] = {}
    results: set[str] = set()
    sketching = size = 0.0
    for made in Archive(documents):
        start = time.perf_counter()
        sketch = sketch_of(made.batches)
        sketching += time.perf_counter() - start
        shared.add(sketch, 0)
        size += sum(len(value) for value in sketch if isinstance(value, bytes))
        copies |= made.copies
        results |= {_start(text) for text in made.results}
    before = _memory()
    start = time.perf_counter()
    names = schemas()["findings"].names
    found: set[str] = set()
    false = 0
    for columns in shared.columns():
        assert row_count(columns)
        found.update(columns[names.index("record_id")])
        false += sum(_start(text) not in results for text in columns[names.index("printed")])
    finding = time.perf_counter() - start
    print(f"{documents:,} documents, {documents * MEASURES:,} measures")
    print(f"sketches: {sketching / documents * 1e3:.2f} ms and {size / documents:.0f} bytes each")
    print(
        f"at the end: {finding:.1f} s; memory at most {before:.0f} MB before, {_memory():.0f} after"
    )
    wanted, told = Counter(copies.values()), Counter(copies[one] for one in found & set(copies))
    for how, count in wanted.items():
        print(f"  {how:<14} {count:>7,} copies, found {told[how] / count:.4f}")
    print(f"findings: {len(found):,}, on measures that share nothing: {false:,}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 10_000)
