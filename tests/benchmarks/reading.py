"""Prints pages a second, and ratios to pdfplumber, for reading text-layer PDFs.

Not a test: machines differ, so only the ratios on the same files in one run mean anything.

    python -m tests.benchmarks.reading [FILE.pdf ...]

Without files it reads the fixtures' PDFs and, where ITA_PARSE_CORPUS is set, the real ones.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2

import ita_parse

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "pdf"


def _pdfplumber(path: Path) -> int:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
        return len(pdf.pages)


def _pdfium_text(path: Path) -> int:
    pdf = pypdfium2.PdfDocument(path)
    try:
        for page in pdf:
            page.get_textpage().get_text_range()
        return len(pdf)
    finally:
        pdf.close()


def _extract(path: Path) -> int:
    return len(ita_parse.extract(path).pages)


def _read(path: Path) -> int:
    return ita_parse.read(path).pages or 0


READERS: dict[str, Callable[[Path], int]] = {
    "pdfplumber extract_tables": _pdfplumber,
    "PDFium text only": _pdfium_text,
    "ita_parse.extract": _extract,
    "ita_parse.read": _read,
}


def _readable(paths: list[Path]) -> list[Path]:
    """Return the files whose text layer can be used, so that all readers do the same work."""
    usable = []
    for path in paths:
        try:
            ita_parse.extract(path)
        except ita_parse.NeedsOcrError:
            continue
        usable.append(path)
    return usable


def measure(paths: list[Path]) -> dict[str, float]:
    """Return pages a second for every reader, over all files."""
    speeds = {}
    for name, reader in READERS.items():
        start = time.perf_counter()
        pages = sum(reader(path) for path in paths)
        speeds[name] = pages / (time.perf_counter() - start)
    return speeds


def main() -> None:
    """Print a line per reader for each set of files."""
    sets = {"files": [Path(name) for name in sys.argv[1:]]}
    if not sets["files"]:
        sets = {"fixtures": sorted(FIXTURES.glob("*.pdf"))}
        corpus = os.environ.get("ITA_PARSE_CORPUS")
        if corpus:
            sets["real reports"] = sorted(Path(corpus, "reports").glob("*.pdf"))
    for title, paths in sets.items():
        usable = _readable(paths)
        speeds = measure(usable)
        base = speeds["pdfplumber extract_tables"]
        print(f"{title}: {len(usable)} files")
        for name, speed in speeds.items():
            print(f"  {name:28} {speed:8.1f} pages/s  {speed / base:6.1f} times pdfplumber")


if __name__ == "__main__":
    main()
