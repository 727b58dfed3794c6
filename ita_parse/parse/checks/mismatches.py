"""Broken sums and shares of a table: which number they point at, and how to say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from ita_parse.document import Document
from ita_parse.parse.builder import Builder
from ita_parse.parse.checks.quantities import UNIT, is_one_digit_off
from ita_parse.parse.checks.table_grids import Grid, Place, words

# A message writes out so many parts of a sum.
_WRITTEN = 6

# Sums are meant as such if so many of them hold, and so large a share, with so many digits together
# (small numbers add up by chance); where so many fail, no number stands out as the wrong one.
_LEAST_HOLD, _LEAST_SHARE, _LEAST_DIGITS, _LEAST_FAIL = 2, 0.25, 6, 3
# Two other cells of a row are tried as what a sum leaves out if the row has no more than these.
_WIDEST = 12


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A total that is not the sum of its parts, all of one table.

    `expected` is the sum in `UNIT`s. `parts` are the cells that make it up, empty ones left out.
    `suspect` is the part that is worked out from total and other parts, as a rest is; None if the
    total is.
    """

    code: str
    total: Place
    parts: tuple[Place, ...]
    expected: int
    suspect: Place | None = None


@dataclass(frozen=True, slots=True)
class ShareMismatch:
    """A percentage that is not its share: cells and the share that they give, in `UNIT`s."""

    share: Place
    part: Place
    whole: Place
    expected: int
    is_change: bool


@dataclass(slots=True)
class Doubt:
    """Sums, or shares, of which a table's words speak, but not all of which hold.

    `holds` are those that do, and `digits` what their totals have together; `off` are the others.
    """

    holds: int = 0
    digits: int = 0
    off: list[Mismatch] | list[ShareMismatch] = field(default_factory=list)


def report(
    document: Document,
    grid: Grid,
    sums: Sequence[Mismatch],
    shares: Sequence[ShareMismatch],
    builder: Builder,
) -> None:
    """Add a finding for each number that a table's broken sums and shares point at."""
    sums = [found for found in sums if not _is_rounding(document, grid, found)]
    suspects: set[Place] = set()
    for place, needed, broken in _pinned(grid, sums):
        suspects.add(place)
        _report_sum(grid, place, needed, broken, builder)
    involved = {place for found in sums for place in (found.total, *found.parts)}
    for found in shares:
        # A number that breaks its sum breaks its share, too; that is one mistake.
        if not {found.part, found.whole} & suspects and found.share not in suspects:
            doubtful = found.part in involved and found.whole in involved
            if not doubtful:
                _report_share(grid, found, builder)


def report_doubts(grid: Grid, doubts: Sequence[Doubt], builder: Builder) -> None:
    """Add one finding for a table in which too many sums fail to tell which numbers are wrong."""
    found = [(doubt, off) for doubt in doubts if (off := _failing(grid, doubt))]
    failing = sorted({place for _, off in found for place in off})
    if len(failing) < _LEAST_FAIL:
        return
    holding = sum(doubt.holds for doubt, _ in found)
    kinds = {isinstance(doubt.off[0], Mismatch) for doubt, _ in found}
    what = " and ".join(
        name for name, kind in (("sums", True), ("percentages", False)) if kind in kinds
    )
    table = grid.table.body[failing[0][0]].places[0].table_no
    message = (
        f"{len(failing)} of {len(failing) + holding} {what} of table {table} fail, the first "
        f"{_where(grid, failing[0])}; too many to tell which numbers are wrong."
    )
    _find(grid, failing[0], "sums_doubtful", message, None, builder)


