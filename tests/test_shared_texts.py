import random
import re
import subprocess
import sys

import numpy as np
import pytest

from ita_parse.export import frames, write
from ita_parse.export._sharing import sharing_of
from ita_parse.export.batches import batches_of
from ita_parse.export.shared_texts import MANY, SharedTexts, sketch_of
from ita_parse.likeness import LEAST_EQUAL, SIZE, families, prints_of, shortened
from ita_parse.records import Finding, Measure, Report

RESULT = (
    "งานป้องกันจัดเวรยามเดินตรวจคลังพัสดุทุกคืน แล้วถ่ายภาพกุญแจและแม่กุญแจส่งเข้ากลุ่มสนทนา "
    "ก่อนรุ่งสาง เมื่อพบว่าของชิ้นใดไม่อยู่ที่เดิมก็เทียบกับสมุดยืมทันที ตลอดสิบสองเดือนไม่มีของสูญหาย"
)
OTHER = (
    "ผู้สูงอายุในหมู่บ้านริมคลองขอให้ย้ายป้ายประกาศมาไว้ที่ศาลากลางน้ำ เพราะเดินถึงง่ายกว่าที่ทำการ "
    "เจ้าหน้าที่จึงติดตั้งกระดานไม้ไผ่และเปลี่ยนกระดาษทุกวันพระ ชาวบ้านอ่านแล้วโทรมาถามรายละเอียดมากขึ้น"
)
METHOD = "เปิดห้องสมุดประชาชนให้ยืมแผ่นที่ดินจำลองและสมุดบัญชีของปีก่อนได้โดยไม่ต้องกรอกใบขอ "


def make_report(
    number, organisation="เทศบาลตำบล", *, body_id=None, rows=({"result": RESULT},), **more
):
    report_id = f"{number:016x}"
    return Report(
        report_id=report_id,
        source=f"{number}.pdf",
        sha256=report_id * 4,
        media="pdf",
        text_source="text_layer",
        parser_version="0",
        organisation=organisation,
        body_id=body_id,
        measures=tuple(
            Measure(
                report_id=report_id,
                measure_id=f"{report_id}-m{place}",
                row_kind="measure",
                page_first=place + 2,
                **row,
            )
            for place, row in enumerate(rows, 1)
        ),
        **more,
    )


def found(*reports):
    table = frames(reports)["findings"]
    return table[table["code"] == "shared_text"].to_dict("records")


def bodies(*rows, **more):
    """Return a report of a body of its own for each list of measures."""
    return [make_report(n, body_id=f"b{n}", rows=row, **more) for n, row in enumerate(rows, 1)]


def test_a_result_that_another_body_has_too_is_found_in_both():
    one, other = bodies([{"result": OTHER}, {"result": RESULT}], [{"result": RESULT}])
    first, second = found(one, other)
    assert first["record_id"] == one.measures[1].measure_id
    assert (first["table"], first["field"], first["severity"]) == ("measures", "result", "note")
    assert first["page"] == 4
    assert RESULT.startswith(first["printed"].removesuffix("…"))
    assert first["finding_id"] == f"{one.report_id}-f1"
    assert first["message"] == (
        "The result is the same as in a report of another body, เทศบาลตำบล "
        f"(measure {other.measures[0].measure_id})."
    )
    assert second["record_id"] == other.measures[0].measure_id


def test_years_of_one_body_may_repeat_a_text():
    assert not found(*(make_report(n, body_id="b") for n in (1, 2)))
    assert not found(*(make_report(n, "เทศบาลตำบลบึงดอกแก้ว") for n in (1, 2)))


def test_an_unknown_body_is_no_other_body():
    assert not found(make_report(1, body_id="b"), make_report(2, None), make_report(3, ""))


def test_a_name_that_may_be_misread_is_no_other_body():
    known = make_report(1, "เทศบาลตำบลบึงดอกแก้ว", body_id="b")
    misread = make_report(2, "เทศบาลตำบลบืงดอกเก้ว")
    assert not found(known, misread)
    other = make_report(3, "เทศบาลตำบลสวนมะเดื่อเงิน")
    assert len(found(known, misread, other)) == 3
    # Each of the first two is shared with the third alone.
    assert not any("in all" in row["message"] for row in found(known, misread, other))


