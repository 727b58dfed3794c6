"""The arithmetic of any table: totals, shares and running numbers held against its other numbers.

A rule is applied only where the table itself shows that it holds: a total row whose other columns
add up, a column that is the sum of others in most rows. So nothing has to be known of the document,
and a number that breaks the rule contradicts its own table.
"""

from __future__ import annotations

from ita_parse.document import Document
from ita_parse.parse.builder import Builder
from ita_parse.parse.checks.mismatches import Doubt, report, report_doubts
from ita_parse.parse.checks.numbering import check_running_numbers
from ita_parse.parse.checks.outlines import find_wrong_outline_sums
from ita_parse.parse.checks.row_sums import find_wrong_row_sums
from ita_parse.parse.checks.shares import find_wrong_shares
from ita_parse.parse.checks.sums import find_wrong_totals
from ita_parse.parse.checks.table_grids import read_grid


def check_tables(document: Document, builder: Builder) -> None:
    """Add a finding for each number of a table that contradicts the table's other numbers.

    Codes: `total_mismatch` (a total that is not the sum of its rows), `row_total_mismatch` (one
    that is not the sum of its columns), `share_mismatch`, `number_skipped`; and `sums_doubtful` for
    a table in which so many sums fail that none of its numbers can be told to be wrong.
    """
    for table in document.tables:
        grid = read_grid(table)
        if grid is None:
            continue
        doubts: list[Doubt] = []
        sums = find_wrong_totals(grid, doubts) + find_wrong_row_sums(grid, doubts)
        sums += find_wrong_outline_sums(grid)
        shares = find_wrong_shares(grid, doubts)
        if sums or shares:
            report(document, grid, sums, shares, builder)
        elif doubts:
            report_doubts(grid, doubts, builder)
        check_running_numbers(document, grid, builder)
