"""Invented documents with score tables, in the layouts that reports of ITA have.

The wordings are made up; headers and names of indicators and items are the official ones.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache

from ita_parse.data import load_text
from tests.benchmarks.score_documents import Cell, Printed, Row, ScoreDocument, Style, Writer
from tests.benchmarks.score_truth import FIRST_YEAR, INSTRUMENTS, LAST_YEAR, Body, Result, rounded

INDICATORS = {
    1: "การปฏิบัติหน้าที่",
    2: "การใช้งบประมาณ",
    3: "การใช้อำนาจ",
    4: "การใช้ทรัพย์สินของราชการ",
    5: "การแก้ไขปัญหาการทุจริต",
    6: "คุณภาพการดำเนินงาน",
    7: "ประสิทธิภาพการสื่อสาร",
    8: "การปรับปรุงการทำงาน",
    9: "การเปิดเผยข้อมูล",
    10: "การป้องกันการทุจริต",
}
_BODIES = (
    "เทศบาลตำบลหนองกระเรียนแก้ว",
    "เทศบาลเมืองทุ่งดาวเรืองทอง",
    "องค์การบริหารส่วนตำบลห้วยม่านหมอก",
    "องค์การบริหารส่วนตำบลโนนพุดซ้อนงาม",
    "เทศบาลตำบลคลองใบเตยหอม",
    "องค์การบริหารส่วนตำบลดอยนกยูงรำ",
    "เทศบาลนครท่าเรือไผ่สาน",
    "องค์การบริหารส่วนตำบลบ้านเมฆรุ้งสวย",
)
_TITLES = (
    "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. {year}",
    "สรุปผลการประเมินคุณธรรมและความโปร่งใสของหน่วยงานภาครัฐ (ITA) ประจำปีงบประมาณ พ.ศ. {year}",
)
_INTRODUCTIONS = (
    "{body} ขอเสนอคะแนนรายตัวชี้วัดของปีงบประมาณ พ.ศ. {year} ให้ผู้บริหารและพนักงานทุกคนทราบ",
    "ตารางต่อไปนี้แสดงผลการประเมินของ{body} ปีงบประมาณ พ.ศ. {year} แยกตามแบบวัด",
    "{body} นำผลการประเมินปีงบประมาณ พ.ศ. {year} มาทบทวนร่วมกับทุกส่วนราชการ ดังนี้",
)
# "#" is the total, "*" its grade.
_TOTALS = (
    "ในปีงบประมาณ พ.ศ. {year} {body} มีคะแนนภาพรวมอยู่ที่ # คะแนน อยู่ในระดับ *",
    "ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. {year} ของ{body} ได้คะแนนรวม # คะแนน ระดับ *",
    "{body} ได้รับผลการประเมิน ประจำปีงบประมาณ พ.ศ. {year} คะแนนภาพรวม # คะแนน อยู่ในระดับ *",
    "เมื่อพิจารณาผลการประเมินปีงบประมาณ พ.ศ. {year} โดยภาพรวม{body}ได้คะแนน # (*)",
    "คะแนนภาพรวมอยู่ที่ # คะแนน อยู่ในระดับ *",
)
_TOTAL_LABELS = ("คะแนนรวม", "คะแนนภาพรวม", "คะแนนเฉลี่ยรวม", "รวม", "ผลคะแนนรวม", "คะแนน ITA")
_MEAN_LABELS = ("คะแนนเฉลี่ย {}", "รวม {}", "คะแนนเฉลี่ยแบบวัด {}", "คะแนนรวม {}")
_CHANGES = ("ผลต่าง", "ผลต่างคะแนน", "เพิ่มขึ้น/ลดลง", "ผลคะแนนที่มีการพัฒนา/ที่ต้องพัฒนาให้ดีขึ้น")
_SCORES = ("คะแนน", "ผลคะแนน", "คะแนนที่ได้")
_YEARS = ("ผลคะแนนปี {year}", "คะแนนปี {year}", "ปี {year}", "ผลคะแนน ปีงบประมาณ พ.ศ. {year}")
_APPROACHES = (
    "จัดประชุมชี้แจงขั้นตอนให้พนักงานทราบทุกเดือน",
    "ปรับปรุงเว็บไซต์และเพิ่มช่องทางรับฟังความคิดเห็น",
    "มอบหมายผู้รับผิดชอบและติดตามในที่ประชุมผู้บริหาร",
    "จัดทำคู่มือฉบับย่อและเผยแพร่ให้ประชาชนทราบ",
)
_OWNERS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา")
# The seven issues of 2567's analysis and the items that each looks at.
_ISSUES: tuple[tuple[str, Sequence[str]], ...] = (
    (
        "กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ",
        ("i1", "i2", "i3", "o7", "o8", "o9", "o10"),
    ),
    (
        "การให้บริการและระบบ E-Service",
        ("e1", "e2", "e3", "e7", "e8", "e9", "o11", "o12", "o13", "o25"),
    ),
    (
        "ช่องทางและรูปแบบการประชาสัมพันธ์เผยแพร่ข้อมูลข่าวสารภาครัฐ",
        ("e4", "e5", "e6", "o1", "o2", "o3", "o4", "o5", "o6"),
    ),
    ("กระบวนการกำกับดูแลการใช้ทรัพย์สินของราชการ", ("i10", "i11", "i12")),
    (
        "กระบวนการสร้างความโปร่งใสในการใช้งบประมาณและการจัดซื้อจัดจ้าง",
        ("i4", "i5", "i6", "o14", "o15", "o16", "o17"),
    ),
    (
        "กระบวนการควบคุม ตรวจสอบการใช้อำนาจและการบริหารงานบุคคล",
        ("i7", "i8", "i9", "o18", "o19", "o20", "o21"),
    ),
    (
        "กลไกและมาตรการในการแก้ไขและป้องกันการทุจริตภายในหน่วยงาน",
        ("i13", "i14", "i15", "o22", "o23", "o24", *(f"o{number}" for number in range(26, 36))),
    ),
)


@cache
def _item_titles() -> dict[str, str]:
    """Return the wordings of 2567's items by code."""
    oit = csv.DictReader(load_text("oit_items.csv").splitlines())
    survey = csv.DictReader(load_text("survey_items.csv").splitlines())
    titles = {row["item_code"]: row["title"] for row in oit if row["fiscal_year"] == "2567"}
    asked = (row for row in survey if row["fiscal_years"] == "2567")
    return titles | {row["item_code"]: row["question"] for row in asked}