def _failing(grid: Grid, doubt: Doubt) -> list[Place]:
    """Return the totals or shares that fail by mistake; none where they may be meant so.

    What a table leaves out by design makes its sums differ in one direction, or by a number that
    stands beside them; mistakes go both ways, and one digit explains most of them. What rounding
    may explain doesn't count.
    """
    off: list[tuple[Place, int]] = []
    meant = misread = 0
    for found in doubt.off:
        if isinstance(found, ShareMismatch):
            off.append((found.share, grid.number(found.share).value - found.expected))
            misread += 1
            continue
        total = grid.number(found.total)
        missing = total.value - found.expected
        if 2 * abs(missing) <= (len(found.parts) + 1) * total.step:
            continue
        if _is_left_out(grid, found, abs(missing)):
            meant += 1
        else:
            off.append((found.total, missing))
            misread += any(
                is_one_digit_off(grid.number(cell).value, value)
                for cell, value in _changes(grid, found)
            )
    if (
        doubt.holds < max(_LEAST_HOLD, _LEAST_SHARE * (doubt.holds + len(off)))
        or doubt.digits < _LEAST_DIGITS
        or len({missing > 0 for _, missing in off}) < 2
        or meant > len(off)
        or 2 * misread < len(off)
    ):
        return []
    return [place for place, _ in off]


def _is_left_out(grid: Grid, found: Mismatch, missing: int) -> bool:
    """Tell whether a sum is off by a number beside it, or by two together."""
    row, column = found.total
    if found.code == "total_mismatch":
        return any(abs(grid.value(other, column)) == missing for other in grid.rows)
    values = [number.value for other, number in grid.cells[row].items() if other != column]
    if any(abs(value) == missing for value in values):
        return True
    pairs = combinations(values, 2) if len(values) <= _WIDEST else ()
    return any(missing in (abs(one + two), abs(one - two)) for one, two in pairs)


def _is_rounding(document: Document, grid: Grid, found: Mismatch) -> bool:
    """Tell whether a sum of rounded millions may be off so far."""
    total = grid.number(found.total)
    if 2 * abs(total.value - found.expected) > len(found.parts) * total.step:
        return False
    page = _page(grid, found.total)
    texts = [*grid.headers]
    for each in document.pages:
        if each.number == page:
            texts += [paragraph.text for paragraph in each.paragraphs]
    scaled = words().scaled
    return any(scaled.search("".join(text.split())) for text in texts)


