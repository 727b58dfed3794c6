"""Rules on single characters and the marks around a consonant. Each returns text and count."""

from __future__ import annotations

import re

from ita_parse.text import CONSONANTS, MARKS, TONES

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_CARRIAGE_RETURN = re.compile("\r\n?")
_SPACES = re.compile("[\t\x1c-\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")

# Where Windows and Macintosh fonts keep shifted forms of marks (HarfBuzz, hb-ot-shaper-thai.cc).
_PRIVATE_USE = {
    "\u0e10": "\uf700\uf89e",
    "\u0e34": "\uf701\uf885",
    "\u0e35": "\uf702\uf886",
    "\u0e36": "\uf703\uf887",
    "\u0e37": "\uf704\uf888",
    "\u0e48": "\uf705\uf70a\uf713\uf88c\uf88b\uf88a",
    "\u0e49": "\uf706\uf70b\uf714\uf88f\uf88e\uf88d",
    "\u0e4a": "\uf707\uf70c\uf715\uf892\uf891\uf890",
    "\u0e4b": "\uf708\uf70d\uf716\uf895\uf894\uf893",
    "\u0e4c": "\uf709\uf70e\uf717\uf898\uf897\uf896",
    "\u0e0d": "\uf70f\uf89a",
    "\u0e31": "\uf710\uf884",
    "\u0e4d": "\uf711\uf899",
    "\u0e47": "\uf712\uf889",
    "\u0e38": "\uf718\uf89b",
    "\u0e39": "\uf719\uf89c",
    "\u0e3a": "\uf71a\uf89d",
}
FROM_PRIVATE_USE = {form: letter for letter, forms in _PRIVATE_USE.items() for form in forms}
_PRIVATE = re.compile("[" + "".join(FROM_PRIVATE_USE) + "]")

# Symbol fonts put their shapes at U+F000 plus the code. Without the font's name Wingdings, the
# commonest in these documents, is assumed; two codes are of Wingdings 2.
FROM_SYMBOL_FONT = {
    "\uf0fe": "☑",
    "\uf052": "☑",
    "\uf0fd": "☒",
    "\uf0a8": "☐",
    "\uf06f": "☐",
    "\uf071": "☐",
    "\uf0a3": "☐",
    "\uf0fc": "✓",
    "\uf050": "✓",
    "\uf0fb": "✗",
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf06e": "■",
    "\uf06c": "●",
    "\uf0d8": "➢",
    "\uf076": "❖",
    "\uf0e0": "→",
}
_SYMBOL = re.compile("[" + "".join(FROM_SYMBOL_FONT) + "]")

_TONE_OR_KARAN = "\u0e48-\u0e4c"
_VOWEL_MARKS = "\u0e31\u0e34-\u0e3a\u0e47"
_ANY_MARK = f"[{MARKS}]"
_DOUBLE_E = re.compile("\u0e40\u0e40")
_LAKKHANGYAO = re.compile(f"(?<=[{CONSONANTS}{TONES}])(?<![\u0e24\u0e26])\u0e45")
_SPLIT_AM = re.compile(f"([{TONES}]?)\u0e4d([{TONES}]?)\u0e32")
_AM_TONE = re.compile(f"\u0e33([{TONES}])")
_AM_AA = re.compile("\u0e33[\u0e32\u0e33]+")
_TONE_FIRST = re.compile(f"([{_TONE_OR_KARAN}])([{_VOWEL_MARKS}])")
_SPACE_BEFORE_MARK = re.compile(f"(?<=[{CONSONANTS}{MARKS}])[ \n]+(?={_ANY_MARK}|\u0e33)")
_SAME_MARK = re.compile(f"({_ANY_MARK})\\1+")


def invisible(text: str) -> tuple[str, int]:
    """Drop zero-width, soft-hyphen, direction and control characters; odd spaces become spaces.

    Layout programs leave them between syllables; they show nothing and make words differ. Carriage
    returns become line ends.
    """
    text, dropped = _INVISIBLE.subn("", text)
    text, returns = _CARRIAGE_RETURN.subn("\n", text)
    text, spaces = _SPACES.subn(" ", text)
    text, control = _CONTROL.subn("", text)
    return text, dropped + returns + spaces + control


def private_use(text: str) -> tuple[str, int]:
    """Turn marks at private-use code points into the marks themselves.

    Older Thai fonts hold shifted forms of marks there. Source: HarfBuzz's Thai shaper.
    """
    return _PRIVATE.subn(lambda match: FROM_PRIVATE_USE[match[0]], text)


def symbol_font(text: str) -> tuple[str, int]:
    """Turn codes of symbol fonts (Wingdings) into the boxes, ticks and bullets that they draw."""
    return _SYMBOL.subn(lambda match: FROM_SYMBOL_FONT[match[0]], text)


def double_sara_e(text: str) -> tuple[str, int]:
    """Turn two เ into แ: they look the same and are typed for one another."""
    return _DOUBLE_E.subn("\u0e41", text)


def lakkhangyao(text: str) -> tuple[str, int]:
    """Turn ๅ into า, except after ฤ and ฦ, the only letters that it follows in Thai."""
    return _LAKKHANGYAO.subn("\u0e32", text)


def sara_am(text: str) -> tuple[str, int]:
    """Put ำ together from nikhahit and า, a tone before it, and drop an า printed after it.

    "ลํา" is ลำ, "นํ้า" and "น้ํา" are น้ำ, "ดำา" is ดำ.
    """
    text, split = _SPLIT_AM.subn(lambda match: f"{match[1] or match[2]}\u0e33", text)
    text, tone = _AM_TONE.subn("\\1\u0e33", text)
    text, doubled = _AM_AA.subn("\u0e33", text)
    return text, split + tone + doubled


def mark_order(text: str) -> tuple[str, int]:
    """Put a vowel mark before the tone or thanthakhat that stands with it ("ท่ี" is ที่)."""
    return _TONE_FIRST.subn("\\2\\1", text)


def same_mark(text: str) -> tuple[str, int]:
    """Drop a mark that repeats the one before it; fake bold prints marks twice.

    Two different tones stay: they hide a letter that was lost, which no rule can give back.
    """
    return _SAME_MARK.subn("\\1", text)


def space_before_mark(text: str) -> tuple[str, int]:
    """Remove spaces before a mark or ำ: neither can begin a word."""
    return _SPACE_BEFORE_MARK.subn("", text)
