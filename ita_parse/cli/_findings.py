"""How findings are counted for a person: errors first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from ita_parse.document import Severity

SEVERITIES: tuple[str, ...] = get_args(Severity)
"""The severities, the gravest first."""


def by_severity(counts: Mapping[str, int]) -> str:
    """Return counts by severity in words: "2 errors, 1 warning"; without those of 0."""
    return ", ".join(
        f"{counts[name]:,} {name}{'' if counts[name] == 1 else 's'}"
        for name in SEVERITIES
        if counts.get(name)
    )
