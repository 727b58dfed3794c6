"""Vocabularies: data that a person who knows Thai reports but no Python can extend."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def load_text(name: str) -> str:
    """Read a file of the package's data by its path in there, with "/"."""
    return files(__name__).joinpath(*name.split("/")).read_text(encoding="utf-8")


@cache
def load_toml(name: str) -> dict[str, Any]:
    """Load a vocabulary by its path in here without ".toml"; it is read once and shared."""
    return tomllib.loads(load_text(f"{name}.toml"))
