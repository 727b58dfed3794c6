"""HTML inside cells and paragraphs to plain lines: lists numbered, tick boxes drawn, tags gone.

OCR programs leave HTML in their text, often unbalanced. Only tags that they are known to write are
taken for markup; whatever else stands between angle brackets is text and stays.
"""

from __future__ import annotations

import html
import re

from ita_parse.text import HARD_BREAK

_TAGS = (
    "a|b|big|blockquote|body|br|center|caption|code|col|colgroup|dd|del|div|dl|dt|em|font|form|"
    "h[1-6]|head|header|footer|hr|html|i|img|input|ins|label|li|main|mark|meta|ol|p|pre|s|section|"
    "article|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|math"
)
TAG = re.compile(rf"<(/?)({_TAGS})\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)/?>", re.IGNORECASE)
# Comments are short here; without a bound many open ones would take time without end.
_COMMENT = re.compile(r"<!--.{0,2000}?-->|<!doctype[^>]*>", re.IGNORECASE | re.DOTALL)
# Content that a browser never shows.
_HIDDEN = re.compile(r"<(script|style|title)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(
    "blockquote|br|caption|dd|div|dl|dt|footer|form|h[1-6]|header|hr|li|main|ol|p|pre|section|"
    "article|table|tr|ul"
)
_ATTRIBUTE = re.compile(r"([a-z-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.IGNORECASE)
# "1." "1)" "๑." "ก)" "(1)" "1.2": a number that the author wrote into the list item.
_PRINTED_NUMBER = re.compile(r"\s*(?:\(?[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*[.)]|\(?[ก-ฮ][.)])")
# Bounded like comments.
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.{1,400}?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\]\n]{0,400})\]\((\S{1,2000}?)\)")
CHECKED = "☑"
UNCHECKED = "☐"


def attributes(text: str) -> dict[str, str]:
    """Return a tag's attributes, names in lower case; one without a value has its own name."""
    found = {
        name.lower(): html.unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(text)
    }
    for word in _ATTRIBUTE.sub(" ", text).replace("/", " ").split():
        found.setdefault(word.lower(), word.lower())
    return found


def has_markup(text: str) -> bool:
    """Tell whether a text holds tags, comments or entities that `plain` would change."""
    return "<" in text or "&" in text or "**" in text or "__" in text or "](" in text


def strip_hidden(text: str) -> str:
    """Remove comments and what a browser never shows (scripts, styles, the page's title)."""
    return _COMMENT.sub("", _HIDDEN.sub("", text))


def plain(text: str) -> str:
    """Turn a text with HTML and Markdown emphasis into plain lines, a hard break between two.

    Items of a numbered list get their numbers, unless they print their own; items of other lists
    begin a line. Checkboxes become ☑ and ☐. Unclosed and stray tags do no harm.
    """
    if not has_markup(text):
        return text
    writer = _Writer()
    text = _COMMENT.sub("", text)
    position = 0
    for match in TAG.finditer(text):
        writer.text(text[position : match.start()])
        writer.tag(match[2].lower(), bool(match[1]), match[3])
        position = match.end()
    writer.text(text[position:])
    return writer.lines()


class _Writer:
    """Collects lines while tags go by; lists keep their own counters."""

    def __init__(self) -> None:
        self._lines: list[str] = [""]
        self._lists: list[_List] = []
        self._item: str | None = None

    def text(self, text: str) -> None:
        text = _LINK.sub(_show_link, _EMPHASIS.sub(r"\2", html.unescape(text)))
        if self._item is not None and text.strip():
            if not _PRINTED_NUMBER.match(text):
                text = self._item + text.lstrip()
            self._item = None
        self._lines[-1] += text

    def tag(self, name: str, closing: bool, rest: str) -> None:
        if name == "input":
            self._input(attributes(rest))
            return
        if _BREAK.fullmatch(name) and self._lines[-1].strip():
            self._lines.append("")
        if name in ("ol", "ul"):
            if closing:
                if self._lists:
                    self._lists.pop()
            else:
                self._lists.append(_List(name, attributes(rest), self._lists))
        elif name == "li" and not closing:
            self._item = self._lists[-1].next(attributes(rest)) if self._lists else None
        elif name == "td" and not closing and self._lines[-1].strip():
            self._lines[-1] += " "

    def _input(self, found: dict[str, str]) -> None:
        if found.get("type", "text").lower() in ("checkbox", "radio"):
            self.text(f" {CHECKED if 'checked' in found else UNCHECKED} ")

    def lines(self) -> str:
        return HARD_BREAK.join(line.strip() for line in self._lines if line.strip())


class _List:
    """A list being read: numbers its items if it is a numbered one that shows its numbers."""

    def __init__(self, name: str, found: dict[str, str], outer: list[_List]) -> None:
        hidden = "list-style-type:none" in found.get("style", "").replace(" ", "").lower()
        self._numbered = name == "ol" and not hidden
        start = found.get("start", "1")
        self._count = int(start) - 1 if re.fullmatch(r"-?\d{1,6}", start) else 0
        self._kind = found.get("type", "1")
        above = outer[-1] if outer else None
        self._nested = above is not None
        self._prefix = above.prefix if above and self._numbered and above._numbered else ""

    @property
    def prefix(self) -> str:
        """What the numbers of a list inside the present item begin with: "2." for item 2."""
        return f"{self._prefix}{self._number()}." if self._numbered and self._count else ""

    def next(self, found: dict[str, str]) -> str | None:
        if not self._numbered:
            return "- " if self._nested else None
        value = found.get("value", "")
        self._count = int(value) if re.fullmatch(r"\d{1,6}", value) else self._count + 1
        mark = "" if self._prefix else "."
        return f"{self._prefix}{self._number()}{mark} "

    def _number(self) -> str:
        if self._kind in ("a", "A") and 1 <= self._count <= 26:
            return chr(ord(self._kind) + self._count - 1)
        return str(self._count)


def _show_link(match: re.Match[str]) -> str:
    shown, target = match[1].strip(), match[2]
    if match[0].startswith("!"):
        return shown
    return target if not shown or shown == target else f"{shown} ({target})"
