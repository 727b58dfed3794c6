"""Decides which fonts are broken and writes the tables that they lack."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from ita_parse.extraction.decipher.documents import FontFile, FontObject, Stream
from ita_parse.extraction.decipher.evidence import (
    Evidence,
    denies,
    plain,
    sort_of,
    weigh,
)
from ita_parse.extraction.decipher.samples import Key, Sample, take_sample, write_cmap
from ita_parse.extraction.decipher.shapes import load_shapes
from ita_parse.extraction.decipher.solver import Answer, Fit, rate, solve
from ita_parse.text import CONSONANTS, MARKS

# Time to read pages for the sample; a page takes some 30 ms.
_SECONDS = 12.0
# Fonts looked at; real documents have up to some 60.
_MOST_FONTS = 120
# A letter counts as told if it beats the next by this (logarithm); it has to beat a letter that the
# document gives by more.
_SURE = 1.0
_SURER = 4.0
# A font is mended if at least this share of what it draws is told.
_ENOUGH = 0.9
# And if its glyphs look like known letters on the whole: their mean deviation is .6 to 1.4 in real
# Thai and Latin fonts, 1.8 to 3 in fonts of Greek, Cyrillic, Lao, Arabic letters and of symbols. It
# may be larger where they make good Thai, whose letters come to -2.3 to -3.3; Lao read so to -5.
_LOOKS_KNOWN = 1.6
_LOOKS_UNKNOWN = 2.4
_GOOD_TEXT = -3.4
_BAD_TEXT = -4.0
_FEW_LETTERS = 40
_KINDS = {
    "consonant": re.compile(f"[{CONSONANTS}]"),
    "below": re.compile("[\u0e38-\u0e3a]"),
    "above": re.compile(f"[{MARKS}]"),
}


@dataclass(frozen=True, slots=True)
class MendedFont:
    """A font that was given a table.

    `known` is the share of its glyphs that have a letter now, `sure` the share of the letters drawn
    on the sampled pages whose glyphs were told beyond doubt, `changed` the share of its glyphs that
    were read otherwise before.
    """

    name: str
    glyphs: int
    known: float
    sure: float
    changed: float


@dataclass(frozen=True, slots=True)
class Mended:
    """A PDF whose broken fonts have ToUnicode tables, and those fonts."""

    content: bytes
    fonts: tuple[MendedFont, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """What codes of a font mean, and how that was told."""

    letters: dict[int, str]
    report: MendedFont


def mended(content: bytes, password: str | None = None) -> Mended | None:
    """Give a PDF's broken fonts ToUnicode tables, told from shapes, numbers and the text they make.

    Fonts that are read rightly already are left as they are, and so are those whose glyphs can't
    be told. The result is the file with an update appended; an encrypted file or one with damaged
    cross references is written anew first.

    Returns:
        None if there was nothing to mend or nothing could be mended.
    """
    with _quiet():
        return _mended(content, password)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the readers' loggers from reporting each damaged object: such files are expected."""
    loggers = [logging.getLogger(name) for name in ("pdfminer", "fontTools")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _mended(content: bytes, password: str | None) -> Mended | None:
    import pypdfium2

    try:
        file = _opened(content, password)
        fonts = file.fonts()[:_MOST_FONTS]
        if not fonts:
            return None
        sample = take_sample(file, fonts, _SECONDS)
    except (ValueError, pypdfium2.PdfiumError):
        return None
    olds = {font.number: file.old_table(font) for font in fonts}
    said = _said(sample, olds)
    evidence = weigh(file, fonts, sample, said, load_shapes())
    if evidence is None:
        return None
    answers = solve(evidence, sample, said)
    fits = rate(evidence, sample, said, answers)
    drawn = _drawn(sample)
    tables = {
        font.number: (font, table)
        for font in fonts
        if _is_plausible(font, evidence, drawn, fits.get(font.number))
        and (table := _table(font, sample, evidence, answers, drawn, said, olds[font.number]))
    }
    if not tables:
        return None
    updates: dict[int, tuple[FontObject, dict[str, str], Stream]] = {
        number: (font, {}, _stream(table.letters, font.wide))
        for number, (font, table) in tables.items()
    }
    return Mended(file.updated(updates), tuple(table.report for _, table in tables.values()))


def _opened(content: bytes, password: str | None) -> FontFile:
    """Open a file, written anew by PDFium if it is encrypted or damaged."""
    if b"/Encrypt" not in content:
        try:
            return FontFile(content)
        except ValueError:
            pass
    import pypdfium2
    import pypdfium2.raw as pdfium

    pdf = pypdfium2.PdfDocument(content, password=password)
    try:
        out = io.BytesIO()
        pdf.save(out, flags=pdfium.FPDF_REMOVE_SECURITY)
    finally:
        pdf.close()
    return FontFile(out.getvalue())


def _said(sample: Sample, olds: Mapping[int, Mapping[int, str]]) -> dict[Key, str]:
    """Collect what the document says of each code: by its font's table, else as PDFium reads it."""
    counts: dict[Key, Counter[str]] = {}
    for (key, letters), count in sample.reported.items():
        counts.setdefault(key, Counter())[letters] = count
    said = {key: plain(counter.most_common(1)[0][0]) for key, counter in counts.items()}
    for font, code in sample.shapes:
        letter = olds[font].get(code, "")
        if sort_of(letter) != "none":
            said[font, code] = plain(letter)
    return said


def _drawn(sample: Sample) -> dict[Key, int]:
    """Count what the sampled pages draw."""
    letters = [page.letters for page in sample.pages]
    counts = np.bincount(np.concatenate([np.zeros(0, np.int64), *letters]))
    return {key: count for key, count in zip(sample.keys, counts.tolist(), strict=False) if count}


def _is_plausible(
    font: FontObject, evidence: Evidence, drawn: Mapping[Key, int], fit: Fit | None
) -> bool:
    """Tell whether a font's glyphs can be the letters that were measured, as far as they show."""
    mine = [evidence.index[key] for key in drawn if key[0] == font.number and key in evidence.index]
    if not mine:
        return False
    strange = float(evidence.strangeness[mine].mean())
    if fit is not None and fit.count >= _FEW_LETTERS:
        if fit.mean < _BAD_TEXT:
            return False
        if fit.mean > _GOOD_TEXT:
            return strange < _LOOKS_UNKNOWN
    return strange < _LOOKS_KNOWN


def _table(
    font: FontObject,
    sample: Sample,
    evidence: Evidence,
    answers: Sequence[Answer | None],
    drawn: Mapping[Key, int],
    said: Mapping[Key, str],
    old: Mapping[int, str],
) -> _Table | None:
    """Put a font's table together; None if the font is not broken or can't be mended."""
    letters: dict[int, str] = {}
    changed = seen = sure = total = 0
    trusted = evidence.trusted.get(font.number, set())
    for key, shape in sample.shapes.items():
        if key[0] != font.number:
            continue
        number = evidence.index.get(key)
        before, times = said.get(key, ""), drawn.get(key, 0)
        if number is None:
            if times and sort_of(before) not in trusted | {"space"}:
                # Nothing is drawn: a space, or what no one can see.
                letters[key[1]] = " " if shape.advance > 0 else "\u200b"
            continue
        answer = answers[number]
        keeps = _keeps(evidence, number, answer, before, trusted)
        told = answer is not None and answer.margin >= _SURE
        seen += times > 0
        total += times
        sure += times * (keeps or told)
        if keeps:
            letters[key[1]] = before
        else:
            changed += times > 0
            # Symbol fonts say private characters for their pictures, which others know by font.
            private = len(before) == 1 and unicodedata.category(before) == "Co"
            nothing = before if private else "\ufffd"
            letters[key[1]] = answer.letter if told and answer else nothing
    if not changed or sure < _ENOUGH * total:
        return None
    for code, letter in old.items():
        if sort_of(letter) in trusted | {"space"}:
            letters.setdefault(code, plain(letter))
    mine = [letter for code, letter in letters.items() if (font.number, code) in evidence.index]
    known = sum(letter != "\ufffd" for letter in mine) / len(mine)
    report = MendedFont(font.name, len(mine), known, float(sure / total), changed / seen)
    return _Table(letters, report)


def _keeps(
    evidence: Evidence,
    number: int,
    answer: Answer | None,
    before: str,
    trusted: set[str],
) -> bool:
    """Tell whether what the document says of a glyph is to stay."""
    sort = sort_of(before)
    if sort == "none":
        return False
    if sort == "space":
        # What has an outline is no space.
        return answer is None
    if sort == "other" and sort in trusted:
        # Letters of other scripts: their shapes were never measured.
        return True
    if answer is None or answer.letter == before:
        return sort in trusted or answer is not None
    if len(before) > 1:
        # A ligature; but Thai has none, though Typst's tables say so of single letters.
        return sort != "thai" or answer.letter not in before
    if sort in trusted and answer is not None and _kind(before) == _kind(answer.letter):
        # Where a font is right on the whole, an odd shape makes no other letter of the same kind.
        return True
    column = evidence.letters.find(before)
    scores = evidence.total[number]
    beaten = column < 0 or scores.max() - scores[column] >= _SURER
    return sort in trusted and not (beaten and denies(evidence, number, before))


def _kind(letter: str) -> str:
    """Return what a letter is in a cluster: fonts that are wrong in places mix up kinds."""
    for kind, letters in _KINDS.items():
        if letters.match(letter):
            return kind
    return unicodedata.category(letter) if len(letter) == 1 else ""


def _stream(letters: Mapping[int, str], wide: bool) -> Stream:
    size = 4 if wide else 2
    lines = [
        f"<{code:0{size}x}> <{letter.encode('utf-16-be').hex()}>"
        for code, letter in sorted(letters.items())
    ]
    return write_cmap(lines, "char", wide)
