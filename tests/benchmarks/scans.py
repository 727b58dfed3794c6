"""Prints what is found on scans made of the fixtures' PDFs, at three levels of degradation.

Not a test; it takes minutes.

    python -m tests.benchmarks.scans [--level clean|office|bad] [--seed N] [FILE.pdf ...]

A cell is found if a cell of the page's tables has the same row, column and spans, and a box that
covers it to .7 (intersection over union).
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import cv2
import pypdfium2

from fixtures.make.scans import FIXTURES, LEVELS, PageTruth, TableTruth, scan
from ita_parse.document import Box
from ita_parse.extraction.ocr.images import PageImage, render_page
from ita_parse.extraction.ocr.layout import LayoutTable, PageLayout, read_layout

OVERLAP = 0.7


class ScannedPage(NamedTuple):
    """A page of a generated scan and what it holds."""

    path: Path
    level: str
    image: PageImage
    truth: PageTruth


def scanned_pages(paths: Sequence[Path], level: str, seed: int = 0) -> Iterator[ScannedPage]:
    """Yield the pages of scans of some PDFs."""
    for path in paths:
        content, truths = scan(path, level, seed)
        pdf = pypdfium2.PdfDocument(content)
        try:
            for page, truth in zip(pdf, truths, strict=True):
                yield ScannedPage(path, level, render_page(page), truth)
        finally:
            pdf.close()


def overlap(one: Box, other: Box) -> float:
    """Return the intersection of two boxes over their union."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0 or high <= 0:
        return 0.0
    areas = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return wide * high / (areas - wide * high)


def matched(truth: PageTruth, layout: PageLayout) -> Iterator[tuple[TableTruth, LayoutTable]]:
    """Yield the tables of a page that lie on one another."""
    for table in truth.tables:
        for found in layout.tables:
            if overlap(table.box, layout.to_page(found.box)) > 0.5:
                yield table, found


def count_cells(truth: PageTruth, layout: PageLayout) -> Counter[str]:
    """Count the cells that a page has, those found, and those that there are not."""
    seen: Counter[str] = Counter()
    seen["cells"] = sum(len(table.cells) for table in truth.tables)
    seen["given"] = sum(len(table.cells) for table in layout.tables)
    for table, found in matched(truth, layout):
        at = {
            (cell.row, cell.column, cell.row_span, cell.column_span): cell for cell in found.cells
        }
        for cell in table.cells:
            other = at.get((cell.row, cell.column, cell.row_span, cell.column_span))
            if other and overlap(cell.box, layout.to_page(other.box)) >= OVERLAP:
                seen["found"] += 1
    return seen


def measure(level: str, paths: Sequence[Path], seed: int) -> None:
    """Print the share of cells found at a level, by producer, and the pages that lack some."""
    by_producer: dict[str, Counter[str]] = defaultdict(Counter)
    spent, slowest, pages = 0.0, 0.0, 0
    askew = 0.0
    for page in scanned_pages(paths, level, seed):
        start = time.perf_counter()
        layout = read_layout(page.image)
        took = time.perf_counter() - start
        spent, slowest, pages = spent + took, max(slowest, took), pages + 1
        askew = max(askew, abs(layout.angle - page.truth.angle))
        seen = count_cells(page.truth, layout)
        by_producer[page.path.stem.rpartition(".")[2]] += seen
        if seen["found"] < seen["cells"] or seen["given"] > seen["cells"]:
            print(
                f"  {page.path.name} {page.truth.number}: {seen['found']} of {seen['cells']} "
                f"cells, {seen['given']} given, angle {layout.angle:.2f} for "
                f"{page.truth.angle:.2f}"
            )
    for producer, seen in sorted(by_producer.items()):
        print(f"{level:7} {producer:12} {_shares(seen)}")
    total: Counter[str] = sum(by_producer.values(), Counter())
    print(
        f"{level:7} {'all':12} {_shares(total)}; {pages} pages, {spent / pages:.2f} s a page "
        f"(slowest {slowest:.2f}), angle wrong by {askew:.2f} at most"
    )


def _shares(seen: Counter[str]) -> str:
    cells, given = max(seen["cells"], 1), max(seen["given"], 1)
    return (
        f"cells found {seen['found'] / cells:.4f} of {seen['cells']}, "
        f"right {seen['found'] / given:.4f} of {seen['given']}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures reading of generated scans.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--level", choices=LEVELS, action="append")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    files = given.files or sorted((FIXTURES / "pdf").glob("*.pdf"))
    # One core, as in a run of many files.
    cv2.setNumThreads(1)
    for level in given.level or LEVELS:
        measure(level, files, given.seed)


if __name__ == "__main__":
    main()
