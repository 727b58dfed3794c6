"""Makes text of PDF fonts that don't tell what their glyphs mean.

Government programs print fonts without ToUnicode tables, with wrong ones, or with holes in them.
`mended` gives such fonts tables: by the glyphs' shapes, names and numbers, and by the words that
they make. Whatever reads the file afterwards then simply finds letters.
"""

from ita_parse.extraction.decipher.mending import Mended, MendedFont, mended

__all__ = ["Mended", "MendedFont", "mended"]
