"""Opening what a caller gives: path, bytes or binary file; telling its format; decoding text."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from ita_parse.document import Media
from ita_parse.errors import UnreadableFileError, UnsupportedFormatError

SourceLike = str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO

_PDF_HEADER = b"%PDF-"
# The PDF specification lets the header stand anywhere in the first 1024 bytes.
_PDF_HEADER_WITHIN = 1024
_MEDIA_BY_SUFFIX: dict[str, Media] = {
    ".txt": "text",
    ".text": "text",
    ".tsv": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}
# First bytes of files that people put beside reports; named so that the error can say what it is.
_KNOWN_BINARIES = (
    (b"PK\x03\x04", "a ZIP container such as DOCX, XLSX or ODT"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"GIF8", "a GIF image"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF document"),
)
# A Thai single-byte text is mostly letters of the upper half and printable ASCII.
_MIN_THAI_BYTES = 0.5
_MAX_BAD_UTF8 = 0.02


@dataclass(frozen=True, slots=True)
class Source:
    """A file's content with the name that messages and records use for it."""

    name: str
    path: str | None
    content: bytes

    @property
    def sha256(self) -> str:
        """SHA-256 of the content, hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def open_source(source: SourceLike) -> Source:
    """Read a path, bytes or a binary file object whole.

    Raises:
        UnreadableFileError: the path does not exist, is a folder, cannot be read, or is empty.
    """
    if isinstance(source, bytes | bytearray | memoryview):
        opened = Source("<bytes>", None, bytes(source))
    elif hasattr(source, "read"):
        content = source.read()
        if not isinstance(content, bytes):
            raise UnreadableFileError(
                "The file object gives text, not bytes.",
                source=str(getattr(source, "name", "<file>")),
                hint='Open it with mode "rb".',
            )
        opened = Source(str(getattr(source, "name", "<file>")), None, content)
    else:
        path = os.fspath(source)
        name = path.replace(os.sep, "/")
        opened = Source(name, path, _read_path(path, name))
    if not opened.content:
        raise UnreadableFileError(
            "The file is empty (0 bytes).", source=opened.name, hint="Download or copy it again."
        )
    return opened


def _read_path(path: str, name: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise UnreadableFileError(
            "There is no such file.", source=name, hint="Check the path."
        ) from None
    except IsADirectoryError:
        raise _is_folder(name) from None
    except OSError as error:
        # Windows answers a folder with a permission error.
        if Path(path).is_dir():
            raise _is_folder(name) from None
        raise UnreadableFileError(
            f"The file cannot be read: {error.strerror or error}.",
            source=name,
            hint="Check its permissions and the disk.",
        ) from error


def _is_folder(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        "This is a folder, not a file.",
        source=name,
        hint="Use ita_parse.convert (or ita-parse convert) for folders.",
    )


def sniff(source: Source) -> Literal["pdf"] | Media:
    """Tell what a source is, by its content first and its name second.

    Raises:
        UnsupportedFormatError: it is neither a PDF nor text.
        UnreadableFileError: it is named .pdf but has no PDF header.
    """
    head = source.content[:_PDF_HEADER_WITHIN]
    if _PDF_HEADER in head:
        return "pdf"
    for magic, what in _KNOWN_BINARIES:
        if head.startswith(magic):
            raise UnsupportedFormatError(
                f"This is {what}, which ita_parse does not read.",
                source=source.name,
                hint="Give the PDF itself, or its OCR transcript as text, Markdown or HTML.",
            )
    suffix = os.path.splitext(source.name)[1].lower()
    if suffix == ".pdf":
        raise UnreadableFileError(
            "The file is named .pdf but does not begin like a PDF.",
            source=source.name,
            hint="Download it again; if it is a text transcript, rename it to .txt.",
        )
    if _looks_binary(source.content):
        raise UnsupportedFormatError(
            "This is neither a PDF nor a text file.",
            source=source.name,
            hint="ita_parse reads PDF files and text, Markdown or HTML transcripts.",
        )
    if suffix in _MEDIA_BY_SUFFIX:
        return _MEDIA_BY_SUFFIX[suffix]
    return _sniff_text(decode(source)[0])


def _looks_binary(content: bytes) -> bool:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _utf16(content):
        return False
    sample = content[:4096]
    control = sum(1 for byte in sample if byte < 32 and byte not in (9, 10, 11, 12, 13, 26, 27))
    return control > len(sample) * 0.02


def _sniff_text(text: str) -> Media:
    if re.match(r"\s*<(?:!doctype|html|head|body|table)\b", text, re.IGNORECASE):
        return "html"
    if re.search(r"^\s*\|?\s*:?-{3,}:?\s*\|", text, re.MULTILINE):
        return "markdown"
    return "text"


def _utf16(content: bytes) -> str | None:
    """Name the UTF-16 byte order of a text without a mark, by where its high bytes stand.

    In UTF-16 every second byte of a Thai or Latin text is 0x0E or 0x00, which UTF-8 text and
    Thai single-byte text do not have.
    """
    sample = content[:4096]
    if len(sample) < 4:
        return None
    half = len(sample) // 2
    if sum(1 for byte in sample[1::2] if byte in (0x00, 0x0E)) > half * 0.8:
        return "utf-16-le"
    if sum(1 for byte in sample[0::2] if byte in (0x00, 0x0E)) > half * 0.8:
        return "utf-16-be"
    return None


def decode(source: Source) -> tuple[str, str]:
    """Decode a text file; return its text and the name of its encoding.

    UTF-8 (with or without a byte-order mark), UTF-16 and the Thai code page CP874 (a superset of
    TIS-620) are told apart by their bytes. A UTF-8 text with a few broken bytes is kept, each
    broken byte a replacement character.

    Raises:
        UnsupportedFormatError: the bytes are text in none of these.
    """
    content = source.content
    if content.startswith(codecs.BOM_UTF8):
        return content[3:].decode("utf-8", errors="replace"), "utf-8"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace"), "utf-16"
    bare = _utf16(content)
    if bare:
        return content.decode(bare, errors="replace"), bare
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    text = content.decode("utf-8", errors="replace")
    if text.count("\N{REPLACEMENT CHARACTER}") <= len(text) * _MAX_BAD_UTF8:
        return text, "utf-8"
    high = [byte for byte in content if byte >= 0x80]
    thai = sum(1 for byte in high if 0xA1 <= byte <= 0xDA or 0xDF <= byte <= 0xFB)
    if thai > len(high) * 0.9 and len(high) > len(content) * (1 - _MIN_THAI_BYTES) * 0.2:
        return content.decode("cp874", errors="replace"), "cp874"
    raise UnsupportedFormatError(
        "The text is in none of the encodings UTF-8, UTF-16 and CP874 (TIS-620).",
        source=source.name,
        hint="Save it again as UTF-8.",
    )
