"""Standard output, standard error and exit codes, the same on every system."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from typing import TextIO

import typer

from ita_parse.errors import ItaParseError

FAILED = 1
USAGE = 2


class UsageError(Exception):
    """The command was called in a way that cannot work."""


def use_utf8(stream: TextIO) -> None:
    """Make a stream write UTF-8: a console of another encoding must not end a run."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        with contextlib.suppress(ValueError, OSError):
            reconfigure(encoding="utf-8", errors="backslashreplace")


def complain(message: str) -> None:
    """Print one line on standard error."""
    typer.echo(f"ita-parse: {' '.join(message.split())}", err=True)


def run(command: Callable[[], int | None]) -> None:
    """Run a command and exit with its code; an error becomes one line, not a traceback.

    With ITA_PARSE_DEBUG set in the environment the traceback is shown.
    """
    try:
        code = command() or 0
    except typer.Exit:
        raise
    except BrokenPipeError:
        # The reader has seen enough (`ita-parse text ... | head`). What is still buffered has
        # nowhere to go, and would fail once more when Python ends.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = FAILED
    except Exception as error:
        if os.environ.get("ITA_PARSE_DEBUG"):
            raise
        code = _explain(error)
    raise typer.Exit(code)


def _explain(error: Exception) -> int:
    if isinstance(error, UsageError):
        complain(str(error))
        return USAGE
    if isinstance(error, ItaParseError):
        complain(str(error))
        return FAILED
    complain(
        f"unexpected {type(error).__name__}: {error}. Please report it; "
        "ITA_PARSE_DEBUG=1 in the environment shows where it happened."
    )
    return FAILED
