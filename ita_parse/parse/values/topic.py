"""What a measure is about: one of twelve topics, by the words in its name.

The topics are the seven classic measures of 2562 and five that came later (domain.md, "Values").
Their words and the points these give stand in `topics.toml`.
"""

from __future__ import annotations

from functools import cache

from ita_parse.parse.values.vocabulary import compact, vocabulary

_POINTS = {"sure": 8.0, "usual": 4.0, "hint": 1.0}

# A name says first what it is about: a word loses a tenth of its points every so many letters,
# down to a half. Purposes (เพื่อป้องกันการทุจริต) and means stand behind.
_FADE = 25
_LEAST = 0.5


@cache
def _keywords() -> tuple[tuple[str, str, float], ...]:
    """Return keyword, slug and points, the longest keyword first."""
    found = [
        (compact(word).text.casefold(), topic["slug"], points)
        for topic in vocabulary("topics")["topic"]
        for strength, points in _POINTS.items()
        for word in topic[strength]
    ]
    return tuple(sorted(found, key=lambda keyword: len(keyword[0]), reverse=True))


def read_topic(text: str) -> str | None:
    """Read what a measure is about.

    Each keyword counts once, where it first stands, and not inside a longer keyword that was found:
    in "เปิดเผยข้อมูลการจัดซื้อจัดจ้าง" procurement, the more specific, outweighs disclosure.

    Args:
        text: The name of a measure, at best without its method; white space may stand anywhere.

    Returns:
        The topic's slug, such as "no_gift_policy"; None if no keyword occurs.
    """
    squeezed = compact(text).text.casefold().replace("’", "'")
    taken = [False] * len(squeezed)
    scores: dict[str, float] = {}
    firsts: dict[str, int] = {}
    for word, slug, points in _keywords():
        place = squeezed.find(word)
        while place >= 0 and any(taken[place : place + len(word)]):
            place = squeezed.find(word, place + 1)
        if place < 0:
            continue
        taken[place : place + len(word)] = [True] * len(word)
        fade = max(_LEAST, 1 - place // _FADE / 10)
        scores[slug] = scores.get(slug, 0.0) + points * fade
        firsts[slug] = min(firsts.get(slug, place), place)
    if not scores:
        return None
    return max(scores, key=lambda slug: (scores[slug], -firsts[slug]))
