"""The examples of docs/values.md give what the page says."""

import doctest
import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "values.md"


def test_every_example_of_the_page_gives_what_it_says() -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, object] = {}
    said: list[str] = []
    for number, block in enumerate(blocks, 1):
        test = doctest.DocTestParser().get_doctest(block, names, f"block {number}", None, 0)
        doctest.DocTestRunner().run(test, out=said.append, clear_globs=False)
        names = test.globs
    assert len(blocks) > 12
    assert not said, "\n".join(said)


def test_every_reader_has_a_place_on_the_page() -> None:
    from ita_parse.parse import values

    page = PAGE.read_text(encoding="utf-8")
    readers = [name for name in values.__all__ if name.startswith(("read_", "find_"))]
    apart = {"read_number", "read_topic"}  # helpers of the parser
    assert [name for name in readers if name not in apart and f"`{name}" not in page] == []
