"""Grades of the assessment: AA to F up to 2565, ผ่านดีเยี่ยม to ต้องปรับปรุงโดยด่วน from 2566."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ita_parse.parse.values.vocabulary import alternatives, compact, vocabulary

# Cyrillic and Greek capitals that OCR takes for the letters of grades.
_LATIN = str.maketrans("АВСЕΑΒΕ", "ABCEABE")


@dataclass(frozen=True, slots=True)
class GradeReading:
    """A grade.

    Attributes:
        matched: The part of the text that names it.
        value: The grade in clean form, one of `data/values/grades.toml`.
    """

    matched: str
    value: str


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    data = vocabulary("grades")
    through = alternatives(data["through"])
    letters = f"{alternatives(data['letters'])}(?![A-Za-z0-9+/-])"
    words = "|".join(
        # "ผ่านดี" is no shorter grade with letters left over.
        f"{word}(?!{through}|[A-Za-z]|ดี)" if word == "ผ่าน" else word
        for word in sorted(data["words"], key=len, reverse=True)
    )
    grade = rf"(?P<grade>{letters}|(?<!ไม่)(?:{words}))"
    quote = r"[\"“”'‘’(\[]{0,2}"
    link = rf"(?:{alternatives(data['links'])}){{0,3}}"
    not_level = "".join(rf"(?<!{word})" for word in data["not_level"])
    score = r"(?<![0-9.,])[0-9]{1,3}(?:[.,][0-9]{1,2})?(?:คะแนน|%)?"
    return (
        re.compile(
            rf"(?:{not_level}{alternatives(data['before'])}{link}|{score}[,:=-]?)"
            rf"{quote}{grade}[\"“”'‘’)\]]{{0,2}}"
        ),
        re.compile(rf"{quote}{grade}[\"“”'‘’)\]]{{0,2}}(?:[(:=]?{score}[)]?)?[.*]?"),
    )


def read_grade(text: str) -> GradeReading | None:
    """Read the grade that a text names.

    A grade counts as a whole cell, after a word such as ระดับ or ผลการประเมิน, and after a score
    ("89.85 (ผ่าน)").

    Args:
        text: A cell or a sentence; white space may stand anywhere.

    Returns:
        The grade and the text that says so; None if there is none of the closed list ("ไม่ผ่าน",
        "ดี"), or if several differ.
    """
    line = compact(text)
    letters = line.text.translate(_LATIN)
    named, whole = _patterns()
    found = list(named.finditer(letters))
    if not found:
        match = whole.fullmatch(letters)
        found = [match] if match else []
    grades = {match["grade"] for match in found}
    if len(grades) != 1:
        return None
    return GradeReading(line.original(found[0].start("grade"), found[0].end("grade")), grades.pop())
