"""`ita-parse doctor`: what is installed, what is missing, and the command that mends it."""

from __future__ import annotations

import importlib
import importlib.metadata
import platform

import typer

from ita_parse import __version__

CORE = ("pypdfium2", "pdfplumber", "pythainlp", "pandas", "geothai", "pydantic", "rapidfuzz")
"""Packages without which nothing works; by module name, which is the package's name too."""

EXTRAS = (("pyarrow", "parquet", "Parquet files"), ("xlsxwriter", "excel", "XLSX workbooks"))
"""Module, the extra of ita_parse that brings it, and what it is for."""

OCR = (("cv2", "images of pages"), ("tesserocr", "reading text of images"))
"""Module of the extra `ocr`, and what it is for."""


def examine() -> int:
    """Print what is there and what is not; return 0 if the core is complete, else 1."""
    _say("ok", f"Python {platform.python_version()} ({platform.system()} {platform.machine()})")
    _say("ok", f"ita_parse {__version__}")
    broken = [name for name in CORE if not _core(name)]
    typer.echo("\nOutput formats")
    _say("ok", "CSV and JSON Lines")
    for module, extra, purpose in EXTRAS:
        version = _version(module)
        mend = f'pip install "ita-parse[{extra}]"'
        if version:
            _say("ok", f"{purpose}: {module} {version}")
        else:
            _say("missing", f"{purpose}: {module}", mend)
    typer.echo("\nOCR of scanned pages")
    _examine_ocr()
    typer.echo()
    if broken:
        typer.echo(f"The core is not complete: {', '.join(broken)}.")
        return 1
    typer.echo("The core is complete.")
    return 0


def _core(name: str) -> bool:
    version = _version(name)
    if version:
        _say("ok", f"{name} {version}")
    else:
        _say("missing", name, f"pip install {name}")
    return bool(version)


def _say(state: str, what: str, mend: str = "") -> None:
    typer.echo(f"  {state:<8}{what}" + (f"\n          mend it: {mend}" if mend else ""))


def _version(module: str) -> str:
    """Return a module's version, "" if it is missing or cannot be loaded."""
    try:
        # Loaded in earnest: a package whose binary part is broken is as good as missing.
        loaded = importlib.import_module(module)
    except Exception:
        return ""
    try:
        return importlib.metadata.version(module)
    except importlib.metadata.PackageNotFoundError:
        return str(getattr(loaded, "__version__", "(version unknown)"))


def _examine_ocr() -> None:
    for module, purpose in OCR:
        version = _version(module)
        if version:
            _say("ok", f"{purpose}: {module} {version}")
        else:
            _say("missing", f"{purpose}: {module}", 'pip install "ita-parse[ocr]"')
    if not _version("tesserocr"):
        return
    from ita_parse.extraction.ocr.tesseract import ENGLISH, THAI, missing

    for language in (THAI, ENGLISH):
        lacks = missing([language])
        if lacks:
            _say("missing", f"Tesseract's data: {language}", lacks[0].hint)
        else:
            _say("ok", f"Tesseract's data: {language}")
