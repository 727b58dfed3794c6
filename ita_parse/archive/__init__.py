"""The room that turns many files into a finished output folder, whatever single files do."""

from __future__ import annotations

from ita_parse.archive.conversion import convert
from ita_parse.archive.summary import FindingCount, Progress, Summary

__all__ = ["FindingCount", "Progress", "Summary", "convert"]
