"""Tesseract in process: where its language data lies, and engines that read the strip of a line.

tesserocr brings Tesseract itself; the data comes with the system's packages.
"""

from __future__ import annotations

import importlib
import os
import platform
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ita_parse.errors import NeedsOcrError

THAI, ENGLISH = "tha", "eng"

# What reads a language best, first. Debian's `Thai` (tesseract-ocr-script-thai) reads Thai and
# Latin letters with one network and is as good on office scans as `tha` and an eighth faster.
_DATA = {THAI: ("Thai", "script/Thai", "tha")}

INSTALL_PACKAGE = 'pip install "ita-parse[ocr]"'
"""The command that brings what OCR needs of Python packages."""

_INSTALL_DATA = {
    "Linux": "apt-get install tesseract-ocr-script-thai tesseract-ocr-eng",
    "Darwin": "brew install tesseract-lang",
    "Windows": "winget install UB-Mannheim.TesseractOCR (choose the Thai script and language)",
}

_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/opt/local/share/tessdata",
)
_WINDOWS_FOLDERS = (("ProgramFiles", ""), ("ProgramFiles(x86)", ""), ("LOCALAPPDATA", "Programs"))

_LINE = 7  # page segmentation mode: the image is one line of text
_NEURAL = 1  # engine mode: the network alone
_VARIABLES = {
    # Its word lists change no figure measured here; without them nothing is read for being a word.
    "load_system_dawg": "0",
    "load_punc_dawg": "0",
    "load_number_dawg": "0",
    # Lines come dark on light; Tesseract would read each doubtful one again as a negative.
    "tessedit_do_invert": "0",
    "debug_file": os.devnull,
}
# Tesseract takes it for a hint of the size of letters, which the strips have by themselves.
_DPI = 300


class MissingTesseractError(NeedsOcrError):
    """A package or language data that OCR needs is not installed; the hint says how to get it."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A character as Tesseract read it: where it is in the strip, confidence from 0 to 1."""

    text: str
    x0: float
    x1: float
    confidence: float


def install_data() -> str:
    """Return the command that installs Tesseract's language data on this system."""
    return _INSTALL_DATA.get(platform.system(), _INSTALL_DATA["Linux"])


def load_tesserocr() -> Any:
    """Import tesserocr.

    Raises:
        MissingTesseractError: it is not installed, or its binary part can't be loaded.
    """
    try:
        return importlib.import_module("tesserocr")
    except ImportError as error:
        raise MissingTesseractError(
            f"OCR needs the package tesserocr, which cannot be loaded ({error}).",
            hint=f"Install it with: {INSTALL_PACKAGE}",
        ) from error


def find_data(language: str) -> tuple[Path, str]:
    """Return the folder of a language's data and the name of the data there.

    Args:
        language: "tha" or "eng", or the name of any other data of Tesseract.

    Raises:
        MissingTesseractError: there is none; the message names the folders looked at.
    """
    folders = [folder for folder in _folders() if folder.is_dir()]
    for name in _DATA.get(language, (language,)):
        for folder in folders:
            if (folder / f"{name}.traineddata").is_file():
                return folder, name
    looked = ", ".join(map(str, folders)) or "no folder of language data found"
    raise MissingTesseractError(
        f"OCR needs Tesseract's data for the language {language} ({looked}).",
        hint=f"Install it with: {install_data()}; data elsewhere is found with the environment"
        " variable TESSDATA_PREFIX.",
    )


def _folders() -> Iterator[Path]:
    prefix = os.environ.get("TESSDATA_PREFIX")
    if prefix:
        yield from (Path(prefix), Path(prefix) / "tessdata")
    yield from map(Path, _FOLDERS)
    for variable, below in _WINDOWS_FOLDERS:
        root = os.environ.get(variable)
        if root:
            yield Path(root) / below / "Tesseract-OCR" / "tessdata"
    program = shutil.which("tesseract")
    if program:
        place = Path(program).resolve().parent
        yield from (place / "tessdata", place.parent / "share" / "tessdata")


class Engine:
    """Tesseract with the data of one language; loading it takes some 100 ms.

    An engine serves one thread at a time. It lets go of Python's lock while it reads.
    """

    def __init__(self, language: str) -> None:
        tesserocr = load_tesserocr()
        folder, self.name = find_data(language)
        try:
            self._api: Any = tesserocr.PyTessBaseAPI(
                path=f"{folder}{os.sep}",
                lang=self.name,
                psm=_LINE,
                oem=_NEURAL,
                variables=_VARIABLES,
            )
        except RuntimeError as error:
            raise MissingTesseractError(
                f"Tesseract can't load the data {self.name} in {folder} ({error}).",
                hint=f"Install it anew with: {install_data()}",
            ) from error
        self._level = tesserocr.RIL.SYMBOL
        self._iterate = tesserocr.iterate_level

    def read(self, strip: NDArray[np.uint8]) -> list[Symbol]:
        """Read the image of a line, height by width, 0 black to 255 white.

        Returns:
            Its characters from left to right, no spaces: Tesseract sets them at random between
            Thai letters.
        """
        height, width = strip.shape
        self._api.SetImageBytes(np.ascontiguousarray(strip).tobytes(), width, height, 1, width)
        self._api.SetSourceResolution(_DPI)
        if not self._api.Recognize():
            return []
        found = self._api.GetIterator()
        return list(self._symbols(found)) if found else []

    def _symbols(self, found: Any) -> Iterator[Symbol]:
        level = self._level
        for symbol in self._iterate(found, level):
            box = symbol.BoundingBox(level)
            try:
                text = symbol.GetUTF8Text(level)
            except RuntimeError:  # a word without letters, where nothing was read
                continue
            if box and not text.isspace():
                yield Symbol(text, box[0], box[2], symbol.Confidence(level) / 100)


# Engines at rest, by language. Taking one off a list and putting it back are safe between threads.
_IDLE: dict[str, list[Engine]] = {}


def read_strip(strip: NDArray[np.uint8], language: str) -> list[Symbol]:
    """Read the image of a line with an engine that is at rest, or a new one.

    Raises:
        MissingTesseractError: tesserocr or the language's data is missing.
    """
    idle = _IDLE.setdefault(language, [])
    try:
        engine = idle.pop()
    except IndexError:
        engine = Engine(language)
    try:
        return engine.read(strip)
    finally:
        idle.append(engine)


def missing(languages: Sequence[str]) -> list[MissingTesseractError]:
    """Return what is missing to read languages, nothing if they can be read."""
    found = []
    try:
        load_tesserocr()
    except MissingTesseractError as error:
        found.append(error)
    for language in languages:
        try:
            find_data(language)
        except MissingTesseractError as error:
            found.append(error)
    return found
