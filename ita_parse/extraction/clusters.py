"""Thai clusters from glyphs: marks to their base, ำ made whole, then lines and spaces.

Marks have no width and are drawn before, over or after their base; readers that sort letters by x
put them into the wrong word. Here a mark belongs to the base before it in the content stream, and
the cluster stands where its base stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ita_parse.extraction.glyphs import Glyph
from ita_parse.normalisation.characters import FROM_PRIVATE_USE
from ita_parse.text import CONSONANTS, MARKS, TONES

_MARK = re.compile(f"[{MARKS}]")
_HAS_CONSONANT = re.compile(f"[{CONSONANTS}]")
_ENDS_IN_CONSONANT = re.compile(f"[{CONSONANTS}][{MARKS}]*$")
_TONE = re.compile(f"[{TONES}]")
_ENDS_IN_AM = re.compile(f"\u0e33[{TONES}]?$")
_AA = "\u0e32"
_AM = "\u0e33"
# A glyph whose advance is below this share of its size has no width.
_NO_WIDTH = 0.06
# Gaps between clusters wider than this share of the size are spaces (measured: spaces of Thai
# fonts are .2 to .35 em wide, gaps inside words stay below .1).
_SPACE = 0.16
# Beside a drawn space glyph a smaller gap is enough: justified lines squeeze their spaces.
_DRAWN_SPACE = 0.07
# The ink of a run of ActualText ends before its advance does.
_RUN_SPACE = 0.24
# Two clusters stand on one line if their baselines are nearer than this share of their size.
_SAME_LINE = 0.35
# A mark is drawn this many clusters after its base at the most (seen: six).
_MEMORY = 10
# A line was ended by its author if the next one's first word would have fitted behind it. Thai
# words are not told apart here: what stands before the first space is one, up to this many sizes.
_LONGEST_WORD = 7.0
# A number or a single letter is not broken from what follows.
_WORD = re.compile(r"(?:(?:[0-9๐-๙.,]+|[A-Za-z]{1,2}) )*[^ ]+")
# Fake bold draws a letter twice, this near to itself (share of its size).
_SAME_PLACE = 0.06


@dataclass(slots=True)
class Cluster:
    """A base with its marks, or a run of letters that the PDF itself put together."""

    text: str
    x: float
    x1: float
    baseline: float
    em: float
    run: bool = False
    space_before: bool = False
    left: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """Clusters on one baseline, put into text."""

    text: str
    x0: float
    x1: float
    baseline: float
    em: float


def read_clusters(glyphs: Iterable[Glyph]) -> tuple[list[Cluster], int]:
    """Put glyphs, in content-stream order, together to clusters; also count unreadable ones."""
    clusters: list[Cluster] = []
    unread = 0
    space = False
    waiting: Glyph | None = None
    for glyph in glyphs:
        text = "".join(FROM_PRIVATE_USE.get(letter, letter) for letter in glyph.text)
        before = clusters[-1] if clusters else None
        width = _advance(glyph)
        if waiting is not None:
            # A glyph of no width and without a character, over a consonant: before า a nikhahit.
            if text.startswith(_AA) and before is not None:
                before.text += _AM + text[1:]
                before.x1 = max(before.x1, glyph.x1)
                waiting = None
                continue
            if before is not None and _TONE.fullmatch(text):
                before.text += text
                continue
            unread += not _is_space(waiting)
            waiting = None
        if glyph.text.isspace() or not glyph.mapped or _is_control(text):
            if before is not None and _follows_am(before, glyph):
                # The second half of a ำ whose first half was given the whole letter.
                before.x1 = max(before.x1, glyph.x1)
            elif width < _NO_WIDTH and before is not None and _on_base(before, glyph):
                waiting = glyph
            elif _is_space(glyph):
                space = space or width >= _NO_WIDTH
            else:
                unread += 1
                clusters.append(_cluster("\ufffd", glyph, space))
                space = False
            continue
        if _MARK.match(text) and (base := _base_of(clusters, glyph)) is not None:
            base.text = _with_mark(base.text, text)
            base.x1 = max(base.x1, glyph.x1) if glyph.run else base.x1
            continue
        if before is not None and text[0] in (_AA, _AM) and not space and _joins(before, glyph):
            before.text += text
            before.x1 = max(before.x1, glyph.x1)
            before.run = before.run or glyph.run
            continue
        if before is not None and _is_double(clusters, text, glyph):
            continue
        clusters.append(_cluster(text, glyph, space))
        space = False
    return clusters, unread


def _cluster(text: str, glyph: Glyph, space: bool) -> Cluster:
    return Cluster(text, glyph.x, glyph.x1, glyph.baseline, glyph.em, glyph.run, space, glyph.left)


def _advance(glyph: Glyph) -> float:
    """Return how far the glyph moves the pen, as a share of its size.

    A mark's box lies left of its origin, so its right edge is no farther than that.
    """
    return (glyph.x1 - glyph.x) / glyph.em


def _is_space(glyph: Glyph) -> bool:
    return glyph.mapped and (glyph.text.isspace() or glyph.text in "\u200b\u00a0\u00ad")


def _is_control(text: str) -> bool:
    return len(text) == 1 and (
        text < " " or "\x7f" <= text < "\xa0" or text in "\u200b\u00ad\ufffd"
    )


def _near(before: Cluster, glyph: Glyph) -> bool:
    return (
        abs(glyph.baseline - before.baseline) < before.em * _SAME_LINE
        and -before.em < glyph.x - before.x1 < before.em
    )


def _base_of(clusters: Sequence[Cluster], glyph: Glyph) -> Cluster | None:
    """Find the base of a mark: the one before it, unless its ink lies over another one.

    Some producers draw a raised tone after the letters that follow it.
    """
    before = clusters[-1] if clusters else None
    middle = (glyph.left + min(glyph.x, glyph.x1)) / 2
    near = before is not None and _near(before, glyph)
    if before is not None and near and before.x <= middle < before.x1:
        return before
    under = _under(clusters, glyph, middle)
    if before is None or not near:
        return under
    if under is None or (_over(before, middle) and not _ends_at(under, before, glyph)):
        return before
    return under


def _under(clusters: Sequence[Cluster], glyph: Glyph, middle: float) -> Cluster | None:
    """Find the latest cluster that the middle of a mark's ink lies over."""
    for cluster in reversed(clusters):
        level = abs(glyph.baseline - cluster.baseline) < cluster.em * _SAME_LINE
        if level and cluster.x <= middle < cluster.x1 and _HAS_CONSONANT.search(cluster.text):
            return cluster
    return None


