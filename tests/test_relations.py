"""Relations that a project declares: read from both ends on the web, in the book, the EPUB and the data; checked; drawn."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sphinx.errors import ConfigError

from letopis.cli import main
from letopis.drawings.network import Node
from letopis.drawings.relations import Bond, draw_relations, near_one_another
from letopis.drawings.shapes import NARROW, PAGE, SCREEN, Measure
from letopis.drawings.svg import texts_of
from letopis.model.kinds import BUILT_IN
from letopis.model.relation_kinds import read_relation_kinds
from letopis.model.values import DatedRelation, Ref, read_relation
from tests.building import Built, build, write
from tests.drawn import check

KINDS = {cls.kind: cls for cls in BUILT_IN}
RELATIONS: dict[str, Any] = {
    "married": {"label": "Married", "symmetric": True, "youngest": 15},
    "taught": {"label": "Taught", "inverse": "Taught by", "youngest": [14, 5], "schema": "knows"},
    "patron": {"label": "Patron of", "inverse": "Patrons", "of": ["person", "body"], "to": ["person", "body", "place"]},
    "succeeded": {"label": "Succeeded", "inverse": "Succeeded by", "alive": "none"},
}
PEOPLE = """
:::{person} ada
:name: Ada Adler
:born: 1500 [S]
:died: 1560 [S]
:married: bob 1520/1540 [S, p. 3] | by proxy
:taught: cato 1525/1530 [S]
:patron: guild 1530/1535 [S]
:patron: place:town [S]
:source: S
A weaver.
:::

:::{person} bob
:name: Bob Becker
:born: 1498 [S]
:died: 1545 [S]
:source: S
A baker.
:::

:::{person} cato
:name: Cato Carver
:born: 1515 [S]
:succeeded: ada 1561 [S]
:taught: "A boy of the mill" 1550
:source: S
A carver.
:::

:::{body} guild
:name: The Guild
:founded: 1510 [S]
:source: S
Weavers.
:::