class _Report:
    """One document while it is written: body, years, results, style."""

    def __init__(
        self, rng: random.Random, years: int, tables: Sequence[str] = ("pipe", "tab", "html")
    ) -> None:
        self.rng = rng
        self.style = Style.draw(rng, tables)
        self.writer = Writer(self.style)
        self.name = rng.choice(_BODIES)
        self._body = Body(rng)
        last = rng.randint(FIRST_YEAR + years - 1, LAST_YEAR)
        self.years = range(last - years + 1, last + 1)
        self.results: list[Result] = []

    def assess(self) -> None:
        """Make the results of the years."""
        self.results = [self._body.assess(year) for year in self.years]

    @property
    def last(self) -> Result:
        """The newest result."""
        return self.results[-1]

    def words(self, pattern: str, year: int | None = None) -> str:
        """Fill body and year into a sentence."""
        shown = self.style.digits(year or self.last.year)
        return pattern.format(body=self.name, year=shown)

    def open(self) -> None:
        """Write the title and an introduction."""
        mark = "# " if self.style.table == "pipe" else ""
        self.writer.paragraph(mark + self.words(self.rng.choice(_TITLES)))
        self.writer.paragraph(self.name)
        self.writer.paragraph(self.words(self.rng.choice(_INTRODUCTIONS)))

    def tell_total(self) -> None:
        """Write the newest total and its grade in a sentence."""
        before, after = self.words(self.rng.choice(_TOTALS)).split("#")
        after = after.replace("*", self.last.grade)
        self.writer.paragraph(before, self.total(self.last), after)

    def score(self, result: Result, number: int) -> Printed:
        """Write the score of an indicator."""
        value = rounded(result.indicators[number])
        return self.style.number("score", (result.year, str(number)), value)

    def total(self, result: Result) -> Printed:
        """Write the total of a year."""
        return self.style.number("total", (result.year, "total"), rounded(result.total))

    def mean(self, result: Result, instrument: str) -> Printed:
        """Write the mean of an instrument."""
        value = rounded(result.instruments[instrument])
        return self.style.number("mean", (result.year, instrument), value)

    def change(self, name: str, pick: Callable[[Result], Fraction], exact: bool) -> Printed:
        """Write the change of the last year: of what is printed, or of the unrounded numbers."""
        old, new = map(pick, self.results[-2:])
        value = rounded(new - old) if exact else rounded(new) - rounded(old)
        return self.style.number("change", (self.last.year, name), value)

    def finish(self) -> ScoreDocument:
        """Return the document; all of these print their newest total."""
        return self.writer.finish(rounded(self.last.total))


