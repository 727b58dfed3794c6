"""The errors that callers may catch; every message says what happened, where, and what to do."""

from __future__ import annotations


class ItaParseError(Exception):
    """Base of every error that this library raises on purpose.

    Attributes:
        source: the file or name that the error is about, as the caller gave it.
        hint: what the caller can do about it, one sentence, or "".
    """

    def __init__(self, message: str, *, source: str = "", hint: str = "") -> None:
        self.message = message
        self.source = source
        self.hint = hint
        super().__init__(message, source, hint)

    def __str__(self) -> str:
        where = f"{self.source}: " if self.source else ""
        hint = f" {self.hint}" if self.hint else ""
        return f"{where}{self.message}{hint}"

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process boundaries; keyword arguments need help to be pickled.
        return (_rebuild, (type(self), self.message, self.source, self.hint))


def _rebuild(kind: type[ItaParseError], message: str, source: str, hint: str) -> ItaParseError:
    return kind(message, source=source, hint=hint)


class UnreadableFileError(ItaParseError):
    """The file is missing, empty, truncated or damaged beyond reading."""


class EncryptedFileError(ItaParseError):
    """The PDF needs a password, or the password given is wrong."""


class NeedsOcrError(ItaParseError):
    """No page of the PDF has text that can be used; its pages have to be read by OCR."""


class UnsupportedFormatError(ItaParseError):
    """The file is of a kind that this library does not read."""


class LimitExceededError(ItaParseError):
    """The file is larger than a limit that protects the run (pages, size, time, memory)."""
