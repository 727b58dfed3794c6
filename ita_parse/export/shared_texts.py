"""The finding `shared_text`: measures whose text stands in the reports of other bodies too.

Who writes a table of many reports makes a `Sketch` of each, where its texts are at hand, and gives
the sketches to `SharedTexts` in the order of the reports: a sketch takes some 100 bytes a text.
The rows of findings come at the end.

Compared are the results of measures, the outcomes, and method, result and outcome taken together,
each with its own kind. Names of measures and wordings of items are not compared, because everybody
has to use them.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import count, groupby
from operator import attrgetter
from typing import Any, NamedTuple

from ita_parse.export.batches import Batches, Columns, columns_of, row_count
from ita_parse.export.schema import schemas
from ita_parse.records import Finding
from ita_parse.text import squeeze

SHORTEST = 80
"""Letters (marks, digits and spaces aside) from which a text is its author's own: about two lines
of a cell. Shorter ones ("published on the website and on the board") are alike by chance."""

MANY = 50
"""A text that more bodies than this have is said to be a template."""

_FIELDS = ("method", "result", "outcome")

_KINDS = (("result",), ("outcome",), _FIELDS)
"""Kinds of texts, the most telling first: results that others have are what readers look for."""

# Letters of a text that a finding shows.
_SHOWN = 60

# Reports whose notes are kept unpacked: copied measures of a report mostly come from one other.
_UNPACKED = 64


class Sketch(NamedTuple):
    """What is kept of a report: plain values, which another process can send.

    `kinds` (a byte), `rows` (4, of the table measures), `exact` (8) and `prints` hold something for
    each text; `notes` holds what findings say of the measures, packed.
    """

    report_id: str
    body_id: str | None
    organisation: str | None
    kinds: bytes = b""
    rows: bytes = b""
    exact: bytes = b""
    prints: bytes = b""
    notes: bytes = b""

    @property
    def body(self) -> tuple[str | None, str | None]:
        """Whose report it is, as far as is known: `body_id` and `organisation`."""
        return self.body_id, self.organisation


class _Shared(NamedTuple):
    """A text that other bodies have: its report (counted from 0), its row in measures, its kind.

    `bodies` is their number; `other` and `other_row` say where the text most like it stands, and
    `same` whether it is the same.
    """

    report: int
    row: int
    kind: int
    bodies: int
    other: int
    other_row: int
    same: bool


def sketch_of(batches: Batches) -> Sketch:
    """Return a report's sketch; it is empty if the body is unknown or no text is long enough."""
    report, measures = (_named(name, batches[name]) for name in ("reports", "measures"))
    sketch = Sketch(*(report[name][0] for name in ("report_id", "body_id", "organisation")))
    rows = [
        row
        for row, texts in enumerate(zip(*(measures[field] for field in _FIELDS), strict=True))
        if sum(len(text or "") for text in texts) >= SHORTEST
    ]
    if not rows or not (sketch.body_id or sketch.organisation):
        return sketch
    texts = [[measures[field][row] or "" for field in _FIELDS] for row in rows]
    chosen, prints = _prints(texts)
    squeezed = {place: [squeeze(text) for text in texts[place]] for place, _ in chosen}
    notes = {
        rows[place]: [
            measures["measure_id"][rows[place]],
            measures["page_first"][rows[place]],
            [_beginning(text) for text in texts[place]],
        ]
        for place in squeezed
    }
    return sketch._replace(
        kinds=bytes(kind for _, kind in chosen),
        rows=b"".join(rows[place].to_bytes(4, "little") for place, _ in chosen),
        exact=b"".join(_exact(squeezed[place], kind) for place, kind in chosen),
        prints=prints,
        notes=zlib.compress(json.dumps(notes, ensure_ascii=False).encode(), level=1),
    )


def _named(table: str, columns: Columns) -> dict[str, list[Any]]:
    return dict(zip(schemas()[table].names, columns, strict=True))


