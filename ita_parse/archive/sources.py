"""Which files to convert: files, folders and globs as a person names them, in one order."""

from __future__ import annotations

import glob
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ita_parse.errors import UnreadableFileError
from ita_parse.records import Failure

SUFFIXES = frozenset({".pdf", ".txt", ".md", ".markdown", ".html", ".htm"})
"""What a walk through a folder takes; a file that is named itself is tried whatever it is."""

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_LITERAL_SUFFIX = re.compile(r"\.[A-Za-z0-9]+$")


@dataclass(slots=True)
class Found:
    """What the sources named.

    `files` maps each path, as it is written in records, to the file; they are in sorted order.
    """

    files: dict[str, Path] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    ignored: int = 0


@dataclass(frozen=True, slots=True)
class Work:
    """A content to convert: the file to read, and all paths under which it was found."""

    sources: tuple[str, ...]
    path: Path


def find(sources: str | Path | Iterable[str | Path], out: Path) -> Found:
    """Find the files that the sources name, without those in the output folder.

    Args:
        sources: files, folders (walked, hidden ones left out) and globs ("**" too).
        out: the output folder.

    Raises:
        UnreadableFileError: nothing is named, or only folders in which there is nothing to read.
    """
    given = [sources] if isinstance(sources, str | Path) else list(sources)
    found = Found()
    paths: dict[str, Path] = {}
    empty: list[Failure] = []
    for source in given:
        before = len(paths)
        failure = _collect(source, out, paths, found)
        if failure is not None:
            found.failures.append(failure)
        elif len(paths) == before and not _known(source, paths):
            empty.append(_failure(source, "there is nothing to read in this folder.", _TAKEN))
    if not paths and not found.failures:
        names = ", ".join(_name(Path(source)) for source in given) or "no source was named"
        raise UnreadableFileError(
            f"there is nothing to convert ({found.ignored} files of other kinds).",
            source=names,
            hint=_TAKEN,
        )
    found.failures += empty
    # Twice the same source is one failure, as twice the same file is one file.
    found.failures = list({failure.source: failure for failure in found.failures}.values())
    found.failures.sort(key=lambda failure: failure.source)
    named = sorted((_name(path), path) for path in paths.values())
    found.files = dict(named)
    return found


_TAKEN = f"Folders are searched for {', '.join(sorted(SUFFIXES))}."


def _collect(source: str | Path, out: Path, paths: dict[str, Path], found: Found) -> Failure | None:
    """Add a source's files to `paths`, by absolute path; return why it names none."""
    text = os.fspath(source)
    if _URL.match(text):
        return _failure(source, "addresses are not read in this version.", "Download it first.")
    path = Path(text)
    if path.is_dir():
        _take(_walk(path, out, found), out, paths)
        return None
    if not path.exists() and glob.has_magic(text):
        strict = not _LITERAL_SUFFIX.search(text)
        for match in sorted(glob.glob(text, recursive=True)):
            name = Path(match)
            if name.is_dir():
                # "**" names the folders above a file too; the files are among the matches.
                _take([] if "**" in text else _walk(name, out, found), out, paths)
            elif strict and name.suffix.lower() not in SUFFIXES:
                found.ignored += 1
            else:
                _take([name], out, paths)
        if any(True for _ in glob.iglob(text, recursive=True)):
            return None
        return _failure(source, "nothing matches this pattern.", "Check the path.")
    if not path.exists():
        return _failure(source, "there is no such file or folder.", "Check the path.")
    _take([path], out, paths, named=True)
    return None


def _walk(folder: Path, out: Path, found: Found) -> Iterator[Path]:
    output = _absolute(out)
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and _absolute(Path(root, name)) != output
        )
        if _absolute(Path(root)) == output:
            folders[:] = []
            continue
        for name in sorted(names):
            path = Path(root, name)
            if name.startswith(".") or path.suffix.lower() not in SUFFIXES:
                found.ignored += 1
            else:
                yield path


def _take(files: Iterable[Path], out: Path, paths: dict[str, Path], *, named: bool = False) -> None:
    output = _absolute(out)
    for file in files:
        key = _absolute(file)
        if not named and key.startswith(output + os.sep):
            continue
        # Of two spellings of one path the first in sorted order stays, whatever the order given.
        kept = paths.get(key)
        if kept is None or _name(file) < _name(kept):
            paths[key] = file


def _known(source: str | Path, paths: dict[str, Path]) -> bool:
    """Whether a folder's files, or the file itself, are there already from another source."""
    key = _absolute(Path(source))
    return glob.has_magic(os.fspath(source)) or any(
        path == key or path.startswith(key + os.sep) for path in paths
    )


def _absolute(path: Path) -> str:
    return os.path.normcase(os.path.abspath(path))


def _name(path: Path) -> str:
    return path.as_posix()


def _failure(source: str | Path, message: str, hint: str) -> Failure:
    text = os.fspath(source)
    name = text if _URL.match(text) else _name(Path(text))
    return Failure(
        source=name, stage="open", error=UnreadableFileError.__name__, message=f"{message} {hint}"
    )


def group(found: Found) -> list[Work]:
    """Return each content once, in the order of its first path.

    Files of equal size are compared by their SHA-256; a file that cannot be read is a work of its
    own, and fails when it is converted.
    """
    sizes: dict[int, list[str]] = {}
    for name, path in found.files.items():
        sizes.setdefault(_size(path), []).append(name)
    groups: dict[tuple[int, str], list[str]] = {}
    for size, names in sizes.items():
        for name in names:
            content = _digest(found.files[name]) if len(names) > 1 else ""
            groups.setdefault((size, content or name), []).append(name)
    works = [Work(tuple(names), found.files[names[0]]) for names in groups.values()]
    return sorted(works, key=lambda work: work.sources)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file, "" if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
