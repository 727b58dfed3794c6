"""Which of very many texts are the same or nearly the same, without comparing each with each.

A text is the set of all its runs of `RUN` letters. The likeness of two texts is the share of the
runs of both that both have (Jaccard's). MinHash keeps `SIZE` bytes of a text: each is told by the
run that comes first in one of `SIZE` orders, so that the share of equal bytes of two texts is
their likeness, with a standard error of .06. Texts are compared only if they agree in one of
fifteen groups of these bytes.

What is no letter does not count, nor do marks over and under letters: numbers are what a copy
changes first, and marks are what OCR misreads. This module needs numpy, which takes a tenth of a
second to load: import it where it is used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ita_parse.text import CONSONANTS

RUN = 5
"""Letters of a run. Of 200,000 pairs of different sentences of officials (fixtures/prose) one in
10,000 is more alike than .15 so; shorter runs are shared by chance, longer ones lost to misreadings
(with 2 letters in 100 misread, half of the copies stay above .85, and with runs of 7 above .79)."""

SIZE = 60
"""Bytes of a text's print."""

LEAST_EQUAL = 42
"""So many equal bytes of two prints are nearly the same text: a likeness of .7, at which about four
fifths of each text are in the other. Texts with a likeness of .5 reach it 15 times in 10,000, of .4
three times in a million."""

_BANDS = 15
_BAND = SIZE // _BANDS
"""Bytes of a band. With 15 bands of 4, texts with a likeness of .7 are compared 98 times in 100, of
.8 always, and of .1, which is chance, twice in 1,000 times."""

_NEIGHBOURS = 16
"""So many texts on each side are compared among those that agree in a band. Copies of one text lie
side by side there, so that it connects thousands of them through each other."""

_BLOCK = 1 << 16
"""Letters or pairs of texts that are worked on at a time, so that memory stays small."""

_NONE = np.uint32(0xFFFFFFFF)


class Prints(NamedTuple):
    """What is known of some texts, a row each.

    `letters` is the number of letters that count. `minima` (rows of `SIZE`) holds the least value
    of any run in each order: the least of two rows is the row of both texts together.
    """

    letters: NDArray[np.int64]
    minima: NDArray[np.uint32]


def _orders() -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return factors (odd) and summands that put 32-bit values into `SIZE` different orders."""
    digest = b"".join(hashlib.blake2b(b"%d" % n, digest_size=8).digest() for n in range(SIZE))
    numbers = np.frombuffer(digest, dtype="<u4").astype(np.uint32).reshape(SIZE, 2, 1)
    return numbers[:, 0] | np.uint32(1), numbers[:, 1]


def _letters() -> NDArray[np.uint32]:
    """Return for each code point what it counts as: 0 for nothing, small for capital letters."""
    table = np.zeros(0x0E80, dtype=np.uint32)
    first, last = CONSONANTS.split("-")
    for code in (*range(ord(first), ord(last) + 1), *map(ord, "ะาำเแโใไ"), *range(97, 123)):
        table[code] = code
    table[65:91] = table[97:123]
    return table


_FACTORS, _SUMMANDS = _orders()
_LETTERS = _letters()


def prints_of(texts: Sequence[str]) -> Prints:
    """Return the letters and minima of texts. Lone surrogates count as no letters."""
    letters = np.zeros(len(texts), dtype=np.int64)
    minima = np.full((len(texts), SIZE), _NONE, dtype=np.uint32)
    for first, last in _blocks([len(text) for text in texts]):
        _fill(texts[first:last], letters[first:last], minima[first:last])
    return Prints(letters, minima)


def _blocks(sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Cut a list into parts of about `_BLOCK` in all, one thing at least each."""
    first = total = 0
    for place, size in enumerate(sizes):
        if total and total + size > _BLOCK:
            yield first, place
            first, total = place, 0
        total += size
    if first < len(sizes):
        yield first, len(sizes)


def _fill(texts: Sequence[str], letters: NDArray[np.int64], minima: NDArray[np.uint32]) -> None:
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    codes = _LETTERS[np.where(codes < len(_LETTERS), codes, 0)]
    counted = codes > 0
    ends = np.cumsum([len(text) for text in texts])
    before = np.concatenate(([0], np.cumsum(counted)))
    ends, starts = before[ends], before[np.concatenate(([0], ends[:-1]))]
    letters[:] = ends - starts
    long = letters >= RUN
    if not long.any():
        return
    values = _values(codes[counted])
    # Runs that reach over a text's end are left out; reduceat wants pairs of begin and end.
    pairs = np.stack((starts[long], ends[long] - RUN + 1), axis=1).ravel()
    orders = _FACTORS * values
    orders += _SUMMANDS
    minima[long] = np.minimum.reduceat(orders, pairs, axis=1)[:, ::2].T