def _pinned(grid: Grid, sums: Sequence[Mismatch]) -> Iterable[tuple[Place, int, list[Mismatch]]]:
    """Yield a suspect cell, what it would have to be, and the sums that this mends.

    Where one change of one cell mends several sums, that cell is the suspect of all of them. Else
    each sum's total stands for it.
    """
    mends: dict[tuple[Place, int], list[int]] = {}
    for index, found in enumerate(sums):
        for change in _changes(grid, found):
            mends.setdefault(change, []).append(index)
    rivals = Counter(tuple(mended) for mended in mends.values())
    done: set[int] = set()
    for change, mended in sorted(mends.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(mended) < 2:
            break
        # Where another change would mend the same sums, neither is shown to be the right one.
        if rivals[tuple(mended)] == 1 and done.isdisjoint(mended):
            done.update(mended)
            yield (*change, [sums[index] for index in mended])
    left = [found for index, found in enumerate(sums) if index not in done]
    for found in left:
        changes = _changes(grid, found)
        # A lost sign is a mistake that nothing else looks like, where others have theirs.
        signs = [
            (place, value)
            for place, value in changes
            if value == -grid.number(place).value and value < 0 and grid.is_signed(place[1])
        ]
        suspect = found.suspect or found.total
        yield (*(signs[0] if len(signs) == 1 else (suspect, dict(changes)[suspect])), [found])


def _changes(grid: Grid, found: Mismatch) -> list[tuple[Place, int]]:
    """Return each cell of a sum with the value by which that cell alone would mend it."""
    missing = grid.number(found.total).value - found.expected
    changes = [(part, grid.number(part).value + missing) for part in found.parts]
    return [(found.total, found.expected), *changes]


def _report_sum(
    grid: Grid, place: Place, needed: int, broken: list[Mismatch], builder: Builder
) -> None:
    number = grid.number(place)
    # Shares that don't make up a hundred don't tell which of them is wrong.
    whole = place[1] in grid.shares and number.value == 100 * UNIT
    suggested = None if whole else number.write(needed)
    code = next((found.code for found in broken if found.total == place), broken[0].code)
    # What the code says comes first.
    broken = sorted(broken, key=lambda found: found.code != code)
    sentences = [_sum_sentence(grid, found) for found in broken]
    if len(broken) > 1:
        sentences.append(
            f"{suggested} instead of {number.printed} {_where(grid, place)} mends all of them"
        )
    else:
        misread = [
            (cell, value)
            for cell, value in _changes(grid, broken[0])
            if is_one_digit_off(grid.number(cell).value, value)
        ]
        if len(misread) == 1:
            cell, value = misread[0]
            other = grid.number(cell)
            sentences.append(
                f"{other.printed} {_where(grid, cell)} may be a misread {other.write(value)}"
            )
        elif broken[0].code == "total_mismatch":
            sentences.append("one of these numbers is wrong, or a row is missing")
    _find(grid, place, code, "; ".join(sentences) + ".", suggested, builder)


def _sum_sentence(grid: Grid, found: Mismatch) -> str:
    total = grid.number(found.total)
    if found.suspect is not None and len(found.parts) == 2:
        rest = grid.number(found.suspect)
        other = next(part for part in found.parts if part != found.suspect)
        needed = dict(_changes(grid, found))[found.suspect]
        return (
            f"{rest.printed} {_where(grid, found.suspect)} is not what is left of {total.printed} "
            f"after {grid.number(other).printed} (columns {found.total[1] + 1} and "
            f"{other[1] + 1}), which is {rest.write(needed)}"
        )
    printed = [grid.number(part).printed for part in found.parts]
    if len(printed) > _WRITTEN:
        printed = [*printed[: _WRITTEN - 2], "…", printed[-1]]
    rows = sorted({grid.table.body[row].places[0].row_no for row, _ in found.parts})
    parts = " + ".join(printed) or "nothing"
    if len(printed) > 1:
        parts += f" = {total.write(found.expected)}"
    if found.code == "row_total_mismatch":
        source = _columns(sorted({column + 1 for _, column in found.parts}))
    else:
        source = f"{len(rows)} row{'s' if len(rows) != 1 else ''}, {_span(grid, found)}"
    return (
        f"{total.printed} {_where(grid, found.total)} is not the sum of its parts ({source}): "
        f"{parts}"
    )


def _span(grid: Grid, found: Mismatch) -> str:
    rows = sorted(row for row, _ in found.parts)
    if not rows:
        return "all empty"
    first, last = grid.table.body[rows[0]].places[0], grid.table.body[rows[-1]].places[0]
    if first.table_no == last.table_no:
        return f"from row {first.row_no} to row {last.row_no}"
    return f"from page {first.page}, row {first.row_no} to page {last.page}, row {last.row_no}"


def _columns(numbers: list[int]) -> str:
    """Write "column 2", "columns 2 and 3", "columns 2, 3 and 4"."""
    *first, last = map(str, numbers)
    return f"columns {', '.join(first)} and {last}" if first else f"column {last}"


def _where(grid: Grid, place: Place) -> str:
    standing = grid.table.body[place[0]].places[0]
    return f"in table {standing.table_no}, row {standing.row_no}, column {place[1] + 1}"


def _page(grid: Grid, place: Place) -> int | None:
    return grid.table.body[place[0]].places[0].page


def _report_share(grid: Grid, found: ShareMismatch, builder: Builder) -> None:
    share, part, whole = map(grid.number, (found.share, found.part, found.whole))
    suggested = share.write(found.expected)
    said = "is not the change" if found.is_change else "is not the share"
    message = (
        f"{share.printed} {_where(grid, found.share)} {said} in per cent of {part.printed} "
        f"{'from' if found.is_change else 'in'} {whole.printed}, which is {suggested}."
    )
    _find(grid, found.share, "share_mismatch", message, suggested, builder)


def _find(
    grid: Grid, place: Place, code: str, message: str, suggested: str | None, builder: Builder
) -> None:
    row, column = place
    builder.find(
        code,
        "error" if code in ("total_mismatch", "row_total_mismatch") else "warning",
        message[0].upper() + message[1:],
        table="cells",
        field=grid.headers[column] or None,
        printed=grid.number((row, column)).printed,
        suggested=suggested,
        page=_page(grid, place),
    )
