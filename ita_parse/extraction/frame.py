"""How a page is turned: from PDF coordinates to points from the top left of the upright text."""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as pdfium

from ita_parse.document import Box


class Frame:
    """Turns PDF coordinates into points from the top left corner of a page held upright.

    Args:
        page: a pypdfium2 page.
        turn: in which direction text runs to be upright, in quarters of a circle from the right
            against the clock; None for text that is upright on the page as it is shown.
    """

    def __init__(self, page: Any, turn: int | None = None) -> None:
        # PDFium's own reckoning: boxes may be inherited, missing, or larger than one another.
        rect = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page.raw, rect)
        if not (rect.right > rect.left and rect.top > rect.bottom):
            # A crop box beside the media box is no crop; other readers leave it out, too.
            box = page.get_mediabox()
            rect.left, rect.bottom, rect.right, rect.top = box
        self.left: float = rect.left
        self.bottom: float = rect.bottom
        self.right: float = rect.right
        self.top: float = rect.top
        self.turn = (page.get_rotation() // 90 if turn is None else turn) % 4
        width, height = self.right - self.left, self.top - self.bottom
        self.width, self.height = (height, width) if self.turn % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the PDF lies."""
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        if self.turn == 3:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return where a rectangle of the PDF lies."""
        if self.turn == 0:
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)

    def within(self, other: Frame, box: Box) -> Box:
        """Return where a rectangle of this frame lies in another frame of the same page."""
        (x0, y0), (x1, y1) = self._back(box[0], box[1]), self._back(box[2], box[3])
        return other.box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _back(self, along: float, down: float) -> tuple[float, float]:
        if self.turn == 1:
            return down + self.left, along + self.bottom
        if self.turn == 2:
            return self.right - along, down + self.bottom
        if self.turn == 3:
            return self.right - down, self.top - along
        return along + self.left, self.top - down
