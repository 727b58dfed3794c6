"""Whether a text compares bodies: then none of its scores is sure to be the document's own.

"อบต.หนองบัว ได้คะแนนรวม 91.02 คะแนน ส่วน อบต.หนองแวง ได้ 88.20 คะแนน".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise, zip_longest

from ita_parse.data import load_toml
from ita_parse.parse.values.score_years import is_year, says_score
from ita_parse.parse.values.scores import HIGHEST
from ita_parse.parse.values.vocabulary import alternatives, vocabulary

# No name of a body has more letters.
_LONGEST_NAME = 30
# A word that makes a number a score stands no farther before it.
_NEAR = 30
_RANK_WORDS = ("ลำดับ", "อันดับ", "ลำดับที่", "อันดับที่")


def compares_bodies(line: str, numbers: Sequence[re.Match[str]]) -> bool:
    """Tell whether a text names two bodies or more, and a score or a rank behind each of them.

    Args:
        line: Compact text.
        numbers: The numbers in it, in order.
    """
    mentions = list(_bodies().finditer(line))
    if len({mention["name"] for mention in mentions}) < 2:
        return False
    names: list[str] = []
    for mention, following in zip_longest(mentions, mentions[1:]):
        end = following.start() if following else len(line)
        if any(mention.end() <= one.start() < end and _counts(line, one) for one in numbers):
            names.append(mention["name"])
    # A name's end isn't marked: "บัวงาม" and "บัวงามซึ่งเป็น" may be the same.
    return any(
        not (one.startswith(other) or other.startswith(one)) for one, other in pairwise(names)
    )


@cache
def _bodies() -> re.Pattern[str]:
    """Match a body's kind, and as much behind it as may be its name."""
    kinds = [word for row in load_toml("organisations")["local"] for word in _spellings(row)]
    ends = alternatives(vocabulary("overall")["body"]["no_name"])
    name = rf"(?P<name>(?:(?!{ends})[ก-๎]){{2,{_LONGEST_NAME}}})"
    return re.compile(rf"{alternatives(kinds)}{name}")


def _spellings(row: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield from row["spelled"]
    for short in row["short"]:
        yield short
        if len(short) > len("ทต."):
            yield short.removesuffix(".")


def _counts(line: str, number: re.Match[str]) -> bool:
    """Tell whether a number is a score or a rank."""
    start, end = number.span()
    if line.endswith(_RANK_WORDS, 0, start):
        return True
    if is_year(number[0]) or Decimal(number[0].replace(",", "")) > HIGHEST:
        return False
    said = "คะแนน" in line[max(0, start - _NEAR) : start]
    return says_score(line, end) or ("." in number[0] and said)
