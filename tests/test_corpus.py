"""The real transcripts: what a person counts in them. Runs where ITA_PARSE_CORPUS names them."""

from __future__ import annotations

import functools
import os
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from pythainlp.corpus import thai_words
from pythainlp.tokenize import word_tokenize

import ita_parse
from ita_parse.extraction.trust import impossible_sequences
from ita_parse.text import TO_ARABIC

CORPUS = os.environ.get("ITA_PARSE_CORPUS")
pytestmark = pytest.mark.skipif(
    not CORPUS, reason="ITA_PARSE_CORPUS names no folder with the real transcripts and reports"
)
ROOT = Path(CORPUS or ".")


def _read(name: str) -> ita_parse.Report:
    return ita_parse.read(ROOT / "transcripts" / f"{name}.txt")


def test_a_measures_report_with_indicators_to_improve_is_read_whole() -> None:
    report = _read("nonpodaeng-2568")
    assert Counter(m.row_kind for m in report.measures) == {"measure": 8, "indicator": 10}
    assert [m.sequence for m in report.measures[:8]] == list("12345678")
    assert [m.status for m in report.measures[8:]] == ["completed"] * 9 + [None]
    assert all(m.period_start and m.period_end and m.owners for m in report.measures)
    assert [s.indicator_no for s in report.indicator_scores] == list(range(1, 11))
    assert [str(s.score) for s in report.indicator_scores[5:]] == [
        "95.33",
        "94.50",
        "94.67",
        "67.00",
        "90.00",
    ]
    assert (report.overall_score, report.overall_grade) == (Decimal("89.85"), "ผ่าน")
    assert (report.district, report.province) == ("ผาขาว", "เลย")


def test_a_follow_up_by_item_is_read_whole() -> None:
    report = _read("nongchok-2564")
    codes = [m.item_code for m in report.measures if m.item_code]
    assert len(report.measures) == 26
    assert (len(codes), codes[0], codes[-1]) == (15, "i12", "e15")
    assert Counter(m.status for m in report.measures) == {"completed": 22, "in_progress": 4}
    assert {m.row_kind for m in report.measures} == {"item"}
    assert {m.indicator_no for m in report.measures} == {2, 4, 6, 7, 8, 9, 10}
    assert (report.fiscal_year, report.organisation) == (2564, "เทศบาลตำบลหนองจอก")


def test_an_analysis_with_scores_and_a_plan_is_read_whole() -> None:
    report = _read("dun-2568")
    assert len(report.measures) == 9
    assert len(report.indicator_scores) == 10
    assert len(report.item_scores) == 60
    assert all(s.instrument and s.issue_no and s.item_code for s in report.item_scores)
    assert all(s.score is not None for s in report.item_scores)
    assert Counter(s.issue_no for s in report.item_scores) == {
        1: 7,
        2: 10,
        3: 9,
        4: 3,
        5: 7,
        6: 8,
        7: 16,
    }
    aspects = Counter(a.aspect for a in report.analyses if not a.boilerplate)
    assert aspects == {"weakness": 4, "development": 4, "maintain": 4}
    assert sum(a.boilerplate for a in report.analyses) == 7
    assert (report.overall_score, report.overall_rank) == (Decimal("72.84"), 5240)
    years = (report.fiscal_year, report.score_fiscal_year, report.measures_fiscal_year)
    assert years == (2568, 2567, 2568)


# Each was looked at and is true.
FINDINGS = {
    "dun-2568": {
        "organisation_repaired": 1,
        "item_misread": 3,
        "foreign_letters": 1,
        "template_left": 7,
    },
    "nongchok-2564": {
        "item_indicator_mismatch": 1,
        "item_misread": 2,
        "header_misread": 1,
        "word_unknown": 1,
    },
    "nonpodaeng-2568": {},
}


@pytest.mark.parametrize("name", FINDINGS)
def test_every_finding_in_a_transcript_is_true_and_no_score_is_changed(name: str) -> None:
    report = _read(name)
    assert Counter(finding.code for finding in report.findings) == FINDINGS[name]
    for score in (*report.indicator_scores, *report.item_scores):
        assert score.score == Decimal(str(score.score_printed).translate(TO_ARABIC))


def test_a_body_whose_name_is_misread_is_found() -> None:
    report = _read("dun-2568")
    assert report.organisation == "องค์การบริหารส่วนตำบลดูน"
    assert report.organisation_printed == "องค์การบริหารส่วนตำบลตุน"
    assert (report.subdistrict, report.area_code) == ("ดูน", "330301")


@pytest.mark.parametrize(
    "name", ["scan-ruled-text-tables", "scan-thai-digit-tables", "scan-with-latin-ocr-layer"]
)
def test_a_scan_is_never_passed_on_as_text(name: str) -> None:
    with pytest.raises(ita_parse.NeedsOcrError):
        ita_parse.extract(ROOT / "reports" / f"{name}.pdf", ocr="never")


TEXT_LAYERS = (
    "district-budget-decomposed-am",
    "elaas-budget-no-tounicode",
    "excel-budget-20-columns",
    "gazette-broken-tounicode",
    "gazette-private-use-marks",
    "gazette-shifted-marks",
    "plan-aa-printed-as-am",
    "procurement-lost-nikhahit",
    "procurement-thai-digits-lost-nikhahit",
    "survey-tables",
)


@functools.cache
def _trusted(name: str) -> list[ita_parse.document.Page]:
    pages = ita_parse.extract(ROOT / "reports" / f"{name}.pdf", ocr="never").pages
    with_text = [page for page in pages if page.blocks]
    trusted = [page for page in with_text if page.trusted]
    # Distrust is no way out. (Pages that are an image and nothing else have no text to trust.)
    assert len(trusted) >= len(with_text) * 0.9
    return trusted


@pytest.mark.parametrize("name", TEXT_LAYERS)
def test_a_real_text_layer_has_no_impossible_sequences(name: str) -> None:
    # Other readers leave 15 to 700 in 10,000 characters of such files.
    texts = [page.text for page in _trusted(name)]
    found = sum(map(impossible_sequences, texts))
    assert found * 10_000 <= 2 * sum(map(len, texts))


@pytest.mark.parametrize("name", TEXT_LAYERS)
def test_the_letters_of_a_real_text_layer_stand_in_dictionary_words(name: str) -> None:
    words = thai_words()
    known = letters = 0
    for page in _trusted(name):
        for line in re.split(r"[\n\t]", page.text):
            for token in word_tokenize(line, engine="newmm"):
                count = len(re.findall("[\u0e01-\u0e3a\u0e40-\u0e4e]", token))
                letters += count
                known += count * (token in words)
    assert known >= letters * 0.985