def test_bodies_with_ids_are_told_by_them_alone():
    same_name = [make_report(n, "เทศบาลตำบลบึงดอกแก้ว", body_id=f"b{n}") for n in (1, 2)]
    assert len(found(*same_name)) == 2


def test_numbers_marks_and_a_few_words_do_not_hide_a_copy():
    changed = RESULT.replace("ทุกคืน", "ทุกค่ำ").replace("สิบสอง", "12") + " จำนวน 14 ครั้ง"
    changed = changed.replace("์", "").replace("้", "่")
    rows = found(*bodies([{"result": RESULT}], [{"result": changed}]))
    assert len(rows) == 2
    assert "nearly the same" in rows[0]["message"]


@pytest.mark.parametrize(
    "text", ["เผยแพร่บนเว็บไซต์ของหน่วยงานและติดประกาศแล้ว", "1 2 3 " * 40, "ดำเนินการแล้ว"]
)
def test_short_texts_and_mere_numbers_are_no_news(text):
    assert not found(*bodies([{"result": text}], [{"result": text}]))


def test_names_of_measures_and_items_are_no_news():
    row = {"measure": RESULT, "item": OTHER, "indicator": RESULT, "result": "ดำเนินการแล้ว"}
    assert not found(*bodies([row], [row]))


def test_different_texts_are_not_found():
    assert not found(*bodies([{"result": RESULT}], [{"result": OTHER}]))


def test_short_fields_are_compared_together():
    parts = {"method": METHOD[:60], "result": OTHER[:50], "outcome": RESULT[:50]}
    rows = found(*bodies([parts], [parts]))
    assert [row["field"] for row in rows] == ["method"] * 2
    assert rows[0]["message"].startswith("The method, result and outcome are the same as in")


def test_a_plan_that_has_methods_alone_is_compared():
    row = {"method": METHOD * 2}
    (first, _) = found(*bodies([row], [row]))
    assert first["field"] == "method"
    assert first["message"].startswith("The method is the same")


def test_a_measure_has_one_finding_however_many_of_its_texts_are_shared():
    row = {"method": METHOD * 2, "result": RESULT, "outcome": OTHER}
    rows = found(*bodies([row], [row], [{"outcome": OTHER}]))
    assert [row["field"] for row in rows] == ["result", "result", "outcome"]


def test_other_bodies_are_counted_once_each_and_the_most_alike_is_named():
    near = RESULT.replace("กุญแจ", "แม่แบบ")
    rows = [[{"result": near}], [{"result": RESULT}] * 3, [{"result": RESULT}]]
    messages = [row["message"] for row in found(*bodies(*rows))]
    assert "nearly the same" in messages[0]
    assert all("in all 2 other bodies" in message for message in messages)
    assert f"{3:016x}-m1" in messages[1]


def test_a_text_of_very_many_bodies_may_be_a_template():
    rows = found(*bodies(*([[{"result": RESULT}]] * (MANY + 2))))
    assert len(rows) == MANY + 2
    assert all("may be a template" in row["message"] for row in rows)


def test_numbers_go_on_after_the_findings_of_the_report():
    own = Finding(
        report_id=f"{1:016x}", finding_id=f"{1:016x}-f1", code="c", severity="note", message="m"
    )
    one, other = bodies([{"result": RESULT}], [{"result": RESULT}])
    table = frames([one.model_copy(update={"findings": (own,)}), other])["findings"]
    assert [value[-2:] for value in table["finding_id"]] == ["f1", "f2", "f1"]
    assert table["finding_id"].is_unique


