"""Links to the records of another archive, from a copy of what it publishes."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader
from sphinx.errors import ConfigError

from letopis.cli import main
from letopis.model.elsewhere import Elsewhere
from tests.building import Built, build, write

ADDRESS = "https://north.example/"
CONF = f'letopis_archives = {{"north": ("{ADDRESS}", "../published")}}\nhtml_theme = "sphinx_book_theme"\n'
LANGUAGE = 'letopis_native_language = "ru"\n'
CONF += LANGUAGE
CONF += 'letopis_exceptions = [{"rule": "record-unsourced", "reason": "a test", "by": "the test"}]\n'

NORTH = {
    "people/ada": "# Ada Lovelace\n\n:::{person} ada\n:native: Ада\n:alias: countess\nShe wrote of engines.\n:::\n",
    "bodies": "# Bodies\n\n:::{body} ada\n:name: The Ada Society\nIt met.\n:::\n",
}
HERE = {
    "index": "# Here\n\nOf {person}`north:ada` and of {person}`the countess <north:ada>` we know; once {person}`north:countess`.\n",
    "events": "# Events\n\n:::{event} visit\n:name: The visit\n:date: 1840\n:participant: north:person:ada | guest\n"
    ":about: north:body:ada\nA visit of {person}`north:ada`.\n:::\n",
}  # fmt: skip
CLUB = "# A club\n\n:::{body} club\n:name: The club\nIt met.\n:::\n"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the other archive has published."""
    folder = tmp_path_factory.mktemp("north")
    return build(write(folder / "source", NORTH, conf=LANGUAGE), builder="html").output


def made(folder: Path, published: Path, pages: dict[str, str], conf: str = CONF) -> Path:
    """An archive, and a copy of the two files that it needs of the other."""
    (folder / "published" / "data").mkdir(parents=True)
    for name in ("objects.inv", "data/archive.json"):
        shutil.copyfile(published / name, folder / "published" / name)
    return write(folder / "source", pages, conf=conf)


@pytest.fixture(scope="module")
def site(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(made(tmp_path_factory.mktemp("here"), published, HERE), builder="html")


def test_a_link_has_the_name_and_the_address_of_the_other_site(site: Built) -> None:
    page = site.text("index.html")
    assert site.warnings == []
    for link in (
        'href="https://north.example/people/ada.html#person-ada">Ada Lovelace</a>',
        'href="https://north.example/people/ada.html#person-ada">the countess</a>',
        'href="https://north.example/people/ada.html#person-countess">Ada Lovelace</a>',
    ):
        assert link in page


def test_a_field_leads_there_too(site: Built) -> None:
    page = site.text("events.html")
    assert 'href="https://north.example/people/ada.html#person-ada"' in page
    assert site.archive.named_elsewhere == (
        Elsewhere("north", "body", "ada", "The Ada Society", f"{ADDRESS}bodies.html#body-ada"),
        Elsewhere("north", "person", "ada", "Ada Lovelace", f"{ADDRESS}people/ada.html#person-ada"),
        Elsewhere("north", "person", "countess", "Ada Lovelace", f"{ADDRESS}people/ada.html#person-countess"),
    )


def test_a_preview_comes_from_its_data(site: Built) -> None:
    script = site.text("_static/letopis/previews/-north.js")
    name, previews = json.loads("[" + script.removeprefix("letopisPreview(").removesuffix(");\n") + "]")
    assert name == "-north"
    assert previews[f"{ADDRESS}people/ada.html#person-ada"] == {
        "title": "Ada Lovelace", "line": "Person, in the archive “north”", "native": "Ада", "language": "ru",
        "text": "She wrote of engines.",
    }  # fmt: skip


def test_the_data_and_summaries_name_it(site: Built) -> None:
    whole = json.loads(site.text("data/archive.json"))
    [event] = whole["records"]
    assert event["fields"]["participant"][0]["value"] == {"person": "north:person:ada", "part": "guest"}
    assert event["summary"] == "A visit of Ada Lovelace."
    assert {mention["target"] for mention in whole["mentions"]} == {"north:person:ada", "north:person:countess"}
    graph = json.loads(site.text("data/archive.jsonld"))["@graph"]
    attending = next(one["attendee"] for one in graph if "attendee" in one)
    assert attending == [{"@type": "Person", "name": "Ada Lovelace", "@id": f"{ADDRESS}people/ada.html#person-ada"}]


def test_a_record_alone_is_enough_for_a_preview(published: Path, tmp_path: Path) -> None:
    source = made(tmp_path, published, HERE)
    (tmp_path / "published/data/archive.json").unlink()
    (tmp_path / "published/people").mkdir()
    shutil.copyfile(published / "people/person-ada.json", tmp_path / "published/people/person-ada.json")
    assert "She wrote of engines." in build(source, builder="html").text("_static/letopis/previews/-north.js")


def test_the_book_and_the_epub_lead_there(published: Path, tmp_path: Path) -> None:
    source = made(tmp_path, published, HERE, CONF)
    book = build(source, builder="typst")
    annotations = [
        one.get_object() for page in PdfReader(next(book.output.glob("*.pdf"))).pages for one in page.get("/Annots", ())
    ]
    assert f"{ADDRESS}people/ada.html#person-ada" in {one["/A"].get("/URI") for one in annotations if "/A" in one}
    epub = build(source, builder="epub", copyright="A", version="1")
    with zipfile.ZipFile(next(epub.output.glob("*.epub"))) as file:
        assert f'href="{ADDRESS}people/ada.html#person-ada"' in file.read("index.xhtml").decode()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{person}`north:adda`", "person 'adda' is not in the archive 'north'. The nearest key is 'ada'."),
        ("{person}`noth:ada`", "'person:noth:ada' is not in the archive, and letopis_archives names no other archive 'noth'. The nearest name is 'north'."),
        ("{place}`north:ada`", "place 'ada' is not in the archive 'north'. There it is a body."),
        (":::{event} e\n:name: E\n:date: 1840\n:participant: north:adda\nIt was.\n:::", "field ':participant:': person or body 'adda' is not in the archive 'north'."),
        (":::{event} e\n:name: E\n:date: 1840\n:about: north:ada\nIt was.\n:::", "field ':about:': 'north:ada' is more than one record. Write 'north:body:ada' or 'north:person:ada'."),
        (":::{event} e\n:name: E\n:date: 1840\n:about: preson:ada\nIt was.\n:::", "'preson:ada' is not in the archive, and letopis_archives names no other archive 'preson'. The nearest name is 'person'."),
    ],
)  # fmt: skip
def test_what_is_not_there_is_one_finding(published: Path, tmp_path: Path, text: str, said: str) -> None:
    built = build(made(tmp_path, published, {"page": f"# Page\n\nA word.\n\n{text}\n", "own": CLUB}))
    [found] = built.warnings
    assert (found.path, found.code) == ("page.md", "letopis.ref-unknown")
    assert said in found.message
    lines = (built.source / "page.md").read_text(encoding="utf-8").splitlines()
    assert "ada" in lines[found.line - 1] or "adda" in lines[found.line - 1]


