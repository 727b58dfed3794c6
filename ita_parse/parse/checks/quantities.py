"""Numbers of table cells as exact quantities, and quantities in a cell's own style."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ita_parse.text import TO_ARABIC

UNIT = 10_000
"""Quantities are whole numbers of this part of one, exact for four decimals."""

# Longer cells hold words beside their number.
_LONGEST = 40
# Citizens', tax and telephone numbers have this many digits and no commas; no amount has.
_CODE_DIGITS = 9
# "(1)" counts, "(150)" is negative as accountants write it.
_BRACKETED = 100 * UNIT

_NUMBER = re.compile(
    r"""(?P<share>ร้อยละ)?\s*(?:฿|THB)?\s*(?P<open>\()?\s*(?P<sign>[-+−–])?\s*
    (?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<decimals>[0-9]{1,4}))?
    (?:\.?-)?\s*(?P<close>\))?\s*(?P<unit>%|[ก-ฮะ-๎][ก-ฮะ-๎.]{0,11})?""",
    re.VERBOSE,
)
_NOTHING = re.compile(r"[-–—−.\s]*")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed number: its value in `UNIT`s, decimals and unit as printed, and the print."""

    value: int
    decimals: int
    unit: str
    printed: str

    @property
    def step(self) -> int:
        """What one more in the last printed place is, in `UNIT`s."""
        return int(10 ** (4 - self.decimals))

    @property
    def coarse_step(self) -> int:
        """The same without zeros at the end: "84.10" may be 84.1, typed in a column of two."""
        step = self.step
        while step < UNIT and self.value % (step * 10) == 0:
            step *= 10
        return step

    def write(self, value: int) -> str:
        """Write another value as this one is printed: decimals, commas, brackets."""
        commas = "," in self.printed or (abs(self.value) < 1000 * UNIT <= abs(value))
        whole, rest = divmod(abs(value), UNIT)
        digits = f"{whole:,}" if commas else str(whole)
        fraction = f"{rest:04d}"
        places = max(self.decimals, len(fraction.rstrip("0")))
        text = f"{digits}.{fraction[:places]}" if places else digits
        if value >= 0:
            return text
        return f"({text})" if self.printed.lstrip().startswith("(") else f"-{text}"


def is_nothing(text: str) -> bool:
    """Tell whether a cell is empty or holds a dash, which stands for nothing."""
    return _NOTHING.fullmatch(text) is not None


def read_quantity(text: str) -> Quantity | None:
    """Read a cell that is one number, with or without a unit; None for any other.

    Forms: "1,234.50", "๑,๒๓๔", "-5", "(150.00)", "1,234.-", "20 บาท", "12.5 %", "ร้อยละ 80". Codes
    (a leading zero, ten digits), dates and several numbers in a cell are none.
    """
    if len(text) > _LONGEST:
        return None
    match = _NUMBER.fullmatch(text.strip().translate(TO_ARABIC))
    if match is None or (match["open"] is None) != (match["close"] is None):
        return None
    whole, decimals = match["whole"].replace(",", ""), match["decimals"] or ""
    if len(whole) > _CODE_DIGITS and "," not in match["whole"] and not decimals:
        return None
    if len(whole) > 1 and whole[0] == "0" and not (decimals and int(whole) == 0):
        return None
    value = int(whole) * UNIT + int(decimals.ljust(4, "0"))
    if match["open"]:
        if value < _BRACKETED and not decimals:
            return None
        value = -value
    if match["sign"] and match["sign"] != "+":
        value = -value
    unit = "%" if match["share"] else match["unit"] or ""
    return Quantity(value, len(decimals), unit, " ".join(text.split()))


def is_one_digit_off(value: int, other: int) -> bool:
    """Tell whether two values, in `UNIT`s, differ in one digit: one may be misread as the other."""
    one, two = str(value), str(other)
    return len(one) == len(two) and sum(a != b for a, b in zip(one, two, strict=True)) == 1