:::{place} town
:name: The town
:source: S
On a river.
:::
"""
BIB = "@book{S,\n title = {Source},\n year = {1999},\n author = {Roe, Jane},\n}\n"
PAGES = {
    "people": f"# People\n{PEOPLE}",
    "network": "# Network\n\n```{network}\n:relations: married; taught; patron; succeeded\n```\n",
    "around": "# Around Bob\n\n```{network}\n:relations: taught; married\n:about: bob\n```\n",
    "sources": "# Sources\n\n```{bibliography}\n```\n",
}


def built(folder: Path, builder: str, **settings: Any) -> Built:
    return build(write(folder, PAGES, BIB), builder=builder, letopis_relations=RELATIONS, **settings)


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return built(tmp_path_factory.mktemp("web"), "html", letopis_data_formats=["all"])


def below(page: str, anchor: str) -> str:
    """The text of a record on a page of HTML."""
    part = page.partition(f'id="{anchor}"')[2].partition("letopis-record")[0]
    return plainly(part)


def plainly(markup: str) -> str:
    """The words of HTML, with no spaces inside brackets or before punctuation."""
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))
    return re.sub(r"([(\[]) | (?=[):;,\]])", r"\1", words).strip()


# ------------------------------------------------------------------------------------------ both ends
def test_nothing_is_found_fault_with(web: Built) -> None:
    assert web.warnings == []


def test_on_the_web_a_relation_is_read_from_both_ends(web: Built) -> None:
    page = web.text("people.html")
    assert "Married: Bob Becker (1520–1540; by proxy) [2]" in below(page, "person-ada")
    assert "Married: Ada Adler (1520–1540; by proxy) [2]" in below(page, "person-bob")
    assert "Taught by: Ada Adler (1525–1530) [1]" in below(page, "person-cato")
    assert "Succeeded: Ada Adler (1561)" in below(page, "person-cato")
    assert "Patrons: Ada Adler (1530–1535)" in below(page, "body-guild")
    assert "Patrons: Ada Adler" in below(page, "place-town")
    assert "A boy of the mill" in below(page, "person-cato")


def test_in_the_book_and_the_ebook_too(tmp_path: Path) -> None:
    book = built(tmp_path / "book", "typst")
    assert book.warnings == []
    (path,) = book.output.glob("*.pdf")
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(path).pages))
    assert "Taught by Ada Adler p. 1 (1525–1530)" in text
    assert "Patron of The Guild" in text
    ebook = built(tmp_path / "epub", "epub", epub_basename="e", version="1", release="1")
    (epub,) = ebook.output.glob("*.epub")
    with zipfile.ZipFile(epub) as packed:
        pages = {name: packed.read(name).decode() for name in packed.namelist() if name.endswith("html")}
    assert "Taught by: Ada Adler" in below(pages["people.xhtml"], "person-cato")
    assert "<svg" in pages["network.xhtml"]


def test_the_data_have_both_ends_and_come_back_byte_for_byte(web: Built, tmp_path: Path) -> None:
    data = json.loads(web.text("data/archive.json"))
    assert data["relations"] == [{"key": key} | entry for key, entry in RELATIONS.items()]
    ada = next(one for one in data["records"] if one["key"] == "ada")
    assert ada["fields"]["married"] == [
        {
            "value": {"to": "person:bob", "when": {"edtf": "1520/1540", "written": "1520/1540"}, "remark": "by proxy"},
            "sources": [{"key": "S", "locator": "p. 3"}],
        }
    ]
    bob = json.loads(web.text("person-bob.json"))
    assert {"record": "person:ada", "field": "married", "label": "Married"} in bob["referredToBy"]
    cato = json.loads(web.text("person-cato.json"))
    assert {"record": "person:ada", "field": "taught", "label": "Taught by"} in cato["referredToBy"]
    rows = list(csv.DictReader(web.text("data/relations.csv").splitlines()))
    (taught,) = [row for row in rows if row["field"] == "taught"]
    assert (taught["key"], taught["target_key"], taught["label"], taught["inverse"]) == (
        "ada",
        "cato",
        "Taught",
        "Taught by",
    )
    assert (taught["when"], taught["sources"]) == ("1525/1530", "S")
    assert "schema:knows" in web.text("data/archive.ttl")
    again = tmp_path / "again"
    assert main(["import", str(web.output / "data" / "archive.json"), str(again)]) == 0
    twin = rebuilt(again)
    assert twin.warnings == []
    assert twin.text("data/archive.json") == web.text("data/archive.json")
    assert twin.text("data/relations.csv") == web.text("data/relations.csv")


# -------------------------------------------------------------------------------------------- network
def test_the_network_and_its_table_have_the_same(web: Built) -> None:
    page = web.text("network.html")
    rows = re.findall(r"<tr\b.*?</tr>", page.partition("<tbody>")[2], re.DOTALL)
    told = [plainly(row) for row in rows]
    assert len(told) == 5
    assert told[0].startswith("Ada Adler Married Bob Becker 1520–1540; by proxy")
    for title in (
        "Ada Adler: Married Bob Becker",
        "Ada Adler: Patron of The town",
        "Cato Carver: Succeeded Ada Adler, 1561",
    ):
        assert f"<title>{title}" in page
    around = web.text("around.html")
    assert "Bob Becker" in around
    assert "Carver" not in around


@pytest.mark.parametrize("measure", [SCREEN, NARROW, PAGE], ids=["screen", "narrow", "page"])
def test_names_stay_within_the_drawing_and_large_enough(measure: Measure) -> None:
    ends = [Node(Ref("person", f"p{n}"), f"A person with a rather long name, number {n}") for n in range(12)]
    bonds = [
        Bond(ends[n].ref, ends[(n * 5 + 3) % 12].ref, f"{n}", ("Taught", "Opposed")[n % 2], symmetric=bool(n % 2))
        for n in range(12)
        if n != (n * 5 + 3) % 12
    ]
    drawing = draw_relations(ends, bonds, "title", measure)
    check(drawing)
    assert measure is PAGE or min(text.size for text in texts_of(drawing.shapes)) >= 12


def test_the_order_of_names_shortens_the_lines() -> None:
    refs = [Ref("person", name) for name in "abcdef"]
    bonds = [Bond(refs[0], refs[5], "", "", symmetric=True), Bond(refs[1], refs[4], "", "", symmetric=True)]
    order = near_one_another(refs, bonds)
    assert sorted(order) == refs
    assert sum(abs(order.index(bond.first) - order.index(bond.second)) for bond in bonds) < 8
    assert near_one_another(refs, bonds) == order


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (":relations: tought", "letopis_relations in conf.py has no 'tought'. Write taught."),
        (":posts: guild\n:relations: taught", "and not both"),
        ("", "expected ':posts:' with the keys of offices or bodies"),
        (":relations: taught\n:about: nobody", "record 'nobody' is not in the archive"),
    ],
)
def test_a_network_that_cannot_be_drawn_says_so(tmp_path: Path, written: str, said: str) -> None:
    pages = {"index": f"# Index\n\n```{{network}}\n{written}\n```\n{PEOPLE}"}
    found = build(write(tmp_path, pages, BIB), letopis_relations=RELATIONS)
    assert [said in warned.message for warned in found.warnings if "unused" not in warned.code] == [True]


# ----------------------------------------------------------------------------------------- conf.py
@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"Wed": {}}, "expected a key of lower-case letters"),
        ({"wed": "Wed"}, "expected a dictionary"),
        ({"wed": {"lable": "Wed"}}, "there is no 'lable'. Write label."),
        ({"wed": {"label": "Wed"}}, "either an 'inverse'"),
        ({"wed": {"label": "Wed", "inverse": "Wed by", "symmetric": True}}, "either an 'inverse'"),
        ({"wed": {"label": "Wed", "symmetric": True, "to": "body"}}, "the same kinds at both ends"),
        ({"wed": {"label": "Wed", "symmetric": True, "of": "man"}}, "'of' names kinds of record (person, event,"),
        (
            {"wed": {"label": "Wed", "symmetric": True, "alive": "yes"}},
            "'alive' is one of 'both', 'own', 'none', not 'yes'",
        ),
        ({"wed": {"label": "Wed", "symmetric": True, "youngest": "ten"}}, "'youngest' is an age in years"),
        ({"wed": {"label": "Wed", "symmetric": True, "youngest": (10, 200)}}, "'youngest' is an age in years"),
        ({"wed": {"label": 3, "symmetric": True}}, "'label' is a text of one line, not 3."),
        ({"born": {"label": "Born with", "symmetric": True}}, "has a field ':born:' already"),
    ],
)
def test_a_relation_that_cannot_be_declared_says_what_would_be_right(entry: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        read_relation_kinds(entry, KINDS)


def test_such_a_setting_ends_the_build(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="letopis_relations, 'wed'"):
        build(write(tmp_path, {"index": "# Index\n"}), letopis_relations={"wed": {"label": "Wed"}})


def test_a_relation_is_read() -> None:
    assert read_relation("ada") == DatedRelation(Ref("", "ada"), None, "")
    assert read_relation('"Jane Roe" | a cousin') == DatedRelation("Jane Roe", None, "a cousin")
    value = read_relation("person:ada 1851/1855 | by letter")
    assert (value.to, value.when and value.when.written, value.remark) == (
        Ref("person", "ada"),
        "1851/1855",
        "by letter",
    )
    for wrong in ("", "Ada Adler", "ada 1851/1850", '"Jane Roe'):
        with pytest.raises(ValueError, match=r"\w"):
            read_relation(wrong)


def rebuilt(folder: Path) -> Built:
    """What was imported, built where the tests build."""
    settings = (folder / "conf.py").read_text(encoding="utf-8").replace('"references.bib"', '"../references.bib"')
    (folder / "docs" / "conf.py").write_text(settings, encoding="utf-8")
    return build(folder / "docs", builder="html", html_theme="alabaster", letopis_data_formats=["all"])
