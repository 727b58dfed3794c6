"""Texts that a spreadsheet would run as a formula, and the apostrophe that keeps them text.

Cells that begin with "-" are common in these reports. A leading apostrophe makes them harmless in
CSV and XLSX, and `unguard` takes it away again without touching any other text.
"""

from __future__ import annotations

import re

# Spreadsheets skip blanks, control characters and marks of no width before they look for a
# formula's sign; the full-width signs count as signs in some locales. Tab, CR and LF at the
# beginning are harmful alone (OWASP, "CSV injection"). The apostrophes in front make a text that
# looks guarded already get one more, so that taking one away always gives the text back.
_GUARDED = re.compile("'*(?:[\t\r\n]|[\\s\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff]*[=+\\-@＝＋－＠])")


def guard(text: str) -> str:
    """Return the text with an apostrophe before it if a spreadsheet would run it as a formula.

    A text that already consists of apostrophes and such a formula gets one more, so that
    `unguard(guard(text)) == text` holds for every text.
    """
    return "'" + text if _GUARDED.match(text) else text


def unguard(text: str) -> str:
    """Return the text that `guard` was given."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text