def _ends_at(base: Cluster, other: Cluster, glyph: Glyph) -> bool:
    """Tell whether the mark was drawn from where a base ends, and not from where another does.

    Ink a little left of its base is common (narrow letters, tall ones), so the ink alone does not
    part a mark from the letter before it in the stream; fpdf2's late tones have the pen of their
    own base, at most .07 em from where that ends.
    """
    return abs(glyph.x - base.x1) < min(glyph.em * _NO_WIDTH * 2, abs(glyph.x - other.x1))


def _over(base: Cluster, middle: float) -> bool:
    return base.x - base.em * 0.1 <= middle <= base.x1 + base.em * 0.1


def _with_mark(text: str, mark: str) -> str:
    """Put a mark on the last consonant of a cluster, which may have its า already."""
    end = len(text) - 1 if text[-1] in (_AA, _AM) else len(text)
    return text[:end] + mark + text[end:]


def _on_base(before: Cluster, glyph: Glyph) -> bool:
    return _near(before, glyph) and _ENDS_IN_CONSONANT.search(before.text) is not None


def _follows_am(before: Cluster, glyph: Glyph) -> bool:
    if not _ENDS_IN_AM.search(before.text) or _is_space(glyph) or not _near(before, glyph):
        return False
    # The base's own advance only: the า of this ำ has not been drawn yet.
    return glyph.x - before.x1 < before.em * _NO_WIDTH and not before.run


def _joins(before: Cluster, glyph: Glyph) -> bool:
    """Tell whether า or ำ belongs to the cluster before it: it never begins a word."""
    gap = (glyph.x - before.x1) / glyph.em
    return _near(before, glyph) and gap < (_RUN_SPACE if before.run else _SPACE)