def test_an_inventory_that_is_missing_is_one_finding(published: Path, tmp_path: Path) -> None:
    source = made(tmp_path, published, HERE)
    (tmp_path / "published/objects.inv").write_bytes(b"no inventory\n")
    [found] = build(source).warnings
    assert "objects.inv' is no inventory of Sphinx" in found.message
    (tmp_path / "published/objects.inv").unlink()
    [found] = build(source).warnings
    assert "cannot be read: No such file or directory. Copy objects.inv" in found.message


def test_a_newer_copy_is_seen_by_the_next_build(published: Path, tmp_path: Path) -> None:
    source = made(tmp_path, published, HERE)
    assert build(source, builder="html").warnings == []
    again = build(source, builder="html", fresh=False)
    assert again.app.env.get_outdated_files(config_changed=False) == (set(), set(), set())
    data = tmp_path / "published/data/archive.json"
    data.write_text(data.read_text(encoding="utf-8").replace("of engines", "of looms"), encoding="utf-8")
    newer = build(source, builder="html", fresh=False)
    assert "of looms" in newer.text("_static/letopis/previews/-north.js")
    renamed = build(
        write(
            tmp_path / "renamed", {"people/bea": NORTH["people/ada"].replace("ada", "bea").replace("countess", "lady")}
        ),
        builder="html",
    )
    shutil.copyfile(renamed.output / "objects.inv", tmp_path / "published/objects.inv")
    lost = build(source, builder="html", fresh=False)
    assert {found.code for found in lost.warnings} == {"letopis.ref-unknown"}
    assert len(lost.warnings) == 5


def test_parallel_reading_finds_the_same(published: Path, tmp_path: Path, site: Built) -> None:
    several = {**HERE, **{f"page-{number}": f"# Page {number}\n\nOf {{person}}`north:ada`.\n" for number in range(6)}}
    built = build(made(tmp_path, published, several), builder="html", jobs=2)
    assert built.warnings == []
    assert built.archive.named_elsewhere == site.archive.named_elsewhere


def test_a_key_of_another_archive_is_not_renamed(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = {
        **HERE,
        "own": "# Own\n\n:::{person} ada\n:name: Ada of here\nShe is {person}`ada`, not {person}`north:ada`.\n:::\n",
    }
    source = made(tmp_path, published, own)
    assert main(["-c", str(source), "rename", "person", "ada", "ada-of-here"]) == 0
    assert (source / "index.md").read_text(encoding="utf-8").startswith(HERE["index"])
    assert (source / "events.md").read_text(encoding="utf-8") == HERE["events"]
    assert "{person}`ada-of-here`, not {person}`north:ada`" in (source / "own.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"north": "https://north.example/"}, "expected a name, an address and a folder"),
        ({"North": (ADDRESS, "x")}, "is no name of an archive"),
        ({"person": (ADDRESS, "x")}, "'person' is a kind of record"),
        ({"north": ("north.example", "x")}, "needs the web address of the other site, with a slash at its end"),
    ],
)
def test_a_setting_that_cannot_be_used_says_what_would_be_right(tmp_path: Path, setting: object, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        build(write(tmp_path, {}), letopis_archives=setting)
