"""Pages that OCR has to read: which of them it can, what it needs, and what became of them."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ita_parse.document import Box, Notice, Page, PageTable
from ita_parse.errors import NeedsOcrError
from ita_parse.extraction.columns import column_edges

Move = Callable[[Box], Box]
"""Moves a box."""

# How far scanners put a page beside the one before (points), stretch it (share of the width), and
# bend its columns (points).
_SHIFT, _STRETCH, _SKEWED = 30.0, 0.03, 8.0
_OPENCV = ("OpenCV is missing:", "pip install opencv-python-headless.")


@dataclass(frozen=True, slots=True)
class Scans:
    """Pages read by OCR, by number, and what a person should know of them.

    `reasons` say why nothing was read of a page; `moves` move the boxes of a page, which was read
    upright, to where they are shown.
    """

    pages: dict[int, Page] = field(default_factory=dict)
    moves: dict[int, Move] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    reasons: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_readable(self) -> bool:
        """Whether any page gave text."""
        return any(page.blocks for page in self.pages.values())


def lacking() -> list[tuple[str, str]]:
    """Return what OCR lacks here: what is missing, and the command that mends it."""
    if importlib.util.find_spec("cv2") is None:
        return [_OPENCV]
    from ita_parse.extraction.ocr.text import check_text

    return check_text(["tha"])


def read_scans(pdf: Any, numbers: Sequence[int], source: str) -> Scans:
    """Read pages from their images.

    Args:
        pdf: open, of pypdfium2.
        numbers: of the pages, from 1, in order.
        source: the file's name, for errors.

    Raises:
        NeedsOcrError: OCR is not installed whole; the hint says what to do.
    """
    missing = lacking()
    if missing:
        what, mend = missing[0]
        raise NeedsOcrError(f"OCR is not installed. {what}", source=source, hint=mend)
    # OpenCV and the weights of the recogniser load here, and only where a page needs them.
    from ita_parse.extraction.ocr.pages import read_scan

    pages: dict[int, Page] = {}
    notices: list[Notice] = []
    reasons: dict[int, str] = {}
    moves: dict[int, Move] = {}
    above: PageTable | None = None
    for number in numbers:
        box = above.box if above else None
        scan = read_scan(pdf, number, (box[0], box[2]) if box else None)
        pages[number], moves[number] = _aligned(scan.page, scan.shown, above)
        if scan.unreadable:
            reasons[number] = scan.unreadable
        notices.extend(_notices(scan.page, scan.unreadable, given_up=scan.given_up))
        tables = pages[number].tables
        above = tables[-1] if tables else None
    read = [number for number, page in pages.items() if page.blocks]
    if read:
        shown = ", ".join(map(str, read))
        notices.insert(
            0,
            Notice(
                "read_by_ocr",
                "note",
                f"{len(read)} of the pages were read by OCR ({shown}); letters may be misread.",
            ),
        )
    return Scans(pages, moves, tuple(notices), reasons)


def _aligned(page: Page, shown: Move, above: PageTable | None) -> tuple[Page, Move]:
    """Put a page's boxes where those of the page before lie, if its first table goes on there.

    Scanners shift and stretch each page a little; tables are joined by where their columns are.
    """
    first = next(iter(page.tables), None)
    if first is None or above is None or first.box is None or above.box is None:
        return page, shown
    ours, theirs = column_edges(first), column_edges(above)
    width, wanted = ours[-1] - ours[0], theirs[-1] - theirs[0]
    if len(ours) != len(theirs) or min(width, wanted) <= 0:
        return page, shown
    stretch = wanted / width
    if abs(stretch - 1) > _STRETCH or abs(ours[0] - theirs[0]) > _SHIFT:
        return page, shown
    moved = [theirs[0] + (x - ours[0]) * stretch for x in ours]
    if any(abs(x - other) > _SKEWED for x, other in zip(moved, theirs, strict=True)):
        return page, shown
    # Each column is taken for the one above it: between edges boxes move with them.
    steps = list(zip(ours, theirs, strict=True))

    def there(box: Box) -> Box:
        return _between(box[0], steps), box[1], _between(box[2], steps), box[3]

    def back(box: Box) -> Box:
        turned = [(other, x) for x, other in steps]
        return shown((_between(box[0], turned), box[1], _between(box[2], turned), box[3]))

    return page.moved(there), back


def _between(x: float, steps: list[tuple[float, float]]) -> float:
    """Map a place by steps from one row of edges to another; beyond the last it is shifted."""
    for (left, to_left), (right, to_right) in pairwise(steps):
        if left <= x <= right:
            share = (x - left) / (right - left)
            return round(to_left + share * (to_right - to_left), 2)
    near, to = min(steps, key=lambda step: abs(step[0] - x))
    return round(x - near + to, 2)


def told(scans: Scans) -> str:
    """Return why OCR read nothing; "" if it wasn't tried."""
    if not scans.pages:
        return ""
    why = "; ".join(f"page {number}: {reason}" for number, reason in scans.reasons.items())
    return f"OCR could read none of its {len(scans.pages)} pages ({why})."


def _notices(page: Page, unreadable: str | None, *, given_up: bool) -> Iterator[Notice]:
    if unreadable:
        yield Notice(
            "page_unreadable",
            "warning",
            f"Page {page.number} could not be read by OCR: {unreadable}.",
            page.number,
        )
        return
    if given_up:
        yield Notice(
            "page_given_up",
            "warning",
            f"Page {page.number} took too long to be read by OCR; the rest of it is missing.",
            page.number,
        )
    if not page.trusted:
        yield Notice(
            "page_not_trusted",
            "warning",
            f"The text of page {page.number} may be wrong in places "
            f"({', '.join(page.reasons)}); compare it.",
            page.number,
        )
