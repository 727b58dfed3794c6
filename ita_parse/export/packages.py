"""Packages that only some formats need, and the command that installs them."""

from __future__ import annotations

import importlib
from typing import Any

from ita_parse.errors import ItaParseError


class MissingPackageError(ItaParseError, ImportError):
    """A format was asked for whose package is not installed."""


def load(module: str, *, extra: str, purpose: str) -> Any:
    """Import a package that an extra of ita_parse brings.

    Args:
        module: the module to import, e.g. "pyarrow.parquet".
        extra: the extra that brings it, e.g. "parquet".
        purpose: what it is needed for, for the message.

    Raises:
        MissingPackageError: it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise MissingPackageError(
            f"{purpose} needs the package {package}, which is not installed.",
            hint=f'Install it with: pip install "ita-parse[{extra}]"',
        ) from error
