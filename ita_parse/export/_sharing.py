"""Which texts other bodies have too: the arithmetic of `shared_texts`, which needs numpy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from ita_parse.likeness import LEAST_EQUAL, equal_bytes, families
from ita_parse.text import squeeze

Rows = NDArray[np.int64]

# Texts of a family that is larger than this are compared with so many of it only, each of another
# body: more than enough to tell a template.
_WITNESSES = 128

# Two names that differ in no more letters than this may be one name, both misread: a real name of
# three letters was read with two wrong ones.
_MISREAD = 4

# Texts of a family that are compared with the witnesses at a time, so that memory stays small.
_BLOCK = 1 << 14


Body = tuple[str | None, str | None]
"""Whose report it is, as far as is known: `body_id` and `organisation`."""


class Sharing(NamedTuple):
    """For each text the number of other bodies that have it, and the row of the most alike one."""

    bodies: NDArray[np.uint8]
    nearest: Rows


class _Bodies:
    """Tells which bodies are surely different."""

    def __init__(self, bodies: Sequence[Body]) -> None:
        numbers: dict[str, int] = {}
        self._ids = np.array(
            [numbers.setdefault(key, len(numbers)) if key else -1 for key, _ in bodies]
        )
        self._names = [squeeze(name or "") for _, name in bodies]

    def different(self, one: Rows, other: Rows) -> NDArray[np.bool_]:
        """Return for each body of `one` and each of `other` whether they are different.

        Bodies with an id are told by it. Where one has none their names are, and names that may be
        one name misread are the same.
        """
        ids = self._ids[one][:, None], self._ids[other][None, :]
        result: NDArray[np.bool_] = ids[0] != ids[1]
        unknown = (ids[0] < 0) | (ids[1] < 0)
        if unknown.any():
            names = [self._names[body] for body in one], [self._names[body] for body in other]
            apart = cdist(*names, scorer=Levenshtein.distance, score_cutoff=_MISREAD) > _MISREAD
            for axis, texts in enumerate(names):
                apart &= np.expand_dims([bool(text) for text in texts], 1 - axis)
            result = np.where(unknown, apart, result)
        return result


def sharing_of(
    bodies: Sequence[Body],
    owners: Rows,
    kinds: NDArray[np.uint8],
    exact: NDArray[np.uint64],
    prints: NDArray[np.uint8],
) -> Sharing:
    """Return what each text shares with texts of other bodies.

    Args:
        bodies: all bodies.
        owners: for each text, whose it is, as a place in `bodies`.
        kinds: see `likeness.families`.
        exact: see there.
        prints: see there.
    """
    known = _Bodies(bodies)
    result = Sharing(np.zeros(len(owners), np.uint8), np.zeros(len(owners), np.int64))
    for rows in _shared_families(families(kinds, exact, prints), owners):
        witnesses = _witnesses(rows, owners)
        places, whose = np.unique(owners[witnesses], return_inverse=True)
        groups = _groups(known.different(places, places))[whose]
        for start in range(0, len(rows), _BLOCK):
            part = rows[start : start + _BLOCK]
            equal = equal_bytes(prints[part], prints[witnesses])
            own, back = np.unique(owners[part], return_inverse=True)
            foreign = known.different(own, places)[back][:, whose] & (equal >= LEAST_EQUAL)
            result.bodies[part] = (foreign.astype(np.float32) @ groups > 0).sum(axis=1)
            result.nearest[part] = witnesses[np.where(foreign, equal, 0).argmax(axis=1)]
    return result


def _shared_families(labels: Rows, owners: Rows) -> Iterator[Rows]:
    """Yield the rows of each family that is of more than one body, in order."""
    order = np.argsort(labels, kind="stable")
    starts = np.flatnonzero(np.diff(labels[order], prepend=-1))
    if not len(starts):
        return
    whose = owners[order]
    mixed = np.minimum.reduceat(whose, starts) != np.maximum.reduceat(whose, starts)
    ends = np.append(starts[1:], len(order))
    for start, end in zip(starts[mixed], ends[mixed], strict=True):
        yield order[start:end]


def _witnesses(rows: Rows, owners: Rows) -> Rows:
    if len(rows) <= _WITNESSES:
        return rows
    _, first = np.unique(owners[rows], return_index=True)
    return rows[np.sort(first)[:_WITNESSES]]


def _groups(different: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return for each body 1 in the column of its group: those that may be one share one."""
    groups: list[int] = []
    for place, row in enumerate(different):
        groups.append(groups[int(np.argmin(row))] if not row[:place].all() else place)
    return np.eye(len(groups), dtype=np.float32)[groups]