def _is_double(clusters: Sequence[Cluster], text: str, glyph: Glyph) -> bool:
    """Tell a letter that is drawn twice to look bold, or a run that PDFium gives again.

    PDFium repeats the text of an ActualText where its glyphs are drawn one by one with others in
    between: the ink then lies over the run that had the text first, or right after it and is
    another glyph's (a word that the author doubled has the same glyph twice).
    """
    recent = clusters[-_MEMORY:]
    for index, cluster in enumerate(recent):
        if cluster.text[0] != text[0]:
            continue
        # The cluster may have got its า since.
        if cluster.text.rstrip(_AA + _AM) != text.rstrip(_AA + _AM):
            continue
        if abs(cluster.baseline - glyph.baseline) > glyph.em * _SAME_PLACE:
            continue
        if abs(cluster.x - glyph.x) < glyph.em * _SAME_PLACE:
            return True
        if not (cluster.run and glyph.run):
            continue
        end = recent[index + 1].x if index + 1 < len(recent) else cluster.x1
        slack = glyph.em * _SAME_PLACE
        if cluster.x - slack <= glyph.left < end - slack:
            return True
        if cluster is recent[-1] and abs(glyph.x - cluster.x1) < glyph.em * _NO_WIDTH * 2:
            other = (glyph.x1 - glyph.left) - (cluster.x1 - cluster.left)
            if abs(other) > glyph.em * _SAME_PLACE:
                cluster.x1 = glyph.x1
                return True
    return False


class Inks:
    """Where text objects end: ActualText runs know only their first object's box."""

    def __init__(self, boxes: Iterable[tuple[float, float, float, float]]) -> None:
        self._boxes = sorted(boxes)
        self._lefts = [box[0] for box in self._boxes]

    def right(self, cluster: Cluster, limit: float) -> float:
        """Return the right edge of the ink that begins between the cluster's x and `limit`."""
        right = cluster.x1
        start = bisect_left(self._lefts, cluster.x - 0.5)
        middle = cluster.baseline - cluster.em * 0.2
        for index in range(start, len(self._boxes)):
            x0, top, x1, bottom = self._boxes[index]
            if x0 >= limit - 0.5:
                break
            if top - cluster.em * 0.3 <= middle <= bottom + cluster.em * 0.3:
                right = max(right, x1)
        return min(right, limit)


def read_lines(clusters: Iterable[Cluster], inks: Inks) -> list[Line]:
    """Put clusters together to lines, from top to bottom and left to right."""
    rows: list[list[Cluster]] = []
    for cluster in sorted(clusters, key=lambda item: item.baseline):
        if rows and cluster.baseline - rows[-1][0].baseline < _SAME_LINE * min(
            max(cluster.em, 4.0), max(rows[-1][0].em, 4.0)
        ):
            rows[-1].append(cluster)
        else:
            rows.append([cluster])
    return [_line(row, inks) for row in rows]


def _line(row: list[Cluster], inks: Inks) -> Line:
    row.sort(key=lambda item: item.x)
    parts = [row[0].text]
    for before, cluster in pairwise(row):
        end = inks.right(before, cluster.x) if before.run else before.x1
        gap = (cluster.x - end) / cluster.em
        limit = _DRAWN_SPACE if cluster.space_before else _RUN_SPACE if before.run else _SPACE
        if gap > limit:
            parts.append(" ")
        parts.append(cluster.text)
    last = row[-1]
    return Line(
        "".join(parts),
        row[0].x,
        inks.right(last, last.x1 + last.em) if last.run else last.x1,
        row[0].baseline,
        max(cluster.em for cluster in row),
    )


def was_ended(line: Line, following: Line, right: float) -> bool:
    """Tell whether an author ended a line: the next one's first word would have fitted."""
    word = _WORD.match(following.text)
    share = len(word[0]) / len(following.text) if word else 1.0
    width = min((following.x1 - following.x0) * share, following.em * _LONGEST_WORD)
    return right - line.x1 > width + line.em * 0.3