def _cell(*pieces: str | Printed) -> Cell:
    return pieces


def _indicator_table(
    report: _Report,
    *,
    total: bool,
    means: bool,
    change: bool = False,
    total_change: bool = False,
    exact: bool = False,
) -> None:
    """Write the table of indicators in official order, one or several years side by side."""
    rng, style = report.rng, report.style
    shown = list(report.results)
    if len(shown) > 1 and rng.random() < 0.1:
        shown.reverse()
    header = [
        rng.choice(("แบบ", "แบบวัด", "เครื่องมือการประเมิน")),
        rng.choice(("ลำดับ", "ที่", "ลำดับที่")),
        rng.choice(("ตัวชี้วัด", "รายละเอียดตัวชี้วัด")),
    ]
    pattern = rng.choice(_YEARS)
    if len(shown) == 1:
        header.append(rng.choice((*_SCORES, report.words(pattern))))
    else:
        header += [report.words(pattern, result.year) for result in shown]
    header += [rng.choice(_CHANGES)] if change else []
    rows: list[Row] = []

    def add(
        cells: Sequence[Cell],
        write: Callable[[Result], Printed],
        name: str,
        pick: Callable[[Result], Fraction],
        moved: bool,
    ) -> None:
        row = [*cells, *(_cell(write(result)) for result in shown)]
        if change:
            row.append(_cell(report.change(name, pick, exact)) if moved else _cell())
        rows.append(tuple(row))

    mean_label = rng.choice(_MEAN_LABELS)
    for instrument, members in INSTRUMENTS.items():
        for number in members:
            first = _cell(instrument) if number == members[0] else _cell()
            named = (first, _cell(style.digits(number)), _cell(INDICATORS[number]))
            add(
                named,
                lambda result, n=number: report.score(result, n),
                str(number),
                lambda result, n=number: result.indicators[n],
                True,
            )
        if means:
            add(
                (_cell(mean_label.format(instrument)), _cell(), _cell()),
                lambda result, i=instrument: report.mean(result, i),
                instrument,
                lambda result, i=instrument: result.instruments[i],
                total_change,
            )
    if total:
        label = (_cell(rng.choice(_TOTAL_LABELS)), _cell(), _cell())
        add(label, report.total, "total", lambda result: result.total, total_change)
    report.writer.table(header, rows)


def _one_year(rng: random.Random, *, in_table: bool) -> ScoreDocument:
    report = _Report(rng, years=1)
    report.assess()
    report.open()
    if not in_table:
        report.tell_total()
    _indicator_table(report, total=in_table, means=in_table and rng.random() < 0.3)
    return report.finish()


def _side_by_side(
    rng: random.Random, years: int = 2, total_change: bool = True, exact: bool = False
) -> ScoreDocument:
    report = _Report(rng, years=years)
    report.assess()
    report.open()
    if rng.random() < 0.3:
        report.tell_total()
    means = rng.random() < 0.25
    _indicator_table(
        report, total=True, means=means, change=True, total_change=total_change, exact=exact
    )
    return report.finish()


