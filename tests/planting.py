"""Errors to be planted into a copy of the archive: the files of `tests/cases`, read and carried out.

A case is a page of Markdown that anybody can write: a title, a list that says what to expect, and the
exact text to replace or to write below.

    # Dead before born

    - Code: `date-order`
    - File: `docs/people/beria.md`
    - Says: before being born

    Replace

    ~~~
    :died: 1953-12-23
    ~~~

    by

    ~~~
    :died: 1853-12-23
    ~~~

Instead of "Replace … by" there may stand "Below … write". The text must stand once in the file. The
finding is expected on the first line that is new; if it belongs elsewhere (something is missing, say),
`- Line:` gives the text of that line. `- Alone:` keeps a case out of the build of all errors at once, and
says why. In `tests/cases/clean` are near misses, with `- Code: none`: nothing may be said of them.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

CASES = Path(__file__).parent / "cases"
PARTS = ["docs", "conf.py", "docutils.conf", "references.bib"]
"""What an archive is made of."""

_TITLE = re.compile(r"\A# (.+)\n")
_ITEM = re.compile(r"^- ([A-Z][a-z]+): (.+)$", re.MULTILINE)
_CHANGE = re.compile(
    r"^(?P<verb>Replace|Below)\n\n~~~\n(?P<old>.*?)\n~~~\n\n(?:by|write)\n\n~~~\n(?P<new>.*?)\n?~~~$",
    re.MULTILINE | re.DOTALL,
)


class Expected(NamedTuple):
    """A finding as far as a case foretells it."""

    path: str
    line: int
    code: str


class Case(NamedTuple):
    """One error, or near miss, to be planted."""

    name: str
    title: str
    code: str
    """``""`` for a near miss."""
    path: str
    """The file, from the top of the repository."""
    says: str
    """A fragment of the message."""
    alone: str
    """Why it cannot be planted together with others, or ``""``."""
    old: str
    new: str
    block: list[str]
    """The lines that are new."""
    at: str
    """The text of the line that is to be found fault with."""

    def planted(self, text: str) -> str:
        """The text of the file with the error in it."""
        assert text.count(f"{self.old}\n") == 1, f"{self.name}: {self.old!r} stands {text.count(self.old)} times"
        return text.replace(f"{self.old}\n", self.new)

    def expected(self, text: str) -> list[Expected]:
        """What is to be found in a file in which this, and perhaps more, is planted."""
        if not self.code:
            return []
        lines = text.splitlines()
        if self.at in self.block:
            starts = [n for n in range(len(lines)) if lines[n : n + len(self.block)] == self.block]
            assert len(starts) == 1, f"{self.name}: what is planted stands {len(starts)} times"
            number = starts[0] + self.block.index(self.at)
        else:
            assert lines.count(self.at) == 1, f"{self.name}: the line {self.at!r} stands {lines.count(self.at)} times"
            number = lines.index(self.at)
        return [Expected(self.path, number + 1, self.code)]


def read_case(path: Path) -> Case:
    """Read one file."""
    text = path.read_text(encoding="utf-8")
    title, change = _TITLE.search(text), _CHANGE.search(text)
    assert title is not None, f"{path.name} has no title"
    assert change is not None, f"{path.name} does not say what to replace, or below what to write"
    items = {key: value.removeprefix("`").removesuffix("`") for key, value in _ITEM.findall(text[: change.start()])}
    assert items.keys() <= {"Code", "File", "Says", "Line", "Alone"}, f"{path.name}: {', '.join(items)}"
    old, new = change["old"], change["new"]
    block = new.splitlines()
    new = f"{old}\n{new}" if change["verb"] == "Below" else new
    code = "" if items["Code"] == "none" else items["Code"]
    return Case(
        path.stem, title[1], code, items["File"], items.get("Says", ""), items.get("Alone", ""),
        old, f"{new}\n" if new else "", block, items.get("Line") or _first_new(old, new),
    )  # fmt: skip


def _first_new(old: str, new: str) -> str:
    before, after = old.splitlines(), new.splitlines()
    for number, line in enumerate(after):
        if number >= len(before) or before[number] != line:
            return line
    return before[len(after)] if len(after) < len(before) else ""


def read_cases(folder: str = "") -> list[Case]:
    """Every case of a folder of `tests/cases`, by name."""
    return [read_case(path) for path in sorted((CASES / folder).glob("*.md")) if path.stem != "README"]


def copy_archive(repository: Path, into: Path) -> Path:
    """The archive of the repository without its tools; the extension comes from where it is installed."""
    into.mkdir(parents=True)
    for name in PARTS:
        source = repository / name
        if source.is_dir():
            shutil.copytree(source, into / name)
        else:
            shutil.copy2(source, into / name)
    return into


def plant(root: Path, cases: list[Case]) -> list[Expected]:
    """Plant errors into a copy of the archive, each where it belongs; give back what is to be found."""
    for case in cases:
        path = root / case.path
        path.write_text(case.planted(path.read_text(encoding="utf-8")), encoding="utf-8")
    return sorted(found for case in cases for found in case.expected((root / case.path).read_text(encoding="utf-8")))