def _values(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return a well mixed value for each run, and one more, which is no run's."""
    count = len(codes) - RUN + 1
    values = np.zeros(count + 1, dtype=np.uint32)
    for offset in range(RUN):
        values *= np.uint32(0x01000193)
        values[:count] += codes[offset : offset + count]
    # The finish of MurmurHash3: every bit of the sum changes every bit of the value.
    values ^= values >> np.uint32(16)
    values *= np.uint32(0x85EBCA6B)
    values ^= values >> np.uint32(13)
    values *= np.uint32(0xC2B2AE35)
    values ^= values >> np.uint32(16)
    return values


def shortened(minima: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Return a byte of each minimum: two different ones agree in it once in 256 times."""
    return (minima & np.uint32(0xFF)).astype(np.uint8)


def families(
    kinds: NDArray[np.uint8], exact: NDArray[np.uint64], prints: NDArray[np.uint8]
) -> NDArray[np.int64]:
    """Return a number for each text, the same for texts that are alike, or linked by such.

    Args:
        kinds: texts of different kinds are not compared.
        exact: equal for equal texts of a kind, and different else.
        prints: a row of `SIZE` bytes for each text.
    """
    _, first, inverse = np.unique(exact, return_index=True, return_inverse=True)
    roots = np.arange(len(first))
    for band in range(_BANDS):
        for one, other in _neighbours(_band_keys(kinds, prints, first, band)):
            apart = roots[one] != roots[other]
            pairs = one[apart], other[apart]
            if len(pairs[0]):
                alike = _alike(prints, first[pairs[0]], first[pairs[1]])
                roots = _linked(roots, pairs[0][alike], pairs[1][alike])
    result: NDArray[np.int64] = roots[inverse]
    return result


def _band_keys(
    kinds: NDArray[np.uint8], prints: NDArray[np.uint8], rows: NDArray[np.int64], band: int
) -> NDArray[np.uint64]:
    keys = kinds[rows].astype(np.uint64)
    for place in range(band * _BAND, (band + 1) * _BAND):
        keys <<= np.uint64(8)
        keys |= prints[rows, place]
    return keys


def _neighbours(
    keys: NDArray[np.uint64],
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield pairs of places with equal keys, those that are next to each other first."""
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    left = np.arange(len(keys))
    for distance in range(1, _NEIGHBOURS + 1):
        left = left[left < len(keys) - distance]
        left = left[keys[left] == keys[left + distance]]
        if not len(left):
            return
        yield order[left], order[left + distance]


def _alike(
    prints: NDArray[np.uint8], one: NDArray[np.int64], other: NDArray[np.int64]
) -> NDArray[np.bool_]:
    result = np.zeros(len(one), dtype=np.bool_)
    for start in range(0, len(one), _BLOCK):
        part = slice(start, start + _BLOCK)
        equal = np.count_nonzero(prints[one[part]] == prints[other[part]], axis=1)
        result[part] = equal >= LEAST_EQUAL
    return result


def _linked(
    roots: NDArray[np.int64], one: NDArray[np.int64], other: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the roots after each pair was put into one family; a root is its least member."""
    while True:
        pair = roots[one], roots[other]
        apart = pair[0] != pair[1]
        if not apart.any():
            return roots
        low, high = np.minimum(*pair)[apart], np.maximum(*pair)[apart]
        # Of several lower roots the least counts: the last assignment to a place is the one kept.
        order = np.argsort(-low, kind="stable")
        roots = roots.copy()
        roots[high[order]] = low[order]
        while True:
            further = roots[roots]
            if np.array_equal(further, roots):
                break
            roots = further


def equal_bytes(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return for each row of `one` and each of `other` how many bytes of their prints are equal."""
    result = np.empty((len(one), len(other)), dtype=np.uint8)
    step = max(1, _BLOCK // max(1, len(other)))
    for start in range(0, len(one), step):
        part = one[start : start + step, None, :] == other[None, :, :]
        result[start : start + step] = np.count_nonzero(part, axis=2)
    return result
