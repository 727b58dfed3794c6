"""Runs what the documentation says, so that it stays true."""

import ast
import doctest
import inspect
import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

import ita_parse
from ita_parse.cli import app
from ita_parse.export import schemas
from ita_parse.export.packages import MissingPackageError
from ita_parse.normalisation import RULES

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path(ita_parse.__file__).parent
PAGES = sorted(
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    if path.name != "data-dictionary.md"
)
LOOSELY = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True)
class Block:
    language: str
    text: str
    line: int
    file: str | None = None


def blocks_of(page):
    found, language, begin, lines, file = [], None, 0, [], None
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if language is None and line.startswith("```"):
            language, begin, lines = line[3:].strip(), number, []
        elif language is not None and line.startswith("```"):
            found.append(Block(language, "\n".join(lines) + "\n", begin, file))
            language = file = None
        elif language is not None:
            lines.append(line)
        elif line.strip():
            # "Write a file `name`:" says what the block below it is.
            named = re.search(r"Write a file `([\w.]+)`:$", line)
            file = named[1] if named else None
    assert language is None, f"{page.name}: the block at line {begin} is not closed"
    return found


def commands_of(block):
    """Return each command of a shell block with the output that follows it, "" if none does."""
    if block.language == "sh":
        return [(line, "") for line in block.text.splitlines()]
    found = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], ""))
        else:
            command, output = found[-1]
            found[-1] = (command, f"{output}{line}\n")
    return found


def run_command(command):
    """Run the part of a shell line that is `ita-parse`; return what a terminal would show."""
    tells_code = command.endswith("; echo $?")
    words = next(
        (
            shlex.split(part)
            for part in command.removesuffix("; echo $?").split("&&")
            if part.split()[:1] == ["ita-parse"]
        ),
        None,
    )
    if words is None:
        return None
    result = CliRunner().invoke(app, words[1:], prog_name="ita-parse")
    assert tells_code or result.exit_code == 0, f"{command}: {result.output}"
    return result.output + (f"{result.exit_code}\n" if tells_code else "")


def name_of(page):
    return page.relative_to(ROOT).as_posix()


@pytest.fixture
def workplace(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures")
    monkeypatch.chdir(tmp_path)
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_page_does_what_it_says_from_top_to_bottom(page, workplace, capsys):
    names = {"__name__": "__main__"}
    for block in blocks_of(page):
        where = f"{name_of(page)}, line {block.line}"
        if block.file:
            Path(block.file).write_text(block.text, encoding="utf-8")
        if block.language == "python":
            run_python(block, where, names)
        elif block.language in ("sh", "console"):
            for command, wanted in commands_of(block):
                printed = run_command(command)
                if printed is not None and wanted:
                    compare(where, command, wanted, printed)


def run_python(block, where, names):
    """Run a block in the names that the blocks above it left."""
    if ">>> " not in block.text:
        exec(compile(block.text, where, "exec"), names)
        return
    test = doctest.DocTestParser().get_doctest(block.text, names, where, where, 0)
    said = []
    doctest.DocTestRunner(optionflags=LOOSELY).run(test, out=said.append, clear_globs=False)
    assert not said, "".join(said)
    names.update(test.globs)


def compare(where, command, wanted, printed):
    checker = doctest.OutputChecker()
    # In a doctest an empty line would end the output; here it is white space like any other.
    plain = "\n".join(filter(None, map(str.rstrip, printed.splitlines()))) + "\n"
    difference = checker.output_difference(doctest.Example(command, wanted), plain, LOOSELY)
    assert checker.check_output(wanted, plain, LOOSELY), f"{where}: {command}\n{difference}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_to_files(page):
    text = page.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#\s]+)", text):
        if not re.match(r"[a-z]+:", link) and link != "LICENSE":
            target = (page.parent / link).resolve()
            assert target.exists(), f"{name_of(page)} links to {link}"


def first_cells(page):
    """Return the code words in the first column of a page's tables."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)


def test_the_readme_names_every_table_and_error():
    named = first_cells("README.md")
    errors = {name for name in ita_parse.__all__ if name.endswith("Error")}
    errors = (errors | {MissingPackageError.__name__}) - {"ItaParseError"}
    assert [name for name in named if name in schemas()] == list(schemas())
    assert {name for name in named if name.endswith("Error")} == errors


def test_the_readme_names_only_options_that_exist():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    output = CliRunner().invoke(app, ["convert", "--help"]).output
    for option in set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text)):
        assert option in output, f"README.md names {option}"


@pytest.mark.parametrize("page", ["docs/getting-started.md", "docs/getting-started.th.md"])
def test_getting_started_names_every_table(page):
    assert [name for name in first_cells(page) if name in schemas()] == list(schemas())


def test_the_design_page_lists_every_rule_of_the_normaliser_in_order():
    wanted = [
        f"| `{name}` | {inspect.getdoc(rule).splitlines()[0].rstrip('.')} |"
        for name, rule in RULES.items()
    ]
    text = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    names = "|".join(RULES)
    assert re.findall(rf"^\| `(?:{names})` \|.*$", text, re.MULTILINE) == wanted


FINDERS = ("find", "_find", "Notice", "OrganisationNote", "Mismatch", "Rule")


def codes_in_source():
    """Return every code that the source gives a finding, a notice or a note."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
                if name in FINDERS:
                    found.update(code for argument in node.args for code in texts_in(argument))
                found.update(
                    code
                    for keyword in node.keywords
                    if keyword.arg == "code"
                    for code in texts_in(keyword.value)
                )
            elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
                code, *message = node.value.elts or [None]
                if message and isinstance(message[0], (ast.JoinedStr, ast.Subscript)):
                    found.update(texts_in(code))
            elif isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and key.value == "code":
                        found.update(texts_in(value))
    return found - {name for schema in schemas().values() for name in schema.names}


def texts_in(node):
    """Return the codes that an expression can be: a constant, or either branch of a condition."""
    if isinstance(node, ast.IfExp):
        return texts_in(node.body) | texts_in(node.orelse)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return set(re.findall(r"^[a-z]+(?:_[a-z]+)+$", node.value))
    return set()


def test_the_page_of_findings_describes_every_code_and_no_other():
    documented = first_cells("docs/findings.md")
    assert len(documented) == len(set(documented))
    assert set(documented) == codes_in_source()