def _ranked(rng: random.Random) -> ScoreDocument:
    """Ranked tables of two years beside a comparison: every score stands in two tables."""
    report = _Report(rng, years=2)
    report.assess()
    report.open()
    if rng.random() < 0.5:
        report.tell_total()

    def rank(result: Result) -> None:
        falling = sorted(result.indicators, key=lambda n: rounded(result.indicators[n]))[::-1]
        title = "คะแนนเรียงจากมากไปน้อย ปีงบประมาณ พ.ศ. {year}"
        report.writer.paragraph(report.words(title, result.year))
        rows = [
            (
                _cell(report.style.digits(place)),
                _cell(INDICATORS[number]),
                _cell(report.score(result, number)),
            )
            for place, number in enumerate(falling, 1)
        ]
        report.writer.table(("อันดับ", "ตัวชี้วัด", "คะแนน"), rows)

    first = rng.random() < 0.5
    if first:
        rank(report.last)
    report.writer.paragraph("เปรียบเทียบคะแนนรายตัวชี้วัดของทั้งสองปี")
    _indicator_table(report, total=True, means=False, change=True, total_change=True)
    for result in report.results[:-1] if first else report.results[::-1]:
        rank(result)
    return report.finish()


def _analysis(rng: random.Random) -> ScoreDocument:
    """2567's analysis: indicators, then items by issue; the total in a sentence."""
    report = _Report(rng, years=1, tables=("pipe", "html"))
    report.years = range(2567, 2568)
    report.assess()
    report.open()
    report.tell_total()
    _indicator_table(report, total=False, means=False)
    style, result = report.style, report.last
    header = ("เครื่องมือการประเมิน", rng.choice(("ข้อคำถาม", "คำถาม")), "คะแนน")
    one_table = rng.random() < 0.3
    rows: list[Row] = []
    for number, (issue, codes) in enumerate(_ISSUES, 1):
        title = f"ประเด็นที่ {style.digits(number)} {issue}"
        if one_table:
            rows.append((_cell(title),))
        else:
            report.writer.paragraph(title)
            rows = []
        letter = ""
        for code in codes:
            name = {"i": "IIT", "e": "EIT", "o": "OIT"}[code[0]]
            value = style.number("score", (result.year, code), rounded(result.items[code]))
            label = f"ข้อ {code[0]}{style.digits(code[1:])} {_item_titles()[code]}"
            rows.append((_cell(name if code[0] != letter else ""), _cell(label), _cell(value)))
            letter = code[0]
        if not one_table:
            report.writer.table(header, rows)
    if one_table:
        report.writer.table(header, rows)
    return report.finish()


def _in_cells(rng: random.Random) -> ScoreDocument:
    """Indicators to improve, each with number and score in one cell; the total in a sentence."""
    report = _Report(rng, years=1)
    report.assess()
    report.open()
    report.tell_total()
    header = ("ตัวชี้วัด", "แนวทางในการยกระดับการประเมิน", "ผู้รับผิดชอบ", "ระยะเวลา")
    period = f"ปีงบประมาณ {report.style.digits(report.last.year + 1)}"
    rows = [
        (
            _cell(
                f"ตัวชี้วัดที่ {report.style.digits(number)} {name} คะแนน ",
                report.score(report.last, number),
            ),
            _cell(rng.choice(_APPROACHES)),
            _cell(rng.choice(_OWNERS)),
            _cell(period),
        )
        for number, name in INDICATORS.items()
    ]
    report.writer.table(header, rows)
    return report.finish()


# Letter: what it is, how it is made.
LAYOUTS: dict[str, tuple[str, Callable[[random.Random], ScoreDocument]]] = {
    "a": ("one year, total in the table", lambda rng: _one_year(rng, in_table=True)),
    "b": ("one year, total in the text", lambda rng: _one_year(rng, in_table=False)),
    "c": ("two years, change, total with change", _side_by_side),
    "c2": ("two years, change, total without", lambda rng: _side_by_side(rng, total_change=False)),
    "cu": ("as c, changes of unrounded scores", lambda rng: _side_by_side(rng, exact=True)),
    "d": ("three years, change, total with change", lambda rng: _side_by_side(rng, years=3)),
    "e": ("ranked tables beside a comparison", _ranked),
    "f": ("2567's analysis: indicators and items", _analysis),
    "g": ("scores in cells, total in the text", _in_cells),
}


def make(layout: str, seed: str) -> ScoreDocument:
    """Make the document of a layout; the same seed makes the same document."""
    return LAYOUTS[layout][1](random.Random(seed))
