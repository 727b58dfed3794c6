"""From a document to a report: typed records, and findings where a person should look."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import ita_parse
from ita_parse.document import Document
from ita_parse.parse.builder import Builder, cell_records, paragraph_records
from ita_parse.parse.context import Context
from ita_parse.parse.layouts import Layouts, load_layouts
from ita_parse.parse.letters import read_letters
from ita_parse.parse.organisation import Organisation, read_organisation
from ita_parse.parse.report import DocumentReader
from ita_parse.parse.titles import read_titles
from ita_parse.parse.values.overall import Overall, read_overall
from ita_parse.records import Kind, Letter, Measure, Report, SourceRecord

__all__ = ["Layouts", "load_layouts", "parse"]


def parse(document: Document, layouts: Layouts | None = None) -> Report:
    """Read a normalised document into a report.

    Args:
        document: from `ita_parse.extract`.
        layouts: header words and layouts; the package's own if None (see `load_layouts`).
    """
    report_id = document.sha256[:16]
    builder = Builder(report_id)
    paragraphs = [paragraph for page in document.pages for paragraph in page.paragraphs]
    texts = [paragraph.text for paragraph in paragraphs]
    titles = read_titles(texts)
    for notice in document.notices:
        builder.find(
            notice.code,
            notice.severity,
            notice.message,
            printed=notice.printed,
            page=notice.page,
        )
    context = Context(
        fiscal_year=titles.fiscal_year,
        score_year=titles.score_fiscal_year,
        measures_year=titles.measures_fiscal_year,
    )
    reader = DocumentReader(context, builder, layouts or load_layouts())
    reader.read(document)
    if titles.measures_fiscal_year is None:
        titles = read_titles(texts, period_years=_period_years(builder.measures))
    organisation = read_organisation(texts)
    _add_organisation_findings(organisation, builder)
    letters = read_letters(paragraphs)
    builder.letters.extend(
        Letter(
            report_id=report_id,
            agency=letter.agency,
            document_no=letter.document_no,
            date=letter.date,
            subject=letter.subject,
            addressee=letter.addressee,
            page=letter.page,
        )
        for letter in letters
    )
    score_year = titles.score_fiscal_year or _latest_year(builder)
    _give_year(builder, score_year)
    overall = _overall(texts, reader.totals, score_year)
    report = Report(
        report_id=report_id,
        source=document.source,
        sha256=document.sha256,
        media=document.media,
        text_source=document.text_source,
        pages=document.page_count,
        kinds=_kinds(titles.kinds, reader.kinds, bool(letters)),
        body_id=organisation.body_id,
        title=titles.title,
        organisation=organisation.organisation,
        organisation_printed=organisation.organisation_printed,
        organisation_type=organisation.organisation_type,
        subdistrict=organisation.subdistrict,
        district=organisation.district,
        province=organisation.province,
        area_code=organisation.area_code,
        fiscal_year=titles.fiscal_year,
        score_fiscal_year=score_year,
        measures_fiscal_year=titles.measures_fiscal_year,
        overall_score=overall.score,
        overall_grade=overall.grade,
        overall_rank=overall.rank,
        quality=_quality(document),
        parser_version=ita_parse.__version__,
        paragraphs=paragraph_records(document, report_id),
        cells=cell_records(document, report_id, reader.fields),
        sources=(SourceRecord(report_id=report_id, source=document.source),),
        **builder.records(),
    )
    report._document = document
    return report


def _kinds(titled: Sequence[Kind], tables: Sequence[Kind], letters: bool) -> tuple[Kind, ...]:
    """Return what the document holds: what its tables are, and what only titles and letters tell.

    A title says what a document is meant to be; where tables of measures were read, they decide
    between a plan and a report.
    """
    decided = {"measures_report", "measures_plan", "follow_up"}
    kinds = list(tables)
    for kind in titled:
        if kind not in kinds and not (kind in decided and decided & set(tables)):
            kinds.append(kind)
    if letters and "memorandum" not in kinds:
        kinds.append("memorandum")
    return tuple(kinds) or ("other",)


def _latest_year(builder: Builder) -> int | None:
    """Return the latest year that tables of scores name; the document analyses that one."""
    years = [score.fiscal_year for score in builder.indicator_scores]
    years += [score.fiscal_year for score in builder.item_scores]
    return max((year for year in years if year), default=None)


def _give_year(builder: Builder, year: int | None) -> None:
    """Give scores without a year of their own that of the scores that the document analyses."""
    update = {"fiscal_year": year}
    builder.indicator_scores[:] = [
        score if score.fiscal_year else score.model_copy(update=update)
        for score in builder.indicator_scores
    ]
    builder.item_scores[:] = [
        score if score.fiscal_year else score.model_copy(update=update)
        for score in builder.item_scores
    ]


def _overall(texts: Sequence[str], totals: dict[int | None, Decimal], year: int | None) -> Overall:
    """Return the total that running text or, failing that, a table of scores prints."""
    score = grade = rank = None
    for text in texts:
        found = read_overall(text)
        score = score if score is not None else found.score
        grade = grade or found.grade
        rank = rank if rank is not None else found.rank
    if score is None and totals:
        score = totals.get(year, next(iter(totals.values())))
    return Overall(score=score, grade=grade, rank=rank)


def _quality(document: Document) -> Decimal:
    """Return the mean quality of the document's pages."""
    qualities = [page.quality for page in document.pages]
    return Decimal(f"{sum(qualities) / len(qualities):.3f}")


def _period_years(measures: Sequence[Measure]) -> tuple[int, ...]:
    """Return the fiscal years (B.E.) in which the measures' periods end."""
    ends = [measure.period_end for measure in measures if measure.period_end]
    return tuple(end.year + 543 + (end.month >= 10) for end in ends)


def _add_organisation_findings(organisation: Organisation, builder: Builder) -> None:
    for note in organisation.notes:
        builder.find(
            note.code,
            "note",
            note.message,
            table="reports",
            record_id=builder.report_id,
            field="organisation",
            printed=note.printed,
            suggested=note.suggested,
        )
