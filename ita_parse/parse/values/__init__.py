"""Value readers: text in, a typed value with its matched text out, None when there is none.

Each reads one kind of value from a cell or a sentence, with Thai or Arabic digits and white space
anywhere, raises on no text, and gives nothing that the text doesn't print:

| reader | gives |
|---|---|
| `read_period` | first and last day, recurrence |
| `read_date` | a day |
| `read_fiscal_year`, `read_fiscal_years` | one Buddhist fiscal year; all that a text names |
| `read_recurrence` | monthly, quarterly, half_yearly, yearly |
| `find_owners`, `read_owners` | units and posts, with or without their matched text |
| `read_status` | completed, in_progress, not_started, by words or tick boxes |
| `read_item_code`, `find_item_codes` | i1 to i30, e1 to e15, o1 to o48 |
| `read_indicator`, `find_indicator` | one of the ten indicators, with its score |
| `find_score`, `read_score`, `read_number` | a score; that of a cell; a signed number |
| `read_rank`, `read_grade` | a rank; a grade of the closed list |
| `read_money`, `read_percentage` | baht; per cent |
| `read_overall`, `read_topic` | total score, grade and rank of a paragraph; topic of a measure |

Readings are frozen dataclasses; numbers are `int` or `Decimal`, years Buddhist Era, days Common
Era. Names load when they are used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ita_parse.parse.values.codes import ItemCode, find_item_codes, read_item_code
    from ita_parse.parse.values.dates import DateReading, read_date, read_fiscal_years
    from ita_parse.parse.values.fiscal_years import FiscalYearReading, read_fiscal_year
    from ita_parse.parse.values.grades import GradeReading, read_grade
    from ita_parse.parse.values.indicator import (
        IndicatorReading,
        find_indicator,
        instrument_of,
        read_indicator,
    )
    from ita_parse.parse.values.money import MoneyReading, read_money
    from ita_parse.parse.values.overall import Overall, read_overall
    from ita_parse.parse.values.owner import OwnersReading, find_owners, read_owners
    from ita_parse.parse.values.percentages import PercentageReading, read_percentage
    from ita_parse.parse.values.period import Period, read_period
    from ita_parse.parse.values.ranks import RankReading, read_rank
    from ita_parse.parse.values.recurrence import RecurrenceReading, read_recurrence
    from ita_parse.parse.values.scores import ScoreReading, find_score, read_number, read_score
    from ita_parse.parse.values.status import StatusReading, read_status
    from ita_parse.parse.values.topic import read_topic

_MODULES = {
    "codes": ("ItemCode", "find_item_codes", "read_item_code"),
    "dates": ("DateReading", "read_date", "read_fiscal_years"),
    "fiscal_years": ("FiscalYearReading", "read_fiscal_year"),
    "grades": ("GradeReading", "read_grade"),
    "indicator": ("IndicatorReading", "find_indicator", "instrument_of", "read_indicator"),
    "money": ("MoneyReading", "read_money"),
    "overall": ("Overall", "read_overall"),
    "owner": ("OwnersReading", "find_owners", "read_owners"),
    "percentages": ("PercentageReading", "read_percentage"),
    "period": ("Period", "read_period"),
    "ranks": ("RankReading", "read_rank"),
    "recurrence": ("RecurrenceReading", "read_recurrence"),
    "scores": ("ScoreReading", "find_score", "read_number", "read_score"),
    "status": ("StatusReading", "read_status"),
    "topic": ("read_topic",),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "DateReading",
    "FiscalYearReading",
    "GradeReading",
    "IndicatorReading",
    "ItemCode",
    "MoneyReading",
    "Overall",
    "OwnersReading",
    "PercentageReading",
    "Period",
    "RankReading",
    "RecurrenceReading",
    "ScoreReading",
    "StatusReading",
    "find_indicator",
    "find_item_codes",
    "find_owners",
    "find_score",
    "instrument_of",
    "read_date",
    "read_fiscal_year",
    "read_fiscal_years",
    "read_grade",
    "read_indicator",
    "read_item_code",
    "read_money",
    "read_number",
    "read_overall",
    "read_owners",
    "read_percentage",
    "read_period",
    "read_rank",
    "read_recurrence",
    "read_score",
    "read_status",
    "read_topic",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