def test_every_format_holds_the_findings(tmp_path):
    reports = bodies([{"result": RESULT}], [{"result": RESULT}])
    write(reports, tmp_path, ["csv", "jsonl"])
    for name in ("findings.csv", "findings.jsonl"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert len(re.findall("shared_text", text)) == 2


def test_one_report_is_compared_with_nothing():
    (report,) = bodies([{"result": RESULT}] * 2)
    assert report.frames()["findings"].empty


def test_a_sketch_is_small_whatever_the_texts_are():
    (report,) = bodies([{"result": RESULT * 50, "method": OTHER * 50}])
    sketch = sketch_of(batches_of(report))
    assert sum(len(part) for part in sketch if isinstance(part, bytes)) < 500


def test_many_sketches_in_one_gatherer_give_the_same_as_frames():
    reports = bodies([{"result": RESULT}], [{"result": OTHER}], [{"result": RESULT}])
    shared = SharedTexts()
    for report in reports:
        shared.take(batches_of(report))
    columns = list(shared.columns())
    ids = [row["finding_id"] for row in found(*reports)]
    assert [one for part in columns for one in part[1]] == ids


# The arithmetic below -----------------------------------------------------------------------------


def letters(rng, count):
    return "".join(rng.choices("กขคงจชซดตถทนบปพฟมยรลวสหอะาเแโ", k=count))


def test_equal_bytes_of_two_prints_are_their_likeness():
    rng = random.Random(1)
    errors = []
    for _ in range(200):
        text = letters(rng, 300)
        cut = rng.randrange(300)
        one, other = text, letters(rng, cut) + text[cut:]
        runs = [{part[n : n + 5] for n in range(296)} for part in (one, other)]
        likeness = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
        prints = shortened(prints_of([one, other]).minima)
        errors.append((prints[0] == prints[1]).mean() - likeness)
    assert abs(np.mean(errors)) < 0.01
    assert np.std(errors) < 0.06


def test_a_text_has_the_same_print_alone_and_among_others():
    rng = random.Random(2)
    texts = [
        "",
        "กข",
        "A b",
        letters(rng, 5),
        letters(rng, 70_000),
        letters(rng, 90),
        "\ud800ก" * 9,
    ]
    together = prints_of(texts)
    assert together.letters.tolist() == [0, 2, 2, 5, 70_000, 90, 9]
    for place, text in enumerate(texts):
        assert np.array_equal(prints_of([text]).minima[0], together.minima[place])


def test_prints_are_the_same_in_every_version():
    print_ = shortened(prints_of(["ประกาศแผนการจัดซื้อจัดจ้างประจำปี"]).minima)
    assert print_.shape == (1, SIZE)
    assert print_[0, :6].tolist() == [27, 123, 106, 37, 67, 93]


def test_what_is_no_letter_does_not_count():
    one, other = prints_of(["เปิดเผย 12 ครั้ง ABC-x", "เปดเผย๔ ครัง abcX"]).minima
    assert np.array_equal(one, other)


def archive(count, seed=3):
    """Return kinds, exact values and prints of texts, the first ten copied with two changes."""
    rng = random.Random(seed)
    texts = [letters(rng, 250) for _ in range(count)]
    texts += ["กก" + text[2:120] + "ขข" + text[122:] for text in texts[:10]]
    prints = shortened(prints_of(texts).minima)
    exact = np.arange(len(texts), dtype=np.uint64)
    return np.zeros(len(texts), np.uint8), exact, prints


def test_copies_are_families_and_nothing_else_is():
    labels = families(*archive(3000))
    assert labels[3000:].tolist() == labels[:10].tolist()
    assert len(set(labels.tolist())) == 3000


def test_texts_of_different_kinds_are_no_family():
    kinds, exact, prints = archive(50)
    kinds[50:] = 1
    assert len(set(families(kinds, exact, prints).tolist())) == 60


def test_a_family_larger_than_its_witnesses_is_counted_to_many():
    count = 1000
    prints = np.repeat(shortened(prints_of([RESULT]).minima), count, axis=0)
    # Every one has bytes of its own, so that none is an exact copy.
    rows = np.arange(count)
    prints[rows, rows % (SIZE - LEAST_EQUAL)] = (rows % 251).astype(np.uint8)
    owners = rows % 400
    sharing = sharing_of(
        [(f"b{n}", None) for n in range(400)],
        owners,
        np.zeros(count, np.uint8),
        rows.astype(np.uint64),
        prints,
    )
    assert (sharing.bodies > MANY).all()
    assert (owners[sharing.nearest] != owners).all()


def test_reading_and_one_report_load_no_numpy():
    code = "import sys, ita_parse.export, ita_parse.archive; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
