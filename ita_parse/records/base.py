"""What all records share: their base, their closed lists, and how a column is declared.

A field's Thai title and, for decimals, its places stand in its `json_schema_extra`;
`ita_parse.export.schema` reads them.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

Day = date
"""`date` by another name, for the model that has a field of that name."""

Instrument = Literal["IIT", "EIT", "OIT"]
RowKind = Literal["measure", "item", "indicator"]
Recurrence = Literal["monthly", "quarterly", "half_yearly", "yearly"]
Status = Literal["completed", "in_progress", "not_started"]
Aspect = Literal["weakness", "development", "maintain"]
StepField = Literal["method", "result", "outcome", "follow_up"]
Kind = Literal[
    "measures_report",
    "measures_plan",
    "follow_up",
    "assessment_analysis",
    "memorandum",
    "other",
]


def column(title: str, thai: str, description: str, *, places: int | None = None) -> Any:
    """Declare a column: English and Thai title, what it holds, decimal places if it has them."""
    extra: dict[str, Any] = {"title_th": thai}
    if places is not None:
        extra["places"] = places
    return Field(default=None, title=title, description=description, json_schema_extra=extra)


def required(title: str, thai: str, description: str) -> Any:
    """Declare a column that is never null."""
    return Field(title=title, description=description, json_schema_extra={"title_th": thai})


def listed(title: str, thai: str, description: str) -> Any:
    """Declare a column that holds a list, empty where there is nothing."""
    return Field(
        default=(), title=title, description=description, json_schema_extra={"title_th": thai}
    )


REPORT_ID = ("Report", "รหัสเอกสาร", "First 16 hexadecimal digits of the file's SHA-256.")
PAGE = ("Page", "หน้า", "Page on which it stands, from 1; null in a transcript.")
TABLE_NO = (
    "Table number",
    "ตารางที่",
    "Tables as they stand on the pages, counted through the document from 1.",
)
ROW_NO = ("Row number", "แถวที่", "Rows of that table from 1, header rows counted too.")
YEAR = "Fiscal year, Buddhist Era (B.E. = C.E. + 543; it begins on 1 October of the year before)."


class Record(BaseModel):
    """Base of all records: immutable, and a table each."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table_name: ClassVar[str] = ""
    title_en: ClassVar[str] = ""
    title_th: ClassVar[str] = ""
    key: ClassVar[tuple[str, ...]] = ()
