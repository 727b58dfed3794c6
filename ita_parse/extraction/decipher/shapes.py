"""Tells letters by their outlines: coarse figures measured on known fonts.

A glyph becomes some hundred figures (how much edge of each direction lies in each part of its box)
and three measures (where its ink begins and ends, how wide it is). `data/glyph_shapes.npz` holds
what these are for each letter in freely licensed fonts; `fixtures/make/glyph_shapes.py` makes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ita_parse.extraction.decipher.samples import Contour

Floats = NDArray[np.float64]

# Pixels of the square that a glyph is drawn into, and zones of it for edges and for ink.
_SIDE = 48
_ZONES = 6
_DIRECTIONS = 8
_FINE = 4
# A stretched glyph keeps the square root of its proportions: else a hyphen looks like a box.
_PROPORTION = 0.5
# Sizes of a font's consonants, in ems, that are tried: from AngsanaUPC's .33 to Waree's .6.
_SIZES = np.geomspace(0.25, 0.75, 23)
# Figures that stem from the same few strokes count too often; this share of the logarithm fits
# fonts that were left out when the figures were measured.
_SHAPE_WEIGHT = 0.15
_MEASURE_WEIGHT = 0.7
# No letter is certain by its shape alone, and no deviation of a measure rules it out.
_WORST = -40.0
_WORST_MEASURE = -25.0


def figures(contours: Sequence[Contour]) -> Floats:
    """Measure where a glyph has edges, of which direction, and ink."""
    image = _drawn(contours)
    down, across = np.gradient(image)
    strength = np.hypot(down, across)
    turn = (np.arctan2(down, across) / (2 * np.pi) * _DIRECTIONS) % _DIRECTIONS
    low = np.floor(turn).astype(int) % _DIRECTIONS
    share = turn - np.floor(turn)
    planes = np.zeros((_DIRECTIONS, _SIDE, _SIDE))
    rows, columns = np.indices((_SIDE, _SIDE))
    planes[low, rows, columns] += strength * (1 - share)
    planes[(low + 1) % _DIRECTIONS, rows, columns] += strength * share
    kernel = _zones(_ZONES)
    edges = np.einsum("zr,drc,yc->dzy", kernel, planes, kernel)
    fine = _zones(_ZONES + _FINE)
    ink = fine @ image @ fine.T
    edges = np.sqrt(np.maximum(edges, 0)).ravel()
    ink = ink.ravel()
    return np.concatenate(
        (edges / (np.linalg.norm(edges) + 1e-9), ink / (np.linalg.norm(ink) + 1e-9))
    )


def measures(contours: Sequence[Contour]) -> Floats:
    """Measure where a glyph's ink begins and ends in height, and its width, in ems."""
    points = np.array([point for contour in contours for point in contour])
    (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
    return np.array([bottom, top, right - left])


@cache
def _zones(count: int) -> Floats:
    """Weights of pixels in overlapping zones, so that a small shift changes little."""
    centres = (np.arange(count) + 0.5) * _SIDE / count
    pixels = np.arange(_SIDE) + 0.5
    spread = _SIDE / count * 0.6
    weights = np.exp(-0.5 * ((pixels[None, :] - centres[:, None]) / spread) ** 2)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _drawn(contours: Sequence[Contour]) -> Floats:
    from PIL import Image, ImageDraw

    bottom, top, width = measures(contours)
    left = min(x for contour in contours for x, _ in contour)
    height = max(top - bottom, 1e-4)
    width = max(width, 1e-4)
    # Two pixels of margin, drawn at twice the size for softer edges.
    room = (_SIDE - 4) * 2
    scale_x = room * min(1.0, (width / height) ** _PROPORTION) / width
    scale_y = room * min(1.0, (height / width) ** _PROPORTION) / height
    shift_x = _SIDE - scale_x * (left + width / 2)
    shift_y = _SIDE + scale_y * (bottom + height / 2)
    wound = np.zeros((2 * _SIDE, 2 * _SIDE), dtype=np.int32)
    for contour in contours:
        points = [(shift_x + scale_x * x, shift_y - scale_y * y) for x, y in contour]
        following = points[1:] + points[:1]
        area = sum(
            x * after_y - after_x * y
            for (x, y), (after_x, after_y) in zip(points, following, strict=True)
        )
        mask = Image.new("1", wound.shape)
        ImageDraw.Draw(mask).polygon(points, fill=1, outline=0)
        wound += np.asarray(mask, dtype=np.int32) * (1 if area > 0 else -1)
    filled = (wound != 0).astype(np.float64)
    small = filled.reshape(_SIDE, 2, _SIDE, 2).mean(axis=(1, 3))
    soft = np.pad(small, 1)
    return np.asarray(
        sum(
            weight * soft[1 + y : 1 + y + _SIDE, 1 + x : 1 + x + _SIDE]
            for y, x, weight in (
                (0, 0, 0.4),
                (-1, 0, 0.15),
                (1, 0, 0.15),
                (0, -1, 0.15),
                (0, 1, 0.15),
            )
        )
    )


@dataclass(frozen=True, slots=True)
class Shapes:
    """What letters look like.

    `letters` are told apart; each has one or more `centres` (`owners` says whose) in the space of
    figures after `projection`, in which letters of one kind scatter by about one in all directions.
    `places` and `spreads` are means and deviations of the measures, in heights of a consonant.
    """

    letters: str
    mean: Floats
    projection: Floats
    centres: Floats
    owners: NDArray[np.int64]
    places: Floats
    spreads: Floats

    def score(self, points: Floats, spans: Floats) -> tuple[Floats, Floats]:
        """Tell how well each glyph of a font fits each letter.

        Args:
            points: the glyphs' figures, a row each.
            spans: their measures.

        Returns:
            Logarithms of likelihoods (glyphs by letters; the best letter has 0), and of each
            glyph how far, in deviations, its shape is from the nearest letter.
        """
        points = (points - self.mean) @ self.projection
        far = ((points[:, None, :] - self.centres[None, :, :]) ** 2).sum(axis=2)
        distance = np.full((len(points), len(self.letters)), np.inf)
        for owner in np.unique(self.owners):
            distance[:, owner] = far[:, self.owners == owner].min(axis=1)
        shape = -0.5 * _SHAPE_WEIGHT * (distance - distance.min(axis=1, keepdims=True))
        shape = np.maximum(shape, _WORST)
        tries = [shape + self._measure_scores(spans / size) for size in _SIZES]
        best = max(tries, key=lambda score: float(score.max(axis=1).sum()))
        nearest = np.sqrt(distance.min(axis=1) / self.projection.shape[1])
        return best - best.max(axis=1, keepdims=True), nearest

    def _measure_scores(self, spans: Floats) -> Floats:
        away = (spans[:, None, :] - self.places[None]) / self.spreads[None]
        logs = -0.5 * (away**2).sum(axis=2) - np.log(self.spreads).sum(axis=1)[None]
        return np.asarray(np.maximum(_MEASURE_WEIGHT * logs, _WORST_MEASURE))


@cache
def load_shapes() -> Shapes:
    """Load what letters look like from the package's data."""
    with files("ita_parse.data").joinpath("glyph_shapes.npz").open("rb") as file:
        data: Any = np.load(file, allow_pickle=False)
        return Shapes(
            letters="".join(map(chr, data["letters"])),
            mean=data["mean"].astype(np.float64),
            projection=data["projection"].astype(np.float64),
            centres=data["centres"].astype(np.float64),
            owners=data["owners"].astype(np.int64),
            places=data["places"].astype(np.float64),
            spreads=data["spreads"].astype(np.float64),
        )
