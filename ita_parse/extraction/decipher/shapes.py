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

from ita_parse.extraction.decipher.outlines import Contour, GlyphShape

Floats = NDArray[np.float64]

# Pixels of the square that a glyph is drawn into, and zones of it for edges and for ink.
_SIDE = 48
_ZONES = 6
_DIRECTIONS = 8
_FINE = 4
# Glyphs described at once; more would fill the processor's cache.
_AT_ONCE = 16
# So many multiplications OpenBLAS does by itself.
_FEW = 200_000
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
    return np.asarray(describe([_shape(contours)])[0][0])


def measures(contours: Sequence[Contour]) -> Floats:
    """Measure where a glyph's ink begins and ends in height, and its width, in ems."""
    return np.asarray(describe([_shape(contours)])[1][0])


def describe(glyphs: Sequence[GlyphShape]) -> tuple[Floats, Floats]:
    """Return the figures and measures of glyphs that have outlines, a row each."""
    spans = [(*one.points.min(axis=0), *one.points.max(axis=0)) for one in glyphs]
    boxes = np.array(spans).reshape(-1, 4)
    points = np.empty((len(glyphs), _DIRECTIONS * _ZONES**2 + (_ZONES + _FINE) ** 2))
    for start in range(0, len(glyphs), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        points[part] = _figures(_drawn(glyphs[part], boxes[part]))
    return points, np.column_stack((boxes[:, 1], boxes[:, 3], boxes[:, 2] - boxes[:, 0]))


def _shape(contours: Sequence[Contour]) -> GlyphShape:
    points = np.array([point for contour in contours for point in contour])
    return GlyphShape(points, tuple(map(len, contours)), 0.0)


def product(one: Floats, other: Floats) -> Floats:
    """Multiply a matrix with a small one, or with more of them, part by part.

    OpenBLAS puts all processors to work on more than a few numbers, and waking them takes longer
    than the multiplication.
    """
    parts = -(-one.size * other.shape[-1] // _FEW)
    if parts < 2:
        return np.asarray(one @ other)
    return np.concatenate([part @ other for part in np.array_split(one, parts)])


def _figures(images: Floats) -> Floats:
    count = len(images)
    down, across = np.gradient(images, axis=(1, 2))
    places = np.flatnonzero((down != 0) | (across != 0))
    down, across = down.ravel()[places], across.ravel()[places]
    strength = np.hypot(down, across)
    turn = (np.arctan2(down, across) / (2 * np.pi) * _DIRECTIONS) % _DIRECTIONS
    whole = np.floor(turn)
    low, share = whole.astype(np.int64) % _DIRECTIONS, turn - whole
    planes = np.zeros((count * _DIRECTIONS, _SIDE, _SIDE))
    flat = planes.ravel()
    image, pixel = np.divmod(places, _SIDE**2)
    first = image * (_DIRECTIONS * _SIDE**2) + pixel
    flat[first + low * _SIDE**2] = strength * (1 - share)
    flat[first + (low + 1) % _DIRECTIONS * _SIDE**2] = strength * share
    edges = np.sqrt(np.maximum(_zoned(planes, _zones(_ZONES)).reshape(count, -1), 0))
    ink = _zoned(images, _zones(_ZONES + _FINE)).reshape(count, -1)
    return np.concatenate(
        [part / (np.sqrt((part**2).sum(axis=1, keepdims=True)) + 1e-9) for part in (edges, ink)],
        axis=1,
    )


def _zoned(images: Floats, kernel: Floats) -> Floats:
    """Sum up images by zones of their height and width."""
    count = len(images)
    across = product(images.reshape(-1, _SIDE), kernel.T).reshape(count, _SIDE, len(kernel))
    return np.asarray(kernel @ across)


@cache
def _zones(count: int) -> Floats:
    """Weights of pixels in overlapping zones, so that a small shift changes little."""
    centres = (np.arange(count) + 0.5) * _SIDE / count
    pixels = np.arange(_SIDE) + 0.5
    spread = _SIDE / count * 0.6
    weights = np.exp(-0.5 * ((pixels[None, :] - centres[:, None]) / spread) ** 2)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _drawn(glyphs: Sequence[GlyphShape], boxes: Floats) -> Floats:
    """Draw glyphs into squares, one above the other in one picture."""
    from PIL import Image, ImageDraw

    moves = np.array([_fitted(*box) for box in boxes.tolist()])
    scales, shifts = moves[:, :2], moves[:, 2:]
    counts = [len(one.points) for one in glyphs]
    points = np.concatenate([one.points for one in glyphs])
    points = np.repeat(shifts, counts, axis=0) + np.repeat(scales, counts, axis=0) * points
    lengths = np.array([length for one in glyphs for length in one.lengths])
    ends = np.cumsum(lengths)
    starts = ends - lengths
    following = np.arange(1, len(points) + 1)
    following[ends - 1] = starts
    after = points[following]
    areas = np.add.reduceat(points[:, 0] * after[:, 1] - after[:, 0] * points[:, 1], starts)
    side = 2 * _SIDE
    # Pillow draws from whole pixels to whole pixels, so that moving a polygon changes nothing.
    corners = points.astype(np.int64)
    corners[:, 1] += np.repeat(np.arange(len(lengths)) * side, lengths)
    flat = corners.ravel().tolist()
    picture = Image.new("L", (side, side * len(lengths)))
    draw = ImageDraw.Draw(picture)
    for start, end, area in zip(starts.tolist(), ends.tolist(), areas.tolist(), strict=True):
        draw.polygon(flat[2 * start : 2 * end], fill=1 if area > 0 else 255, outline=0)
    # 255 is -1 as a signed byte.
    masks = np.asarray(picture).view(np.int8).reshape(-1, side, side)
    several = np.array([len(one.lengths) for one in glyphs])
    wound = np.add.reduceat(masks, np.cumsum(several) - several, axis=0, dtype=np.int16)
    filled = (wound != 0).view(np.uint8)
    small = np.zeros((len(glyphs), _SIDE + 2, _SIDE + 2))
    small[:, 1:-1, 1:-1] = 0.25 * (
        filled[:, ::2, ::2] + filled[:, 1::2, ::2] + filled[:, ::2, 1::2] + filled[:, 1::2, 1::2]
    )
    soft = 0.4 * small[:, 1:-1, 1:-1]
    for y, x in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        soft += 0.15 * small[:, 1 + y : 1 + y + _SIDE, 1 + x : 1 + x + _SIDE]
    return soft


def _fitted(left: float, bottom: float, right: float, top: float) -> tuple[float, ...]:
    """Return scales and shifts, across and down, that fit a box into the drawing."""
    height = max(top - bottom, 1e-4)
    width = max(right - left, 1e-4)
    # Two pixels of margin, drawn at twice the size for softer edges.
    room = (_SIDE - 4) * 2
    scale_x = room * min(1.0, (width / height) ** _PROPORTION) / width
    scale_y = room * min(1.0, (height / width) ** _PROPORTION) / height
    shift_x = _SIDE - scale_x * (left + width / 2)
    shift_y = _SIDE + scale_y * (bottom + height / 2)
    return scale_x, -scale_y, shift_x, shift_y


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
        points = product(points - self.mean, self.projection)
        far = (
            (points**2).sum(axis=1)[:, None]
            - 2 * product(points, self.centres.T)
            + (self.centres**2).sum(axis=1)
        )
        nearest = np.full((len(self.letters), len(points)), np.inf)
        np.minimum.at(nearest, self.owners, far.T)
        distance = np.ascontiguousarray(nearest.T)
        shape = -0.5 * _SHAPE_WEIGHT * (distance - distance.min(axis=1, keepdims=True))
        shape = np.maximum(shape, _WORST)
        tries = shape + self._measure_scores(spans[None] / _SIZES[:, None, None])
        best = tries[int(tries.max(axis=2).sum(axis=1).argmax())]
        away = np.sqrt(np.maximum(distance.min(axis=1), 0) / self.projection.shape[1])
        return best - best.max(axis=1, keepdims=True), away

    def _measure_scores(self, spans: Floats) -> Floats:
        """Tell how well measures fit each letter: a normal distribution's logarithm, limited."""
        weights = 1 / self.spreads**2
        constant = (self.places**2 * weights).sum(axis=1) / 2 + np.log(self.spreads).sum(axis=1)
        factors = np.concatenate((-weights.T / 2, (self.places * weights).T))
        known = np.concatenate((spans**2, spans), axis=-1)
        logs = product(known.reshape(-1, len(factors)), factors) - constant
        logs = logs.reshape(*spans.shape[:-1], len(constant))
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
