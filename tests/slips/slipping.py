"""The table of slips: what somebody who has never used Sphinx writes wrongly, and the one line that he is told.

The rows lie in the text files beside this one. A row begins with `=== ` and a title; `says:` gives what the line holds,
with `|` between several, and `!` before what it must not hold. Then comes the page, or, after a line `-- NAME`, another
file. The line that is to be named ends in ◀. `@@` stands for a word that no other row has, so that many rows stand in
one project. A row with `alone:` and the reason has a project of its own, and `encoding:` says how its file is written.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace

from tests.building import Warned, read_warnings

HERE = Path(__file__).parent
MARK = "◀"
CONF = """\
extensions = ["letopis", "myst_parser"]
primary_domain = "letopis"
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence", "deflist", "attrs_inline"]
nitpicky = True
letopis_native_language = "ru"
numfig = True
exclude_patterns = ["_build"]
html_theme = "basic"
copyright = version = "1"
"""
_HEAD = re.compile(r"(says|alone|encoding|nested|at): (.*)")


class Fault(NamedTuple):
    """Where a finding is expected."""

    path: str
    line: int


NOWHERE = Fault("", 0)


@dataclass
class Row:
    """One slip."""

    title: str
    file: str
    number: int
    head: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    expected: Fault = NOWHERE

    @property
    def alone(self) -> bool:
        return "alone" in self.head or "encoding" in self.head

    @property
    def says(self) -> list[str]:
        return self.filled(self.head["says"]).split(" | ")

    @property
    def word(self) -> str:
        """A word of two doubled letters: no name comes near that of another row."""
        return "".join(2 * chr(97 + digit) for digit in (self.number // 26, self.number % 26))

    def filled(self, text: str) -> str:
        return text.replace("@@", self.word)

    def read(self, lines: Iterable[str]) -> None:
        name, texts = f"slip-{self.word}.md", dict[str, list[str]]()
        for written_line in lines:
            line = written_line
            if not texts and (found := _HEAD.fullmatch(line)):
                self.head[found[1]] = found[2]
            elif line.startswith("-- "):
                name = self.filled(line[3:])
                texts[name] = []
            else:
                written = texts.setdefault(name, [])
                if line.endswith(MARK):
                    line = line.removesuffix(MARK).removesuffix(" ")
                    self.expected = Fault(name, len(written) + 1)
                depth = int(self.head.get("nested", "0"))
                written += nest(depth) if line == "NESTED" else [self.filled(line)]
        if "at" in self.head:
            path, _, line = self.head["at"].partition(":")
            self.expected = Fault(path.replace("page", f"slip-{self.word}.md"), int(line))
        self.files = {name: "\n".join(texts[name]).rstrip("\n") + "\n" for name in texts}


def nest(depth: int) -> list[str]:
    """Boxes in boxes."""
    opening = [f"{':' * colons}{{note}}" for colons in range(depth + 2, 2, -1)]
    return [*opening, "Words.", *(line.partition("{")[0] for line in reversed(opening))]


def read_rows() -> list[Row]:
    """Every row of every file."""
    rows: list[Row] = []
    for path in sorted(HERE.glob("*.txt")):
        for text in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            title, *lines = text.split("\n")
            row = Row(title, path.stem, len(rows))
            row.read(lines)
            rows.append(row)
    return rows


def write_project(root: Path, rows: Iterable[Row]) -> Path:
    """A project with the common world and these rows in it."""
    root.mkdir(parents=True)
    bibs, pages, conf = ["sources.bib"], ["world"], ""
    (root / "world.md").write_text((HERE / "world.md").read_text(encoding="utf-8"), encoding="utf-8")
    (root / "sources.bib").write_text((HERE / "world.bib").read_text(encoding="utf-8"), encoding="utf-8")
    (root / "red.png").write_bytes((HERE.parent / "roots/test-book/images/dots.png").read_bytes())
    for row in rows:
        listed = "".join(row.files.values())
        for name, text in row.files.items():
            if name == "conf.py":
                conf += text
                continue
            (root / name).write_text(text, encoding=row.head.get("encoding", "utf-8"), newline="")
            stem = name.rpartition(".")[0]
            if name.endswith(".bib"):
                bibs.append(name)
            elif not re.search(rf"^{stem}$", listed, re.MULTILINE) and not name.startswith("orphan"):
                pages.append(stem)
    (root / "conf.py").write_text(f"{conf}{CONF}" if conf else f"{CONF}bibtex_bibfiles = {bibs!r}\n", encoding="utf-8")
    toctree = "\n".join(["# Index", "", "```{toctree}", *pages, "```", "", "```{bibliography}", ":all:", "```", ""])
    (root / "index.md").write_text(toctree, encoding="utf-8")
    return root


@dataclass
class Said:
    """What a build said of a row."""

    row: Row
    warnings: list[Warned]

    @property
    def faults(self) -> Iterator[str]:
        """What is wrong with it; nothing if it is one line at the right place with the right words."""
        if not self.warnings:
            yield "nothing is said"
        if len(self.warnings) > 1:
            yield f"{len(self.warnings)} lines are said"
        for warned in self.warnings[:1]:
            if (warned.path, warned.line) != self.row.expected:
                yield f"it is said at {warned.path}:{warned.line}, not at {self.row.expected}"
            message = warned.message.replace("\xa0", " ")
            for words in self.row.says:
                if (words.removeprefix("!") in message) == words.startswith("!"):
                    yield f"{words!r}"


def say(source: Path, builder: str) -> list[Warned]:
    """Every warning of a build, whether it went through or was refused; nothing else may come of it."""
    warnings = io.StringIO()
    with docutils_namespace(), suppress(SphinxError):
        app = Sphinx(
            source, source, source / "_build", source.parent / "read", builder, status=None, warning=warnings,
            freshenv=True,
        )  # fmt: skip
        app.build(force_all=True)
    return list(read_warnings(warnings.getvalue(), source))


def try_rows(root: Path, rows: list[Row], builder: str = "dummy") -> tuple[list[Said], list[Warned]]:
    """Build a project of these rows; what is said of each, and what is said of none of them."""
    return share_out(rows, say(write_project(root, rows), builder))


def share_out(rows: list[Row], warnings: list[Warned]) -> tuple[list[Said], list[Warned]]:
    """Each warning to the row whose file it names."""
    owners = {name: row.number for row in rows for name in (*row.files, row.expected.path)}
    found: dict[int, list[Warned]] = {row.number: [] for row in rows}
    rest = []
    for warned in warnings:
        if warned.path in owners:
            found[owners[warned.path]].append(warned)
        else:
            rest.append(warned)
    return [Said(row, found[row.number]) for row in rows], rest
