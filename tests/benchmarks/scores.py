"""Prints how many misread score tables are restored, flagged, missed and repaired wrongly.

Not a test. Documents with score tables are made up, with scores that obey the arithmetic of the
assessment (`score_truth`), in the layouts that reports have (`score_tables`). One to six of their
digits are misread at random places among all scores, means, totals and changes
(`score_misreading`), and the library reads them. Nothing in the library was fitted to these
documents, and nothing here to what the library can restore.

    python -m tests.benchmarks.scores [--count 10000] [--seed 1] [--jobs 2] [--show NUMBER]

A table is restored if all its scores and its total are right, whatever becomes of misread changes;
repaired wrongly if a value is neither the printed nor the true one; flagged if something is wrong,
and a finding names every wrong value ("named") or a warning at least says that the scores do not
agree; else missed. Tables are "touched" if a score or the newest total was misread: only in them
there is something to restore. Each document is read without misreadings, too.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tests.benchmarks.score_documents import ARABIC, ScoreDocument
from tests.benchmarks.score_misreading import LOSSES, misread
from tests.benchmarks.score_tables import LAYOUTS, make

if TYPE_CHECKING:
    from ita_parse.records import Finding, Report

MOST = 6
# The bars hold for tables with total and changes, so that these are made twice as often.
_ORDER = ("a", "b", "c", "c", "c2", "cu", "d", "d", "e", "e", "f", "g")
_GROUPS = {
    "total and changes (c d e)": ("c", "d", "e"),
    "no change of the total (c2)": ("c2",),
    "changes of unrounded scores (cu)": ("cu",),
    "a total alone (a b g)": ("a", "b", "g"),
    "2567's items (f)": ("f",),
}
# One document in so many is also read with another damage than misread digits.
_LOSS_EVERY = 5
# "cells" holds means and totals that no record has.
_TABLES = ("indicator_scores", "item_scores", "reports", "cells")
SCORE_CODES = ("score", "grade")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
_UNBROKEN = "unbroken"
# Documents listed of a kind, to be looked at with --show.
_LISTED = 20


class Verdict(NamedTuple):
    """What became of a document."""

    number: int
    layout: str
    damage: str
    outcome: str
    touched: bool
    named: bool
    noted: bool
    seconds: float


class Value(NamedTuple):
    """A score or total: what is true, what the document prints, what the library has."""

    name: str
    true: Decimal
    printed: frozenset[Decimal | None]
    got: Decimal | None
    record: str | None


def _number(text: str) -> Decimal | None:
    """Return what a printed score says as it stands; None if it is none from 0 to 100."""
    plain = text.translate(ARABIC)
    value = Decimal(plain) if _NUMBER.fullmatch(plain) else None
    return value if value is not None and value <= 100 else None


def _values(document: ScoreDocument, texts: Sequence[str], report: Report) -> list[Value]:
    """Pair the scores and the total of a document with those that were read."""
    records: dict[tuple[int | None, str], list[tuple[Decimal | None, str]]] = defaultdict(list)
    for indicator in report.indicator_scores:
        key = (indicator.fiscal_year, str(indicator.indicator_no))
        records[key].append((indicator.score, indicator.score_id))
    for item in report.item_scores:
        records[item.fiscal_year, str(item.item_code)].append((item.score, item.score_id))
    values = []
    newest = max(number.key[0] for number in document.numbers)
    totals: set[Decimal | None] = set()
    for number, text in zip(document.numbers, texts, strict=True):
        if number.role == "score":
            left = records[number.key]
            got, record = left.pop(0) if left else (None, None)
            name = f"{number.key[1]} of {number.key[0]}"
            values.append(Value(name, number.value, frozenset({_number(text)}), got, record))
        elif number.role == "total" and number.key[0] == newest:
            totals.add(_number(text))
    total = document.overall
    values.append(Value("total", total, frozenset(totals), report.overall_score, report.report_id))
    return values


def _about_scores(report: Report) -> list[Finding]:
    return [
        finding
        for finding in report.findings
        if finding.table in _TABLES and finding.code.startswith(SCORE_CODES)
    ]


def _is_changed(value: Value) -> bool:
    return value.got is not None and value.got not in value.printed


def judge(values: Sequence[Value], findings: Sequence[Finding]) -> tuple[str, bool]:
    """Return the outcome, and whether every wrong value is named by a finding."""
    wrong = [value for value in values if value.got != value.true]
    if not wrong:
        return "restored", False
    named = {finding.record_id for finding in findings}
    each = all(value.record in named for value in wrong)
    if any(map(_is_changed, wrong)):
        return "wrong", each
    # A finding that tells of a repair is no warning of what is wrong elsewhere.
    repaired = {value.record for value in values if _is_changed(value)}
    warned = any(
        finding.severity != "note" and finding.record_id not in repaired for finding in findings
    )
    return "flagged" if each or warned else "missed", each


def _judge_unbroken(values: Sequence[Value], findings: Sequence[Finding]) -> str:
    if any(value.got != value.true for value in values):
        return "changed" if any(map(_is_changed, values)) else "unread"
    return "flagged" if any(finding.severity != "note" for finding in findings) else "silent"


def _examine(
    index: int, layout: str, damage: str, document: ScoreDocument, texts: Sequence[str]
) -> Verdict:
    import ita_parse

    content = document.content(texts)
    start = time.perf_counter()
    report = ita_parse.read(content)
    seconds = time.perf_counter() - start
    values, findings = _values(document, texts, report), _about_scores(report)
    touched = any(value.printed != {value.true} for value in values)
    if damage == _UNBROKEN:
        outcome, named = _judge_unbroken(values, findings), False
    else:
        outcome, named = judge(values, findings)
    return Verdict(index, layout, damage, outcome, touched, named, bool(findings), seconds)


def _cases(index: int, seed: int) -> Iterator[tuple[str, str, ScoreDocument, list[str]]]:
    """Yield a document as it should be, misread, and sometimes damaged otherwise."""
    layout = _ORDER[index % len(_ORDER)]
    turn = index // len(_ORDER)
    document = make(layout, f"{seed}:{index}")
    texts = [number.text for number in document.numbers]
    rng = random.Random(f"misread:{seed}:{index}")
    count = 1 + turn % MOST
    yield layout, _UNBROKEN, document, texts
    yield layout, str(count), document, misread(texts, count, rng)
    if index % _LOSS_EVERY == 0:
        name = list(LOSSES)[index // _LOSS_EVERY % len(LOSSES)]
        yield layout, name, document, LOSSES[name](texts, rng)


@cache
def _load() -> None:
    """Load what the library loads at its first document, so that no reading pays for it."""
    import ita_parse

    for layout in LAYOUTS:
        ita_parse.read(make(layout, "first").content())


def _work(job: tuple[int, int]) -> list[Verdict]:
    index, seed = job
    _load()
    # The second reading of a text is faster: each kind comes first in half of the documents.
    cases = list(_cases(index, seed))[:: -1 if index % 2 else 1]
    try:
        return [_examine(index, *case) for case in cases]
    except Exception as error:
        error.add_note(f"Document {index} of seed {seed}, layout {cases[0][0]}.")
        raise


def examine(count: int, seed: int, jobs: int) -> list[Verdict]:
    """Read the documents in several processes."""
    work = [(index, seed) for index in range(count)]
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        return [verdict for some in pool.imap(_work, work, chunksize=50) for verdict in some]


def _shares(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """Return the shares of outcomes; those that begin with "of" are of the touched tables."""
    count = len(verdicts) or 1
    outcomes = Counter(verdict.outcome for verdict in verdicts)
    touched = [verdict for verdict in verdicts if verdict.touched]
    shares = {name: outcomes[name] / count for name in ("restored", "flagged", "missed", "wrong")}
    named = sum(verdict.outcome == "flagged" and verdict.named for verdict in verdicts)
    restored = sum(verdict.outcome == "restored" for verdict in touched)
    flagged = sum(verdict.outcome == "flagged" for verdict in touched)
    shares["named"] = named / count
    shares["touched"] = len(touched) / count
    shares["of touched"] = restored / (len(touched) or 1)
    shares["of touched, or flagged"] = (restored + flagged) / (len(touched) or 1)
    return shares


_COLUMNS = ("touched", "restored", "flagged", "named", "missed", "wrong")
_TITLES = ("touched", "restored", "flagged", "(named)", "missed", "wrong", "| restored", "+flagged")


def _line(name: str, verdicts: Sequence[Verdict]) -> str:
    shares = _shares(verdicts)
    figures = [f"{shares[column]:8.3f}" for column in _COLUMNS]
    figures += [f"{shares['of touched']:10.3f}", f"{shares['of touched, or flagged']:8.3f}"]
    return f"{name:<42} {len(verdicts):6} " + " ".join(figures)


def _select(
    verdicts: Iterable[Verdict], layouts: Iterable[str], damages: Iterable[str]
) -> list[Verdict]:
    layouts, damages = set(layouts), set(damages)
    return [one for one in verdicts if one.layout in layouts and one.damage in damages]


def _bar(name: str, value: float, limit: float, *, least: bool) -> None:
    met = value >= limit if least else value <= limit
    bar = f"{'at least' if least else 'at most'} {limit:g}"
    print(f"  {name:<48} {value:.4f}   {bar:<14} {'met' if met else 'NOT MET'}")


def show(verdicts: Sequence[Verdict]) -> None:
    """Print the shares by layout and misread digits, by group, and beside the bars."""
    head = f"{'':<42} {'tables':>6} " + " ".join(f"{title:>8}" for title in _TITLES[:6])
    head += f"{_TITLES[6]:>11} {_TITLES[7]:>8}"
    counts = [str(number) for number in range(1, MOST + 1)]
    print("Shares of tables; behind the bar, of the touched ones.\n")
    print(head)
    for layout, (title, _) in LAYOUTS.items():
        print(f"{layout}: {title}")
        for count in counts:
            print(_line(f"   {count} misread", _select(verdicts, [layout], [count])))
    print("\n" + head)
    for name, layouts in _GROUPS.items():
        print(_line(f"{name}, 1-3", _select(verdicts, layouts, counts[:3])))
        print(_line(f"{name}, 4-6", _select(verdicts, layouts, counts[3:])))
    for loss in LOSSES:
        print(_line(f"{loss}, all layouts", _select(verdicts, LAYOUTS, [loss])))
    unbroken = _select(verdicts, LAYOUTS, [_UNBROKEN])
    print("\nunbroken: tables, changed, read wrong, flagged, with a finding of any severity")
    for layout in (*LAYOUTS, "all"):
        some = _select(unbroken, LAYOUTS if layout == "all" else [layout], [_UNBROKEN])
        total = Counter(one.outcome for one in some)
        noted = sum(one.noted for one in some)
        print(
            f"  {layout:<4}{len(some):6} {total['changed']:6} {total['unread']:6} "
            f"{total['flagged']:6} {noted:6}"
        )
    print("\nbars: up to three misread digits, total and changes")
    main = _select(verdicts, _GROUPS["total and changes (c d e)"], counts[:3])
    shares, size = _shares(main), len(unbroken) or 1
    _bar("restored or flagged", shares["restored"] + shares["flagged"], 0.95, least=True)
    _bar("  of the touched", shares["of touched, or flagged"], 0.95, least=True)
    _bar("restored", shares["restored"], 0.6, least=True)
    _bar("  of the touched", shares["of touched"], 0.6, least=True)
    _bar("repaired wrongly", shares["wrong"], 0.001, least=False)
    everything = _shares(_select(verdicts, LAYOUTS, (*counts, *LOSSES)))
    _bar("  any layout, number of digits, damage", everything["wrong"], 0.001, least=False)
    outcomes = Counter(one.outcome for one in unbroken)
    _bar("unbroken, changed", outcomes["changed"] / size, 0, least=False)
    _bar("unbroken, flagged", outcomes["flagged"] / size, 0.01, least=False)
    print("\nmilliseconds of read: median, 99 in 100, most")
    for layout in LAYOUTS:
        for name, damages in ((_UNBROKEN, [_UNBROKEN]), ("misread", counts)):
            times = sorted(one.seconds * 1000 for one in _select(verdicts, [layout], damages))
            if times:
                late = times[int(0.99 * (len(times) - 1))]
                middle = statistics.median(times)
                print(f"  {layout:<4}{name:<9} {middle:7.1f} {late:7.1f} {times[-1]:7.1f}")
    for name in ("wrong", "changed", "unread"):
        found = [f"{one.number} ({one.damage})" for one in verdicts if one.outcome == name]
        if found:
            more = ", ..." if len(found) > _LISTED else ""
            print(f"{name}: documents {', '.join(found[:_LISTED])}{more}")
    slow = sorted(verdicts, key=lambda one: -one.seconds)[: _LISTED // 4]
    print("slowest: documents " + ", ".join(f"{one.number} ({one.damage})" for one in slow))


def show_document(index: int, seed: int) -> None:
    """Print one document as it is read in each case, and what is wrong afterwards."""
    import ita_parse

    for layout, damage, document, texts in _cases(index, seed):
        content = document.content(texts)
        report = ita_parse.read(content)
        values, findings = _values(document, texts, report), _about_scores(report)
        print(f"== {index}, layout {layout}, {damage}: {judge(values, findings)[0]}")
        if damage == _UNBROKEN:
            print(content.decode())
        for number, text in zip(document.numbers, texts, strict=True):
            if text != number.text:
                print(f"{number.role} {number.key[1]} of {number.key[0]}: {number.text} as {text}")
        for value in values:
            if value.got != value.true or _is_changed(value):
                print(f"{value.name} ({value.record}): true {value.true}, got {value.got}")
        for finding in findings:
            print(f"{finding.severity} {finding.code} {finding.record_id}: {finding.message}")


def main() -> None:
    """Examine, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--count", type=int, default=10_000, help="documents")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--show", type=int, metavar="NUMBER", help="print this document alone")
    chosen = parser.parse_args()
    if chosen.show is not None:
        show_document(chosen.show, chosen.seed)
    else:
        show(examine(chosen.count, chosen.seed, chosen.jobs))


if __name__ == "__main__":
    main()
