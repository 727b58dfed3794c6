"""From a document to a report: typed records, and findings where a person should look."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import ita_parse
from ita_parse.document import Document
from ita_parse.parse.builder import Builder, cell_records, paragraph_records
from ita_parse.parse.checks.closed_lists import check_words
from ita_parse.parse.checks.grades import check_grade
from ita_parse.parse.checks.items import check_items
from ita_parse.parse.checks.language import check_language
from ita_parse.parse.checks.scores import check_scores
from ita_parse.parse.checks.tables import check_tables
from ita_parse.parse.context import Context
from ita_parse.parse.layouts import Layouts, load_layouts
from ita_parse.parse.letters import read_letters
from ita_parse.parse.organisation import Organisation, read_organisation
from ita_parse.parse.report import DocumentReader
from ita_parse.parse.titles import read_titles
from ita_parse.parse.values.overall import Overall, find_totals, read_overall
from ita_parse.parse.values.scores import read_score
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
    layouts = layouts or load_layouts()
    suspect = document.text_source != "text_layer"
    reader = DocumentReader(context, builder, layouts)
    reader.read(document)
    if titles.measures_fiscal_year is None:
        titles = read_titles(texts, period_years=_period_years(builder.measures))
    organisation = read_organisation(texts, suspect=suspect)
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
    overall = _overall(texts, builder, score_year)
    score = check_scores(builder, paragraphs, year=score_year, total=overall.score, suspect=suspect)
    builder.tell_unread()
    check_grade(builder, grade=overall.grade, total=score, year=score_year)
    check_items(
        builder,
        score_year=score_year,
        fiscal_year=titles.measures_fiscal_year or titles.fiscal_year,
    )
    check_words(document, builder, layouts, reader.fields)
    check_tables(document, builder)
    check_language(document, builder)
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
        overall_score=score,
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
    years += [total.year for total in builder.totals]
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


def _overall(texts: Sequence[str], builder: Builder, year: int | None) -> Overall:
    """Return the total that running text or, failing that, a table of scores prints."""
    score = grade = rank = None
    for text in texts:
        found = read_overall(text)
        score = score if score is not None else _total(text, found, year)
        grade = grade or found.grade
        rank = rank if rank is not None else found.rank
    if score is None:
        totals: dict[int | None, Decimal | None] = {}
        for total in builder.totals:
            if total.instrument is None:
                totals.setdefault(total.year or year, read_score(total.printed))
        # That of another year is none of this one, even where this one's can't be read.
        score = totals.get(year if year else max(totals, key=lambda year: year or 0, default=None))
    return Overall(score=score, grade=grade, rank=rank)


def _total(text: str, found: Overall, year: int | None) -> Decimal | None:
    """Return a paragraph's total unless it is that of a former year."""
    if found.score is None or year is None:
        return found.score
    years = {total.year or year for total in find_totals(text) if total.value == found.score}
    return found.score if not years or max(years) >= year else None


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
            note.severity,
            note.message,
            table="reports",
            record_id=builder.report_id,
            field=note.field,
            printed=note.printed,
            suggested=note.suggested,
        )
