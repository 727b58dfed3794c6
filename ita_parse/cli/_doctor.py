"""`ita-parse doctor`: what is installed, what is missing, and the command that mends it."""

from __future__ import annotations

import importlib
import importlib.metadata
import platform
import shutil
import subprocess

import typer

from ita_parse import __version__

CORE = ("pypdfium2", "pdfplumber", "pythainlp", "pandas", "geothai", "pydantic", "rapidfuzz")
"""Packages without which nothing works; by module name, which is the package's name too."""

EXTRAS = (("pyarrow", "parquet", "Parquet files"), ("xlsxwriter", "excel", "XLSX workbooks"))
"""Module, the extra of ita_parse that brings it, and what it is for."""

_TESSERACT = {
    "Linux": "apt-get install tesseract-ocr tesseract-ocr-tha",
    "Darwin": "brew install tesseract tesseract-lang",
    "Windows": "winget install UB-Mannheim.TesseractOCR (choose the Thai language data)",
}
_THAI_DATA = {**_TESSERACT, "Linux": "apt-get install tesseract-ocr-tha"}
_SECONDS = 10


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
    typer.echo("\nOCR (comes in a later version: this one reads no scanned pages)")
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
    system = platform.system()
    binding = next((name for name in ("tesserocr", "pytesseract") if _version(name)), "")
    if binding:
        _say("ok", f"{binding} {_version(binding)}")
    else:
        _say("missing", "tesserocr or pytesseract", "pip install pytesseract")
    opencv = _version("cv2")
    if opencv:
        _say("ok", f"OpenCV {opencv}")
    else:
        _say("missing", "OpenCV (cv2)", "pip install opencv-python-headless")
    program = shutil.which("tesseract")
    if program is None:
        _say("missing", "the program tesseract", _TESSERACT.get(system, _TESSERACT["Linux"]))
        return
    languages = _languages(program)
    if "tha" in languages:
        _say("ok", "tesseract with Thai")
    else:
        mend = _THAI_DATA.get(system, _THAI_DATA["Linux"])
        _say("missing", "tesseract is there, its Thai data (tha) is not", mend)


def _languages(program: str) -> list[str]:
    try:
        done = subprocess.run(
            [program, "--list-langs"],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return (done.stdout + done.stderr).split()
