"""Columns of tables on different pages compared by where their edges stand."""

from __future__ import annotations

from collections.abc import Sequence

from ita_parse.document import Cell, PageTable, Row

# Edges nearer to each other than this, in points, are one: producers round, and draw borders
# beside each other.
TOLERANCE = 4.0


def column_edges(part: PageTable) -> list[float]:
    """Return the x positions, in points, at which cells of the table begin or end."""
    positions = sorted(x for cell in part.cells if cell.box for x in (cell.box[0], cell.box[2]))
    edges: list[float] = []
    for x in positions:
        if not edges or x - edges[-1] > TOLERANCE:
            edges.append(x)
    return edges


def shared_edges(ours: Sequence[float], theirs: Sequence[float]) -> list[float] | None:
    """Return the finer of two lists of edges if the other has no edge besides, else None."""
    fine, coarse = (ours, theirs) if len(ours) >= len(theirs) else (theirs, ours)
    if len(coarse) < 2:
        return None
    outer = abs(fine[0] - coarse[0]) <= TOLERANCE and abs(fine[-1] - coarse[-1]) <= TOLERANCE
    if outer and all(any(abs(x - edge) <= TOLERANCE for edge in fine) for x in coarse):
        return list(fine)
    return None


def spread(row: Row, edges: Sequence[float]) -> Row:
    """Give a row the columns between `edges`, each cell in the first column that it covers."""
    width = len(edges) - 1
    texts = [""] * width
    cells: list[tuple[Cell, ...]] = [()] * width
    for column in row.cells:
        for cell in column:
            if cell.box is None:
                continue
            index = _nearest(edges, cell.box[0], width - 1)
            texts[index] = cell.text if not texts[index] else f"{texts[index]}\n{cell.text}"
            cells[index] = (*cells[index], cell)
    return Row(tuple(texts), tuple(cells), row.places)


def _nearest(edges: Sequence[float], x: float, last: int) -> int:
    return min(range(last + 1), key=lambda index: abs(edges[index] - x))
