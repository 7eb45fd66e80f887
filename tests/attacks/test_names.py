"""Attacks by names, titles, sources and addresses of records: what is written into heads, data and indexes."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.attacks.attacking import CONF, Attack, Elements

LIVE = "<script>attack()</script>"
BREAKING = "</script><script>attack()</script>"
QUOTING = '" onmouseover="attack()" x=\''

INDEX = "# Index\n\n```{toctree}\n:glob:\n\n*\n```\n"


def built(tmp_path: Path, pages: dict[str, str], bib: str = "", builder: str = "html") -> Attack:
    attack = Attack(tmp_path, conf=CONF + 'bibtex_bibfiles = ["r.bib"]\n')
    attack.prepare()
    attack.write("r.bib", bib)
    for path, text in {"docs/index.md": INDEX, **pages}.items():
        attack.write(path, text)
    attack.build(builder)
    assert attack.stopped == ""
    assert list(attack.traces()) == []
    return attack


def person(name: str, more: str = "") -> str:
    return f"# A person\n\n:::{{person}} ann\n:name: {name}\n:except: record-unsourced none is needed\n{more}\nWords.\n:::\n"


NAMED = [
    person("TEXT"),
    person("Ann", ":variant: TEXT"),
    person("Ann", ":native: TEXT"),
    person("Ann", ":born: 1900 [TEXT]"),
    person("Ann", ":sort: TEXT"),
    "# `TEXT`\n\nWords.\n",
    "---\ntitle: 'x TEXT'\n---\n# Page\n\nWords.\n",
    "# Page\n\n```{figure} picture.png\n:alt: TEXT\n\n`TEXT`\n```\n",
    "# Page\n\n{index}`words <TEXT>` words.\n",
    "# Page\n\n```{code-block} text\n:caption: TEXT\n\nTEXT\n```\n",
    '# Page\n\n{abbr}`W (TEXT)` {kbd}`TEXT` [words](https://example.org/ "TEXT")\n',
    "# Page\n\n```{toctree}\n:caption: TEXT\n\nTEXT <https://example.org/>\n```\n",
]


@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
@pytest.mark.parametrize(
    "text", [LIVE, BREAKING, QUOTING, "{{ 7 * 7191 }}", "<img src=x onerror=attack()>", "]]>" + LIVE, '#read("/etc/hostname")']
)  # fmt: skip
def test_a_name_is_text(text: str, builder: str, tmp_path: Path) -> None:
    pages = {
        f"docs/page-{number}.md": page.replace("TEXT", text).replace("{person} ann", f"{{person}} ann-{number}")
        for number, page in enumerate(NAMED)
    }
    attack = built(tmp_path, pages, builder=builder)
    assert not any(str(7 * 7191) in path.read_text("utf-8", "replace") for path in attack.output.rglob("*.html"))


ADDRESSES = ["javascript:attack()", "JaVaScRiPt:attack()", "java\tscript:attack()", "data:text/html,x", "vbscript:x", '//a" onclick="attack()']  # fmt: skip
FIELDS = ["url", "doi", "eprint", "note", "title", "howpublished", "publisher"]
TITLES = [
    LIVE,
    BREAKING,
    QUOTING,
    "\\input{/etc/hostname}",
    "$\\href{javascript:attack()}{x}$",
    "`x <javascript:attack()>`_",
]


@pytest.mark.parametrize("builder", ["html", "epub", "typst"])
def test_a_source_is_text_and_leads_to_no_script(builder: str, tmp_path: Path) -> None:
    values = [*((field, address) for field in FIELDS for address in ADDRESSES), *(("title", title) for title in TITLES)]
    bib = "".join(
        f"@misc{{A{number}, title = {{Words}}, author = {{Ann, B}}, year = {{1957}}, {field} = {{{value}}}}}\n".replace(
            "title = {Words}, ", "" if field == "title" else "title = {Words}, "
        )
        for number, (field, value) in enumerate(values)
    )
    cited = " ".join(f"{{cite:p}}`A{number}`" for number in range(len(values)))
    built(tmp_path, {"docs/page.md": f"# Page\n\nWords {cited}.\n\n```{{bibliography}}\n```\n"}, bib, builder)


@pytest.mark.parametrize("taken", ["search", "genindex", "index", "404", "page"])
def test_a_former_key_takes_no_page_of_the_site(taken: str, tmp_path: Path) -> None:
    ann = "# Ann\n\n:::{person} ann\n:except: record-unsourced none is needed\n:alias: TAKEN\n\nWords.\n:::\n"
    pages = {"docs/ann.md": ann.replace("TAKEN", taken), "docs/page.md": "# Another page\n\nWords.\n"}
    attack = built(tmp_path, pages)
    assert [(warned.path, warned.line, warned.code) for warned in attack.warnings] == [
        ("ann.md", 3, "letopis.redirect")
    ]
    moved = [
        path for path in attack.output.rglob("*.html") if "This page has moved" in path.read_text(encoding="utf-8")
    ]
    assert moved == []


@pytest.mark.parametrize("alias", ["../../outside/x", "/x", "//attack.example/x", "https://attack.example", "_static/x", "a\\b"])  # fmt: skip
def test_a_former_key_leads_nowhere_else(alias: str, tmp_path: Path) -> None:
    attack = built(tmp_path, {"docs/ann.md": person("Ann", f":alias: {alias}")})
    assert [(warned.path, warned.code) for warned in attack.warnings] == [("ann.md", "letopis.field-value")]
    assert not (tmp_path / "outside" / "x.html").exists()


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\uff1d"])
def test_no_cell_runs(beginning: str, tmp_path: Path) -> None:
    formula = f"{beginning}HYPERLINK(1)"
    attack = built(tmp_path, {"docs/ann.md": person(formula, ":variant: @SUM(1)\n:born: 1900")})
    cells = [
        cell
        for path in sorted(attack.output.rglob("*.csv"))
        for row in csv.reader(path.read_text(encoding="utf-8").splitlines())
        for cell in row
    ]
    assert f"'{formula}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d"))]


def test_a_date_before_our_era_stays_a_date(tmp_path: Path) -> None:
    attack = built(tmp_path, {"docs/ann.md": person("Ann", ":born: 44 BC\n:died: -0043-03-15")})
    facts = (attack.output / "data" / "facts.csv").read_text(encoding="utf-8")
    assert ",-0043-03-15," in facts


def test_linked_data_is_data(tmp_path: Path) -> None:
    attack = built(tmp_path, {"docs/ann.md": person(f"Ann {BREAKING}")})
    elements = Elements()
    elements.feed((attack.output / "ann.html").read_text(encoding="utf-8"))
    assert [json.loads(data) for data in elements.data]