def _beginning(text: str) -> str:
    # White space is a small part of a text: twice as much of it is enough.
    line = " ".join(text[: 2 * _SHOWN].split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _prints(texts: list[list[str]]) -> tuple[list[tuple[int, int]], bytes]:
    """Return which texts are long enough, as (place, kind), and their prints."""
    import numpy as np

    from ita_parse.likeness import prints_of, shortened

    fields = prints_of([text for row in texts for text in row])
    counts = fields.letters.reshape(len(texts), len(_FIELDS))
    minima = fields.minima.reshape(len(texts), len(_FIELDS), -1)
    columns = [[_FIELDS.index(name) for name in names] for names in _KINDS]
    letters = np.stack([counts[:, places].sum(axis=1) for places in columns], axis=1)
    least = np.stack([minima[:, places].min(axis=1) for places in columns], axis=1)
    long = letters >= SHORTEST
    # All fields together are no text of their own if one of the other kinds is all that there is.
    long[:, -1] &= letters[:, :-1].max(axis=1) < letters[:, -1]
    chosen = [(place, kind) for place, kind in np.argwhere(long).tolist()]
    return chosen, shortened(least[long]).tobytes()


def _exact(texts: list[str], kind: int) -> bytes:
    whole = "\n".join(texts[_FIELDS.index(name)] for name in _KINDS[kind])
    return hashlib.blake2b(whole.encode(), digest_size=8, person=b"%d" % kind).digest()


class SharedTexts:
    """Gathers sketches, and tells which measures have a text that reports of other bodies have."""

    def __init__(self) -> None:
        self._sketches: list[Sketch] = []
        self._findings: list[int] = []
        self._ends: list[int] = []
        self._texts = {name: bytearray() for name in ("kinds", "rows", "exact", "prints")}
        self._notes = lru_cache(_UNPACKED)(self._unpacked)

    def take(self, batches: Batches) -> None:
        """Take the next report's texts."""
        self.add(sketch_of(batches), row_count(batches["findings"]))

    def add(self, sketch: Sketch, findings: int) -> None:
        """Take the next report's sketch; the report has so many findings already."""
        if not sketch.kinds:
            return
        for name, values in self._texts.items():
            values.extend(getattr(sketch, name))
        self._sketches.append(Sketch(*sketch[:3], notes=sketch.notes))
        self._findings.append(findings)
        self._ends.append(len(self._texts["kinds"]))

    def columns(self) -> Iterator[Columns]:
        """Yield rows of the table findings, a report at a time, in the order given.

        A measure has one at most. Their numbers follow those of the report's other findings.
        """
        bodies = {sketch.body: 0 for sketch in self._sketches}
        if len(bodies) < 2:
            return
        table = schemas()["findings"]
        for report, texts in groupby(self._shared(list(bodies)), attrgetter("report")):
            number = count(self._findings[report] + 1)
            yield columns_of(table, [self._finding(next(number), text) for text in texts])

    def _shared(self, bodies: list[tuple[str | None, str | None]]) -> Iterator[_Shared]:
        """Yield the first text of each measure that others have."""
        import numpy as np

        from ita_parse.export._sharing import sharing_of

        places = {body: place for place, body in enumerate(bodies)}
        whose = [places[sketch.body] for sketch in self._sketches]
        counts = np.diff(self._ends, prepend=0)
        types = {"kinds": "u1", "rows": "<u4", "exact": "<u8", "prints": "u1"}
        kinds, rows, exact, prints = (
            np.frombuffer(self._texts[name], dtype=kind) for name, kind in types.items()
        )
        sharing = sharing_of(
            bodies, np.repeat(whose, counts), kinds, exact, prints.reshape(len(kinds), -1)
        )
        reports = np.repeat(np.arange(len(counts)), counts)
        texts = np.flatnonzero(sharing.bodies)
        nearest = sharing.nearest[texts]
        columns = (
            reports[texts],
            rows[texts],
            kinds[texts],
            sharing.bodies[texts],
            reports[nearest],
            rows[nearest],
            exact[texts] == exact[nearest],
        )
        found = map(_Shared._make, zip(*(column.tolist() for column in columns), strict=True))
        for _, kinds_of_one in groupby(found, attrgetter("report", "row")):
            yield next(kinds_of_one)

    def _unpacked(self, report: int) -> dict[str, Any]:
        notes: dict[str, Any] = json.loads(zlib.decompress(self._sketches[report].notes))
        return notes

    def _finding(self, number: int, text: _Shared) -> Finding:
        report_id = self._sketches[text.report].report_id
        measure_id, page, texts = self._notes(text.report)[str(text.row)]
        fields = [name for name in _KINDS[text.kind] if texts[_FIELDS.index(name)]]
        # Of several fields the first is shown that fills what is shown, or fills most of it.
        field = max(fields, key=lambda name: len(texts[_FIELDS.index(name)]))
        return Finding(
            report_id=report_id,
            finding_id=f"{report_id}-f{number}",
            table="measures",
            record_id=measure_id,
            field=field,
            code="shared_text",
            severity="note",
            message=self._message(text, fields),
            printed=texts[_FIELDS.index(field)],
            page=page,
        )

    def _message(self, text: _Shared, fields: list[str]) -> str:
        other = self._sketches[text.other]
        measure_id = self._notes(text.other)[str(text.other_row)][0]
        what = " and ".join(filter(None, [", ".join(fields[:-1]), fields[-1]]))
        message = (
            f"The {what} {'are' if len(fields) > 1 else 'is'} {'' if text.same else 'nearly '}the "
            f"same as in a report of another body, {other.organisation or other.body_id} "
            f"(measure {measure_id})"
        )
        if text.bodies > MANY:
            return f"{message}; more than {MANY} bodies have it, so that it may be a template."
        if text.bodies > 1:
            return (
                f"{message}; in all {text.bodies} other bodies have it, word for word or nearly so."
            )
        return f"{message}."
