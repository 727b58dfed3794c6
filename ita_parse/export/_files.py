"""Files that appear under their name only when they are whole."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from ita_parse.errors import ItaParseError


class Pending:
    """A file that is written beside its final name and takes that name at the end.

    It lies in the same folder, because a rename is only there sure to be one step.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.temporary = path.with_name(f".{path.name}.{os.getpid()}.part")

    def commit(self) -> None:
        """Give the file its name, in place of one that had it.

        Raises:
            ItaParseError: the old file cannot be replaced (on Windows, while a program has it
                open).
        """
        try:
            os.replace(self.temporary, self.path)
        except OSError as error:
            self.discard()
            raise ItaParseError(
                f"the file could not be replaced ({error.strerror or error}).",
                source=self.path.as_posix(),
                hint="Close the program that has it open, or choose another output folder.",
            ) from error

    def discard(self) -> None:
        """Remove what was written."""
        with contextlib.suppress(OSError):
            self.temporary.unlink()


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path to write to; it becomes `path` when the block ends well."""
    pending = Pending(path)
    try:
        yield pending.temporary
    except BaseException:
        pending.discard()
        raise
    pending.commit()


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text with Unix line ends, whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
