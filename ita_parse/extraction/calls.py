"""PDFium's functions as they are called for thousands of letters or rules in a row.

pypdfium2's bindings check and convert every argument, which costs more than PDFium's own work.
These are the same functions with plain numbers for pointers, so that `map` can call them in bulk:
results go to consecutive places of one buffer.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

_SURROGATES = range(0xD800, 0xE000)
_POINTER, _INT = ctypes.c_void_p, ctypes.c_int


def plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """Return one of PDFium's functions with plain numbers for its arguments."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    # PYFUNCTYPE keeps the interpreter's lock, which for calls as short as these costs least.
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_char_code = plain(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, _INT)
char_object = plain(pdfium.FPDFText_GetTextObject, _POINTER, _POINTER, _INT)
char_is_unmapped = plain(pdfium.FPDFText_HasUnicodeMapError, _INT, _POINTER, _INT)
char_is_generated = plain(pdfium.FPDFText_IsGenerated, _INT, _POINTER, _INT)
object_font = plain(pdfium.FPDFTextObj_GetFont, _POINTER, _POINTER)
object_kind = plain(pdfium.FPDFPageObj_GetType, _INT, _POINTER)
page_object = plain(pdfium.FPDFPage_GetObject, _POINTER, _POINTER, _INT)
form_object = plain(pdfium.FPDFFormObj_GetObject, _POINTER, _POINTER, ctypes.c_ulong)
path_segment = plain(pdfium.FPDFPath_GetPathSegment, _POINTER, _POINTER, _INT)
segment_count = plain(pdfium.FPDFPath_CountSegments, _INT, _POINTER)
segment_kind = plain(pdfium.FPDFPathSegment_GetType, _INT, _POINTER)
segment_closes = plain(pdfium.FPDFPathSegment_GetClose, _INT, _POINTER)

_text = plain(pdfium.FPDFText_GetText, _INT, _POINTER, _INT, _INT, _POINTER)
_font_size = plain(pdfium.FPDFText_GetFontSize, ctypes.c_double, _POINTER, _INT)
_origin = plain(pdfium.FPDFText_GetCharOrigin, _INT, _POINTER, _INT, *[_POINTER] * 2)
_loose_box = plain(pdfium.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
_ink_box = plain(pdfium.FPDFText_GetCharBox, _INT, _POINTER, _INT, *[_POINTER] * 4)
_matrix = plain(pdfium.FPDFText_GetMatrix, _INT, _POINTER, _INT, _POINTER)
_bounds = plain(pdfium.FPDFPageObj_GetBounds, _INT, _POINTER, *[_POINTER] * 4)
_draw_mode = plain(pdfium.FPDFPath_GetDrawMode, _INT, _POINTER, *[_POINTER] * 2)
_object_matrix = plain(pdfium.FPDFPageObj_GetMatrix, _INT, _POINTER, _POINTER)
_point = plain(pdfium.FPDFPathSegment_GetPoint, _INT, _POINTER, *[_POINTER] * 2)


def address(handle: Any) -> int:
    """Return the address that a pypdfium2 handle stands for."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _filled(
    kind: Any, width: int, count: int, run: Callable[[list[range]], Iterable[Any]]
) -> list[list[float]]:
    """Call for every item with the addresses of its numbers; return these, number by number."""
    if not count:
        return [[] for _ in range(width)]
    size = ctypes.sizeof(kind)
    buffer = (kind * (width * count))()
    start = ctypes.addressof(buffer)
    step = size * width
    places = [range(start + size * k, start + size * k + step * count, step) for k in range(width)]
    deque(run(places), maxlen=0)
    return [buffer[k::width] for k in range(width)]


def codes(page: int, count: int) -> list[int]:
    """Return the character codes of a text page's first `count` characters."""
    if not count:
        return []
    buffer = (ctypes.c_ushort * (count + 1))()
    taken = _text(page, 0, count, ctypes.addressof(buffer)) - 1
    found = buffer[:count]
    # The text as a whole leaves out what has no code, and has two units beyond U+FFFF.
    if taken == count and not any(map(_SURROGATES.__contains__, set(found))):
        return found
    return list(map(_char_code, repeat(page), range(count)))


def origins(page: int, indices: Sequence[int]) -> list[list[float]]:
    """Return x and y of the origins of characters."""
    return _filled(
        ctypes.c_double, 2, len(indices), lambda to: map(_origin, repeat(page), indices, *to)
    )


def loose_boxes(page: int, indices: Sequence[int]) -> list[list[float]]:
    """Return left, top, right and bottom of characters, their advance included."""
    return _filled(
        ctypes.c_float, 4, len(indices), lambda to: map(_loose_box, repeat(page), indices, to[0])
    )


def ink_boxes(page: int, indices: Sequence[int]) -> list[list[float]]:
    """Return left, right, bottom and top of the ink of characters."""
    return _filled(
        ctypes.c_double, 4, len(indices), lambda to: map(_ink_box, repeat(page), indices, *to)
    )


def matrices(page: int, indices: Sequence[int]) -> list[list[float]]:
    """Return a to f of the text matrices of characters."""
    return _filled(
        ctypes.c_float, 6, len(indices), lambda to: map(_matrix, repeat(page), indices, to[0])
    )


def font_sizes(page: int, indices: Sequence[int]) -> list[float]:
    """Return the sizes of the characters' fonts before the text matrix scales them."""
    return list(map(_font_size, repeat(page), indices))


def bounds(objects: Sequence[int]) -> list[list[float]]:
    """Return left, bottom, right and top of page objects."""
    return _filled(ctypes.c_float, 4, len(objects), lambda to: map(_bounds, objects, *to))


def draw_modes(paths: Sequence[int]) -> list[list[float]]:
    """Return how paths are filled (0: not at all), and whether they are stroked."""
    return _filled(ctypes.c_int, 2, len(paths), lambda to: map(_draw_mode, paths, *to))


def object_matrices(objects: Sequence[int]) -> list[list[float]]:
    """Return a to f of the matrices of page objects; zeros where one has none."""
    return _filled(ctypes.c_float, 6, len(objects), lambda to: map(_object_matrix, objects, to[0]))


def points(segments: Sequence[int]) -> list[list[float]]:
    """Return x and y of path segments."""
    return _filled(ctypes.c_float, 2, len(segments), lambda to: map(_point, segments, *to))
