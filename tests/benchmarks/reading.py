"""Prints pages a second, ratios to pdfplumber and memory, for reading text-layer PDFs.

Not a test: machines differ, so only the ratios on the same files in one run mean anything.

    python -m tests.benchmarks.reading [FILE.pdf ...]

Without files it reads the fixtures' PDFs and, where ITA_PARSE_CORPUS is set, the real ones.
Every reader runs in a process of its own; loading its modules is not counted. camelot and tablers
are read if they are installed (`pip install camelot-py tablers`).
"""

from __future__ import annotations

import importlib.util
import multiprocessing
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "pdf"
ROUNDS = 3
# Pages of the two files whose memory is compared.
SHORT, LONG = 10, 500


def _pdfplumber(path: Path) -> int:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
        return len(pdf.pages)


def _pdfium_text(path: Path) -> int:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    try:
        for page in pdf:
            page.get_textpage().get_text_range()
        return len(pdf)
    finally:
        pdf.close()


def _camelot(path: Path) -> int:
    import camelot  # type: ignore[import-not-found, unused-ignore]
    import pypdfium2

    camelot.read_pdf(path, pages="all", flavor="lattice", engine="vector", suppress_stdout=True)
    return len(pypdfium2.PdfDocument(path))


def _tablers(path: Path) -> int:
    import tablers  # type: ignore[import-not-found, unused-ignore]

    document = tablers.Document(str(path))
    pages = list(document.pages())
    for page in pages:
        tablers.find_tables(page, extract_text=True)
    return len(pages)


def _extract(path: Path) -> int:
    import ita_parse

    return len(ita_parse.extract(path).pages)


def _read(path: Path) -> int:
    import ita_parse

    return ita_parse.read(path).pages or 0


BASE = "pdfplumber extract_tables"
READERS: dict[str, tuple[str, Callable[[Path], int]]] = {
    BASE: ("pdfplumber", _pdfplumber),
    "camelot lattice, vector": ("camelot", _camelot),
    "tablers find_tables": ("tablers", _tablers),
    "PDFium text only": ("pypdfium2", _pdfium_text),
    "ita_parse.extract": ("ita_parse", _extract),
    "ita_parse.read": ("ita_parse", _read),
}


def _peak_memory() -> float:
    """Return the most memory that this process has held, in MB; 0 where that is not told."""
    status = Path("/proc/self/status")
    if status.exists():
        # What `resource` tells on Linux may be the memory of the process that started this one.
        peak = re.search(r"VmHWM:\s*(\d+) kB", status.read_text("utf-8"))
        return int(peak[1]) / 1024 if peak else 0.0
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _run(name: str, paths: list[Path], rounds: int) -> tuple[int, float, float]:
    """Return pages, seconds of the fastest round and peak memory of a reader."""
    _, reader = READERS[name]
    reader(paths[0])
    best = float("inf")
    pages = 0
    for _ in range(rounds):
        start = time.perf_counter()
        pages = sum(reader(path) for path in paths)
        best = min(best, time.perf_counter() - start)
    return pages, best, _peak_memory()


def _alone(name: str, paths: list[Path], rounds: int = 1) -> tuple[int, float, float]:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_run, (name, paths, rounds))


def _readable(paths: list[Path]) -> list[Path]:
    """Return the files whose text layer can be used, so that all readers do the same work."""
    import ita_parse

    usable = []
    for path in paths:
        try:
            ita_parse.extract(path)
        except ita_parse.NeedsOcrError:
            continue
        usable.append(path)
    return usable


def _long_file(folder: Path, pages: int) -> Path:
    """Make a file of many pages out of a fixture."""
    import pypdfium2

    source = pypdfium2.PdfDocument(sorted(FIXTURES.glob("*libreoffice.pdf"))[0])
    target = pypdfium2.PdfDocument.new()
    while len(target) < pages:
        target.import_pages(source, list(range(min(len(source), pages - len(target)))))
    path = folder / f"{pages}.pdf"
    target.save(path)
    return path


def main() -> None:
    """Print a line per reader for each set of files, then the memory that many pages cost."""
    sets = {"files": [Path(name) for name in sys.argv[1:]]}
    if not sets["files"]:
        sets = {"fixtures": sorted(FIXTURES.glob("*.pdf"))}
        corpus = os.environ.get("ITA_PARSE_CORPUS")
        if corpus:
            sets["real reports"] = sorted(Path(corpus, "reports").glob("*.pdf"))
    known = {name: module for name, (module, _) in READERS.items()}
    names = [name for name, module in known.items() if importlib.util.find_spec(module)]
    for title, paths in sets.items():
        usable = _readable(paths)
        results = {name: _alone(name, usable, ROUNDS) for name in names}
        base = results[BASE][0] / results[BASE][1]
        print(f"{title}: {len(usable)} files, {results[BASE][0]} pages")
        for name, (pages, seconds, memory) in results.items():
            speed = pages / seconds
            print(
                f"  {name:28} {speed:8.1f} pages/s  {speed / base:6.1f} times pdfplumber"
                f"  {memory:6.0f} MB"
            )
    with tempfile.TemporaryDirectory() as folder:
        peaks = [
            _alone("ita_parse.extract", [_long_file(Path(folder), pages)])[2]
            for pages in (SHORT, LONG)
        ]
    print(f"memory: {peaks[0]:.0f} MB for {SHORT} pages, {peaks[1] - peaks[0]:.0f} more for {LONG}")


if __name__ == "__main__":
    main()
