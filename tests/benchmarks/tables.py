"""Prints how many misread digits and lost rows the arithmetic of tables finds, and how many times
it finds fault with a table that has none.

Not a test. Tables are generated as budgets, statistics and procurement lists print them.

    python -m tests.benchmarks.tables [TABLES]

A finding is wrong if it names no number of a row or column that was changed; of an unchanged table
every finding is.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Callable

from ita_parse.parse.builder import Builder
from ita_parse.parse.checks.tables import check_tables
from ita_parse.records import Finding
from tests.parse.checks.test_tables import document

Table = list[list[str]]

# Digits that OCR takes for each other, Thai and Arabic.
MISREAD = {"0": "12689", "1": "0247", "2": "017", "3": "578", "4": "6891", "5": "3679"}
MISREAD |= {"6": "8945", "7": "351", "8": "6943", "9": "6840"}


def amount(rng: random.Random, zeros: float = 0.0) -> int:
    """Return an amount as budgets have them: of any size, rounded to tens or hundreds."""
    if rng.random() < zeros:
        return 0
    return int(10 ** rng.uniform(2.3, 6.5)) // (step := rng.choice((1, 10, 100))) * step


def money(values: list[int]) -> list[str]:
    """Print amounts with commas."""
    return [f"{value:,}" for value in values]


def numbered_list(rng: random.Random) -> Table:
    """Return running numbers, names, one amount, a total."""
    values = [amount(rng) for _ in range(rng.randint(4, 15))]
    body = [[str(i), f"รายการ ก{i}", f"{value:,}"] for i, value in enumerate(values, 1)]
    return [["ลำดับ", "รายการ", "จำนวนเงิน"], *body, ["", "รวมเป็นเงิน", f"{sum(values):,}"]]


def sections(rng: random.Random) -> Table:
    """Return sections with subtotals over several years, with many empty amounts."""
    table = [["รายการ", "ปี 2564", "ปี 2565", "ปี 2566", "ปี 2567"]]
    grand = [0] * 4
    for section in range(rng.randint(2, 5)):
        table.append([f"หมวด {section + 1}", "", "", "", ""])
        rows = [[amount(rng, 0.4) for _ in range(4)] for _ in range(rng.randint(2, 7))]
        table += [[f"ค่าใช้จ่าย ข{i}", *money(row)] for i, row in enumerate(rows)]
        sums = [sum(column) for column in zip(*rows, strict=True)]
        table.append([f"รวมหมวด {section + 1}", *money(sums)])
        grand = [one + two for one, two in zip(grand, sums, strict=True)]
    return [*table, ["รวมทั้งสิ้น", *money(grand)]]


def counts(rng: random.Random) -> Table:
    """Return counts with a total column and a total row."""
    rows = [[rng.randint(0, 900) for _ in range(4)] for _ in range(rng.randint(4, 14))]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    names = [*(f"หมู่ ค{i}" for i in range(len(rows) - 1)), "รวม"]
    body = [[name, *money([*row, sum(row)])] for name, row in zip(names, rows, strict=True)]
    return [["พื้นที่", "เด็ก", "ชาย", "หญิง", "ชรา", "รวม"], *body]


def spending(rng: random.Random) -> Table:
    """Return what was granted, spent and left, and the share spent."""
    table = [["โครงการ", "งบประมาณ", "เบิกจ่าย", "ร้อยละ", "คงเหลือ"]]
    for i in range(rng.randint(5, 14)):
        granted = amount(rng)
        spent = rng.randint(granted // 3, granted)
        share = f"{100 * spent / granted:.2f}"
        table.append([f"งาน ง{i}", f"{granted:,}", f"{spent:,}", share, f"{granted - spent:,}"])
    return table


def means(rng: random.Random) -> Table:
    """Return means of answers, with the mean of means under a label of a total."""
    rows = [[rng.randint(300, 500) for _ in range(3)] for _ in range(rng.randint(4, 9))]
    rows.append([round(sum(column) / len(rows)) for column in zip(*rows, strict=True)])
    names = [*(f"{i + 1}. ด้าน จ{i}" for i in range(len(rows) - 1)), "รวม"]
    body = [
        [name, *(f"{value / 100:.2f}" for value in row)]
        for name, row in zip(names, rows, strict=True)
    ]
    return [["ประเด็น", "ครั้งที่ 1", "ครั้งที่ 2", "ครั้งที่ 3"], *body]


def findings(table: Table) -> list[Finding]:
    """Return what is found in a table."""
    builder = Builder("r")
    check_tables(document(table), builder)
    return builder.findings


def names(finding: Finding, misread: str, right: str) -> bool:
    """Tell whether a finding says what the misread number should be."""
    pinned = (finding.printed, finding.suggested) == (misread, right)
    said = finding.message.startswith(f"{misread} in") or f"; {misread} in" in finding.message
    return pinned or (said and f"may be a misread {right}" in finding.message)


def measure(make: Callable[[random.Random], Table], tables: int) -> None:
    """Print what is found in tables of one kind."""
    rng = random.Random(make.__name__)
    seen: Counter[str] = Counter()
    spent = 0.0
    for _ in range(tables):
        table = make(rng)
        start = time.process_time()
        seen["false"] += bool(findings(table))
        spent += time.process_time() - start
        cells = [
            (row, column)
            for row, texts in enumerate(table)
            for column, text in enumerate(texts)
            if row and column and text.replace(",", "").replace(".", "").strip("0")
            if text[0].isdigit() and table[0][column] != "ลำดับ"
        ]
        row, column = rng.choice(cells)
        text = table[row][column]
        place = rng.choice([i for i, letter in enumerate(text) if letter.isdigit()])
        misread = text[:place] + rng.choice(MISREAD[text[place]]) + text[place + 1 :]
        copy = [list(texts) for texts in table]
        copy[row][column] = misread
        found = findings(copy)
        seen["found"] += bool(found)
        seen["named"] += any(names(each, misread, text) for each in found)
        seen["wrong"] += any(
            misread not in each.message and "…" not in each.message for each in found
        )
        lost = rng.randrange(2, len(table) - 1)
        seen["lost"] += bool(findings(table[:lost] + table[lost + 1 :]))
    shares = {name: seen[name] / tables for name in ("found", "named", "wrong", "lost", "false")}
    print(
        f"{make.__name__:14} misread digit found {shares['found']:.3f} "
        f"(right number named {shares['named']:.3f}), wrong finding {shares['wrong']:.4f}, "
        f"lost row found {shares['lost']:.3f}; unchanged table faulted {shares['false']:.4f}; "
        f"{1000 * spent / tables:.2f} ms a table"
    )


if __name__ == "__main__":
    for kind in (numbered_list, sections, counts, spending, means):
        measure(kind, int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
