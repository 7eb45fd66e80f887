"""Attacks on a build, in tables: nothing runs, nothing from outside comes in, nothing hides; one finding says so."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.attacks.attacking import CONF, HERE, OPEN, Attack

BODY = '# Page\n\nBefore {{ cycler.__init__.__globals__.os.system("touch CANARY") }} after {{ 7 * 7191 }}.\n'


HEADINGS = {"myst.header", "docutils", "letopis.heading", "letopis.markup", "letopis.not-closed"}
"""Follow where the lines of hyphens are none of a head but of headings."""


class Case(NamedTuple):
    """One page, and the one finding that it gets: its line, and a part of what it says. Inert ones get none."""

    table: str
    name: str
    page: str
    line: int
    says: str


def front_matter() -> list[Case]:
    table = json.loads((HERE / "front-matter.json").read_text(encoding="utf-8"))
    return [
        Case("front-matter", case["name"], case["head"] + BODY, case.get("line", 0), case.get("says", ""))
        for case in table
    ]


def pages(table: str) -> list[Case]:
    """Cases of a Markdown table: a line ``=== name | line | what is said``, then the page."""
    found = []
    for part in (HERE / f"{table}.md").read_text(encoding="utf-8").split("\n=== ")[1:]:
        head, _, page = part.partition("\n")
        name, line, says = (each.strip() for each in head.split("|", 2))
        found.append(Case(table, name, page, int(line), says))
    return found


TABLES = {"front-matter": front_matter(), **{path.stem: pages(path.stem) for path in sorted(HERE.glob("*.md"))}}
CASES = [case for cases in TABLES.values() for case in cases]


@cache
def built(table: str, builder: str, folder: Path) -> Attack:
    """One build of all pages of a table."""
    attack = Attack(folder / f"{table}-{builder}", conf=CONF if table == "front-matter" else CONF + OPEN)
    attack.prepare()
    attack.write("docs/index.md", "# Index\n\n```{toctree}\n:glob:\n\nattack-*\n```\n")
    attack.write("docs/module_beside_the_pages.md", "# Beside\n\nNot a module.\n")
    for number, case in enumerate(TABLES[table]):
        attack.write(f"docs/attack-{number:03}.md", case.page)
    attack.build(builder)
    return attack


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("attacks")


@pytest.mark.parametrize("case", CASES, ids=[f"{case.table}-{case.name}" for case in CASES])
def test_one_finding(case: Case, folder: Path) -> None:
    attack = built(case.table, "html", folder)
    page = f"attack-{TABLES[case.table].index(case):03}.md"
    found = [warned for warned in attack.warnings if warned.path.endswith(page)]
    if case.table == "front-matter":
        found = [warned for warned in found if warned.code not in HEADINGS]
    if not case.line:
        assert found == []
    else:
        assert [(warned.line, warned.code) for warned in found] == [(case.line, "letopis.policy")], found
        assert case.says in found[0].message
    text = (attack.output / page.replace(".md", ".html")).read_text(encoding="utf-8")
    assert str(7 * 7191) not in text


@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
@pytest.mark.parametrize("table", TABLES)
def test_nothing_comes_of_it(table: str, builder: str, folder: Path) -> None:
    attack = built(table, builder, folder)
    assert attack.stopped == ""
    assert list(attack.traces()) == []


# ------------------------------------------------------------------------------------------- files
FILES: list[dict[str, Any]] = json.loads((HERE / "files.json").read_text(encoding="utf-8"))
DRAWINGS: list[dict[str, str]] = json.loads((HERE / "drawings.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", FILES, ids=[case["name"] for case in FILES])
def test_a_file_stops_the_build(case: dict[str, Any], tmp_path: Path) -> None:
    attack = Attack(tmp_path, conf=CONF + case.get("conf", ""))
    attack.prepare()
    for path, text in {"docs/index.md": "# Index\n", **case.get("files", {})}.items():
        attack.write(path, text)
    for path, target in case.get("links", {}).items():
        attack.link(path, target)
    for path in case.get("pipes", ()):
        attack.pipe(path)
    for path in case.get("sockets", ()):
        attack.socket(path)
    for path, size in case.get("sizes", {}).items():
        attack.write(path, "# X\n")
        os.truncate(attack.project / path, size)
    attack.build("html")
    assert "Nothing was built" in attack.stopped
    assert [(warned.path, warned.code) for warned in attack.warnings][: 1 + case.get("also", 0)][:1] == [
        (case["at"], "letopis.policy")
    ]
    assert len(attack.warnings) == 1 + case.get("also", 0)
    assert case["says"] in attack.warnings[0].message
    assert list(attack.traces()) == []
    assert not [path for path in attack.output.rglob("*") if path.is_file()], "something was copied"


@cache
def drawn(folder: Path) -> Attack:
    attack = Attack(folder / "drawings")
    attack.prepare()
    attack.write("docs/index.md", "# Index\n\n```{toctree}\n:glob:\n\nd-*\n```\n")
    for number, case in enumerate(DRAWINGS):
        attack.write(f"docs/drawings/d-{number}.svg", case["svg"])
        attack.write(f"docs/d-{number}.md", f"# Page\n\n![words](drawings/d-{number}.svg)\n")
    attack.build()
    return attack


@pytest.mark.parametrize("number", range(len(DRAWINGS)), ids=[case["name"] for case in DRAWINGS])
def test_a_drawing_is_refused(number: int, folder: Path) -> None:
    found = [warned for warned in drawn(folder).warnings if warned.path == f"d-{number}.md"]
    assert [(warned.line, warned.code) for warned in found] == [(3, "letopis.policy")]
    assert DRAWINGS[number]["says"] in found[0].message


def test_no_drawing_was_published(folder: Path) -> None:
    attack = drawn(folder)
    assert list(attack.traces()) == []
    assert not list(attack.output.rglob("d-*.svg"))
