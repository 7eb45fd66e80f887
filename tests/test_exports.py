"""The data beside the web pages: what is exported can be read back, is the same every time, and can be imported."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import runpy
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sphinx.errors import ConfigError

from letopis.cli import main
from letopis.exports.csv_files import guarded
from letopis.exports.formats import FORMATS
from letopis.exports.importing import ImportFault, files_of, read_export, write_files
from letopis.exports.material import FORMAT
from letopis.exports.value_text import line_of
from letopis.model.archive import Archive
from letopis.model.dates import parse_date
from letopis.model.identifiers import Identifier, read_identifier
from letopis.model.schema import Schema
from tests.building import COUNCIL, Built, build, changed, copy, write


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(copy(COUNCIL, tmp_path_factory.mktemp("exports") / "source"), builder="html")


@pytest.fixture(scope="module")
def archive(site: Built) -> Archive:
    return site.archive


@pytest.fixture(scope="module")
def data(site: Built) -> Path:
    return site.output / "data"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


# --------------------------------------------------------------------------------------------------- what is exported
def test_every_record_is_exported_once(archive: Archive, data: Path) -> None:
    expected = [(record.kind, record.key) for record in archive.records]
    assert [(record["kind"], record["key"]) for record in read(data / "archive.json")["records"]] == expected
    assert [(row["kind"], row["key"]) for row in rows(data / "records.csv")] == expected


def test_every_record_has_a_file_beside_its_page(site: Built, data: Path) -> None:
    whole = {record["id"]: record for record in read(data / "archive.json")["records"]}
    for row in rows(data / "records.csv"):
        alone = read(site.output / row["data"])
        assert alone["record"] == whole[f"{row['kind']}-{row['key']}"]
        assert Path(row["data"]).parent == Path(row["address"].partition("#")[0]).parent


def test_every_fact_is_exported_with_its_sources(archive: Archive, data: Path) -> None:
    table = rows(data / "facts.csv")
    assert len(table) == sum(1 for record in archive.records for _ in record.facts())
    death = next(row for row in table if (row["key"], row["field"]) == ("calvin", "died"))
    assert death["value"] == "OS 1564-05-27"
    assert death["edtf"] == "1564-06-06"
    assert death["sources"] == "WPCalvin"


def test_exported_dates_can_be_read_again(data: Path) -> None:
    dates = [row["edtf"] for row in rows(data / "facts.csv") if row["edtf"]]
    assert len(dates) > 20
    assert all(str(parse_date(date)) == date for date in dates)


def test_addresses_lead_to_the_records(site: Built, data: Path) -> None:
    for row in rows(data / "records.csv"):
        page, _, anchor = row["address"].partition("#")
        assert f'id="{anchor}"' in site.text(page), row["address"]


def test_sources_keep_their_people_and_name_the_pages_that_cite_them(archive: Archive, data: Path) -> None:
    table = {row["key"]: row for row in rows(data / "sources.csv")}
    assert table.keys() == archive.bibliography.keys()
    assert "people/calvin.html" in table["WPCalvin"]["pages"]
    written = {source["key"]: source["fields"] for source in read(data / "archive.json")["sources"]}
    named = [key for key, row in table.items() if row["authors"]]
    assert named
    assert all("author" in written[key] for key in named)


def test_the_package_describes_every_table(data: Path) -> None:
    described = {resource["path"]: resource for resource in read(data / "datapackage.json")["resources"]}
    assert described.keys() == {path.name for path in data.glob("*.csv")}
    for name, resource in described.items():
        raw = (data / name).read_bytes()
        assert resource["bytes"] == len(raw)
        assert resource["hash"] == "sha256:" + hashlib.sha256(raw).hexdigest()
        head = raw.decode().splitlines()[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == head
        assert read(data / name.replace(".csv", ".schema.json")) == resource["schema"]


def test_the_database_holds_the_tables_and_every_key_leads_somewhere(data: Path) -> None:
    with closing(sqlite3.connect(data / "archive.sqlite")) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for path in data.glob("*.csv"):
            assert database.execute(f'SELECT COUNT(*) FROM "{path.stem}"').fetchone() == (len(rows(path)),)
        found = database.execute("SELECT born_edtf, born_earliest FROM people WHERE key = 'calvin'").fetchone()
    assert found == ("1509-07-20", "1509-07-20")


def test_counts_agree_in_all_formats(archive: Archive, data: Path) -> None:
    kinds = {kind: sum(record.kind == kind for record in archive.records) for kind in archive.schema.kinds}
    assert len(rows(data / "people.csv")) == kinds["person"]
    assert len(read(data / "places.geojson")["features"]) == kinds["place"]
    tei = (data / "archive.tei.xml").read_text(encoding="utf-8")
    assert tei.count("<person ") == kinds["person"]
    graph = [one["@type"] for one in read(data / "archive.jsonld")["@graph"]]
    assert graph.count("Person") == kinds["person"]
    assert graph.count("ClaimReview") == kinds["claim"]
    assert len(read(data / "sources.csl.json")) == len(archive.bibliography)
    assert (data / "sources.ris").read_bytes().count(b"ER  - \r\n") == len(archive.bibliography)


def test_the_page_of_the_data_links_every_file_that_it_names(site: Built, data: Path) -> None:
    page = site.text("data/index.html")
    made = [one for one in FORMATS if one.always]
    assert len(made) > 8
    for one in made:
        for name, _ in one.files:
            assert f'href="{name}"' in page
            assert (data / name).is_file(), name
    assert (
        'href="data/index.html">Data</a>' in site.text("index.html")
        or site.app.config.html_theme != "sphinx_book_theme"
    )


def test_a_second_build_writes_the_same_and_takes_away_what_has_gone(tmp_path: Path) -> None:
    pages = {name: f"# {name.title()}\n\n:::{{person}} {name}\nSomebody.\n:::\n" for name in ("ada", "bob")}
    source = write(tmp_path / "source", pages)
    first = build(source, builder="html").files(without=r"^\.")
    again = build(source, builder="html").files(without=r"^\.")
    assert changed(first, again) == []
    (source / "bob.md").write_text("# Bob\n\nNothing.\n", encoding="utf-8")
    left = build(source, builder="html", fresh=False).files()
    assert "person-bob.json" in first
    assert "person-bob.json" not in left
    assert "person-ada.json" in left


def test_a_live_preview_leaves_the_data_for_later(tmp_path: Path) -> None:
    pages = {"ada": "# Ada\n\n:::{person} ada\nShe.\n:::\n"}
    source = write(tmp_path / "source", pages)
    first = build(source, builder="html").files()
    (source / "ada.md").write_text(pages["ada"].replace("She.", "A countess."), encoding="utf-8")
    shown = build(source, builder="html", fresh=False, letopis_preview=True).files()
    assert b"A countess." in shown["ada.html"]
    assert shown["data/archive.json"] == first["data/archive.json"]
    later = build(source, builder="html", fresh=False).files()
    assert b"A countess." in later["data/archive.json"]


def test_pages_in_markdown_are_never_read_as_pages(tmp_path: Path) -> None:
    source = write(tmp_path / "inside", {"ada": "# Ada\n\n:::{person} ada\nShe.\n:::\n"})
    built = build(source, builder="html", letopis_data_formats="markdown", exclude_patterns=[])
    assert "Write exclude_patterns = ['_build'] in conf.py." in built.warnings[-1].message
    assert "ada.md" not in built.files()
    kept = build(source, builder="html", letopis_data_formats="markdown", exclude_patterns=["_build"])
    assert "ada.md" in kept.files()
    assert build(source, builder="html", exclude_patterns=["_build"]).app.env.found_docs == {"ada", "index"}


def test_other_builders_write_no_data(tmp_path: Path) -> None:
    assert not (build(copy(COUNCIL, tmp_path / "source"), builder="text").output / "data").exists()


# ----------------------------------------------------------------------------------------------------- what is guarded
@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-x", "@SUM(A1)", "\tx", "\rx", "＝1", "-2+3"])
def test_a_cell_that_would_run_is_text(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-0044-03-15", "-5.2", "1957-06~", "Ada", "'x", "-0044?"])
def test_a_plain_number_or_date_stays(cell: str) -> None:
    assert guarded(cell) == cell


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ({"letopis_data_formats": ["jsn"]}, "there is no format 'jsn'. The formats are: json, records, csv"),
        ({"letopis_licences": ["CC-BY-4.0"]}, "expected pairs of a name and an address, such as ('CC-BY-4.0', "),
    ],
)
def test_a_setting_that_cannot_be_meant_ends_the_build(tmp_path: Path, setting: dict[str, Any], says: str) -> None:
    with pytest.raises(ConfigError, match=".*") as told:
        build(write(tmp_path, {"index": "# A\n"}), builder="html", **setting)
    assert says in str(told.value)


def test_a_format_without_its_library_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("letopis.exports.formats.is_installed", lambda name: False)
    with pytest.raises(ConfigError) as told:
        build(write(tmp_path, {"index": "# A\n"}), builder="html", letopis_data_formats="turtle")
    assert "the format 'turtle' needs the package 'rdflib'. Install 'letopis[rdf]'" in str(told.value)


def test_a_document_that_is_not_there_is_not_reviewed(tmp_path: Path) -> None:
    pages = {"letter": "# Letter\n\n:::{document} letter\nIt.\n:::\n"}
    built = build(write(tmp_path, pages), letopis_item_reviewed="leter")
    told = [warning.message for warning in built.warnings]
    assert told[1:] == ["letopis_item_reviewed: document 'leter' is not in the archive. The nearest key is 'letter'."]
    assert len(build(write(tmp_path, pages), letopis_item_reviewed="letter").warnings) == 1  # it has no source


def test_two_records_with_one_key_are_a_finding_and_no_crash(tmp_path: Path) -> None:
    page = "# Ada\n\n:::{person} ada\nShe.\n:::\n"
    built = build(write(tmp_path, {"ada": page, "bob": page}), builder="html")
    assert "key-duplicate" in " ".join(built.codes)
    assert [row["key"] for row in rows(built.output / "data" / "people.csv")] == ["ada"]


def test_a_record_inside_something_else_is_imported_as_it_stands(tmp_path: Path) -> None:
    page = "# Ada\n\nBefore.\n\n::::{admonition} Note\n:::{person} ada\n:name: Ada\n:born: 1815\nShe.\n:::\n::::\n"
    first = build(write(tmp_path / "a", {"ada": page}), builder="html")
    files = files_of(read(first.output / "data" / "archive.json"), Schema())
    assert files["docs/ada.md"] == page


# -------------------------------------------------------------------------------------------------------------- import
def test_what_is_exported_can_be_imported_and_is_the_same(site: Built, data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert main(["import", str(data / "archive.json"), str(folder)]) == 0
    settings = (folder / "conf.py").read_text(encoding="utf-8").replace('"references.bib"', '"../references.bib"')
    (folder / "docs" / "conf.py").write_text(settings, encoding="utf-8")
    imported = build(folder / "docs", builder="html", html_theme=site.app.config.html_theme)
    assert imported.warnings == []
    only = r"\.html$|^_static|^_sources|^objects|^\.|search|^data/archive\.sqlite$"
    assert changed(site.files(without=only), imported.files(without=only)) == []


def test_an_import_needs_an_empty_folder(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kept.txt").write_text("mine", encoding="utf-8")
    assert main(["import", str(data / "archive.json"), str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_a_dry_run_makes_no_archive(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "new"
    assert main(["import", str(data / "archive.json"), str(folder), "--dry-run"]) == 0
    assert re.search(r"\d+ records and \d+ sources would go into \d+ files in ", capsys.readouterr().out)
    assert not folder.exists()
    (tmp_path / "kept.txt").write_text("mine", encoding="utf-8")
    assert main(["import", str(data / "archive.json"), str(tmp_path), "--dry-run"]) == 2
    assert "is not empty" in capsys.readouterr().err


ADA: dict[str, Any] = {
    "kind": "person", "key": "ada", "name": "Ada", "inline": False, "page": "people/ada", "summary": "A *star*.",
    "fields": {"born": [{"value": {"edtf": "1815", "written": "1815"}}]},
}  # fmt: skip


def whole(*records: Any, **more: Any) -> dict[str, Any]:
    return {"format": FORMAT, "records": list(records), "pages": [], "sources": [], **more}


def test_records_alone_make_pages() -> None:
    files = files_of(whole(ADA), Schema())
    assert files["docs/people/ada.md"] == "# ada\n\n:::{person} ada\n:born: 1815\nA \\*star\\*.\n:::\n"
    assert "people/ada" in files["docs/index.md"]


def test_what_is_imported_has_all_settings_that_a_build_asks_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = ("https://example.org/a.pdf", "downloads/../b.pdf", "downloads/the-book.pdf", "downloads/e.v1.epub")
    downloads = [{"label": address, "address": address} for address in addresses]
    write_files(files_of(whole(ADA, author="The editors", version="1.2", downloads=downloads), Schema()), tmp_path)
    made = runpy.run_path(str(tmp_path / "conf.py"))
    names = ("version", "release", "copyright", "letopis_book_slug", "epub_basename", "html_theme")
    assert [made[name] for name in names] == ["1.2", "1.2", "The editors", "the-book", "e.v1", "sphinx_book_theme"]
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert runpy.run_path(str(tmp_path / "conf.py"))["html_theme"] == "alabaster"


def test_records_alone_make_an_epub(tmp_path: Path) -> None:
    write_files(files_of(whole(ADA), Schema()), tmp_path)
    (tmp_path / "conf.py").rename(tmp_path / "docs" / "conf.py")
    (tmp_path / "references.bib").rename(tmp_path / "docs" / "references.bib")
    built = build(tmp_path / "docs", builder="epub")
    assert built.codes == ["record-unsourced"]
    assert len(list(built.output.glob("*.epub"))) == 1


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (whole({**ADA, "kind": "ship"}), "record 1: Letopis by itself knows no kind 'ship'."),
        (whole({**ADA, "key": "Ada L"}), "person 'Ada L': a key is made of lower-case letters"),
        (whole({**ADA, "page": "../../etc/passwd"}), "'../../etc/passwd' is no name of a page"),
        (whole({**ADA, "page": "/etc/passwd"}), "'/etc/passwd' is no name of a page"),
        (whole({**ADA, "fields": {"born": [{"value": {"year": 1815}}]}}), "person 'ada', field 'born': "),
        (whole({**ADA, "fields": {"born": [{"value": {"edtf": "", "written": "in spring"}}]}}), "person 'ada': field ':born:': "),
        (whole({**ADA, "fields": {"flies": [{"value": "yes"}]}}), "person 'ada': there is no field ':flies:'"),
        (whole({**ADA, "fields": {"role": [{"value": "two\nlines"}]}}), "has several lines"),
        (whole(ADA, ADA), "record 'person:ada' stands twice"),
        (whole(7), "record 1: expected a text under 'kind', not nothing"),
        (whole(sources=[{"key": "A1", "type": "book", "fields": {"title": "a } b"}}]), "source 'A1': the field 'title' cannot be written"),
        (whole(sources=[{"key": "A 1", "type": "book", "fields": {}}]), "source 'A 1': "),
    ],
)  # fmt: skip
def test_what_cannot_be_imported_is_told(data: dict[str, Any], says: str) -> None:
    with pytest.raises(ImportFault) as told:
        files_of(data, Schema())
    assert says in str(told.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", ":1: this is no JSON"),
        ("[]", f"expected the data/archive.json of an archive, of format {FORMAT}, not none"),
        ('{"format": 2}', f"of format {FORMAT}, not 2"),
    ],
)
def test_a_file_that_is_no_export_is_told(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ImportFault) as told:
        read_export(path)
    assert says in str(told.value)


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        ({"value": {"text": "London"}}, '"London"'),
        ({"value": "so it says [sic]"}, '"so it says [sic]"'),
        ({"value": 0}, "many"),
        ({"value": {"printed": "31 June", "reason": "no such day"}, "sources": [{"key": "A", "locator": ""}]}, "31 June [A] | as-printed: no such day"),
        (
            {"value": {"edtf": "1850", "written": "1850"}, "sources": [{"key": "A", "locator": "p. 1"}], "rivals": [{"value": {"edtf": "1851", "written": "1851"}, "sources": [{"key": "B", "locator": ""}]}]},
            "1850 [A, p. 1] || 1851 [B]",
        ),
        ({"value": [{"for_": "person:a", "against": "person:b"}]}, "person:a / person:b"),
    ],
)  # fmt: skip
def test_a_value_is_written_as_an_author_would(fact: dict[str, Any], line: str) -> None:
    assert line_of(fact) == line


# --------------------------------------------------------------------------------------------------------- identifiers
@pytest.mark.parametrize(
    ("text", "value", "address"),
    [
        ("wikidata Q42", "Q42", "http://www.wikidata.org/entity/Q42"),
        ("gnd 118540238", "118540238", "https://d-nb.info/gnd/118540238"),
        ("gnd 4005728-8", "4005728-8", "https://d-nb.info/gnd/4005728-8"),
        ("ISNI 0000 0001 2103 2683", "0000000121032683", "https://isni.org/isni/0000000121032683"),
        ("orcid 0000-0002-1825-0097", "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("lcnaf n 80036674", "n80036674", "http://id.loc.gov/authorities/names/n80036674"),
        ("viaf 113230702", "113230702", "https://viaf.org/viaf/113230702"),
        ("geonames 2643743", "2643743", "https://sws.geonames.org/2643743/"),
    ],
)
def test_an_identifier_has_an_address(text: str, value: str, address: str) -> None:
    found = read_identifier(text)
    assert isinstance(found, Identifier)
    assert (found.value, found.address) == (value, address)


@pytest.mark.parametrize(
    ("address", "identifier"),
    [
        ("https://www.wikidata.org/wiki/Q42", "wikidata Q42"),
        ("http://www.wikidata.org/entity/Q42", "wikidata Q42"),
        ("wikidata https://www.wikidata.org/wiki/Q42#sitelinks", "wikidata Q42"),
        ("https://d-nb.info/gnd/118540238", "gnd 118540238"),
        ("gnd http://d-nb.info/gnd/4066009-6/", "gnd 4066009-6"),
        ("https://d-nb.info/gnd/1330836839", "gnd 1330836839"),
        ("https://d-nb.info/gnd/2020619-7", "gnd 2020619-7"),
        ("https://viaf.org/viaf/113230702/", "viaf 113230702"),
        ("https://id.loc.gov/authorities/names/n80036674.html", "lcnaf n80036674"),
        ("https://sws.geonames.org/2761369/", "geonames 2761369"),
        ("https://www.geonames.org/2761369/vienna.html", "geonames 2761369"),
        ("https://isni.org/isni/0000000121032683", "isni 0000000121032683"),
        ("https://orcid.org/0000-0002-1825-0097", "orcid 0000-0002-1825-0097"),
    ],
)
def test_the_address_of_an_identifier_stands_for_it(address: str, identifier: str) -> None:
    assert str(read_identifier(address)) == identifier


@pytest.mark.parametrize(
    "text",
    [
        "https://house.example/1",
        "https://www.geonames.org/maps/1.html",
        "home https://viaf.org/viaf/1",
        "https://isni.org/page",
        "https://d-nb.info/gnd/-",
    ],
)
def test_other_addresses_stay_as_they_are(text: str) -> None:
    assert read_identifier(text) == text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("wikidata 42", "such as 'wikidata Q42'"),
        ("gnd 118540239", "would be '8', not '9'"),
        ("gnd 4005728-9", "would be '8', not '9'"),
        ("isni 0000000121032684", "would be '3', not '4'"),
        ("orcid 0000-0002-1825-0098", "would be '7', not '8'"),
        ("wikdata Q42", "Did you mean 'wikidata Q42'"),
        ("viaf Q42", "of VIAF such as"),
        ("gnd https://www.wikidata.org/wiki/Q42", "of GND such as"),
        ("https://d-nb.info/gnd/118540239", "would be '8', not '9'"),
    ],
)
def test_a_slip_in_an_identifier_is_told(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=r".*") as told:
        read_identifier(text)
    assert says in str(told.value)


@pytest.mark.parametrize("text", ["GARF 5446-1-2", "catalogue 12", "12"])
def test_other_identifiers_stay_as_they_are(text: str) -> None:
    assert read_identifier(text) == text


def test_an_identifier_is_linked_and_told_to_machines(tmp_path: Path) -> None:
    page = "# Ada\n\n:::{person} ada\n:id: wikidata Q7259\n:id: catalogue 12\nShe.\n:::\n"
    built = build(write(tmp_path, {"index": "# A\n", "ada": page}), builder="html", html_theme="sphinx_book_theme")
    text = built.text("ada.html")
    assert 'href="http://www.wikidata.org/entity/Q7259">Wikidata Q7259</a>' in text
    assert '"sameAs":["http://www.wikidata.org/entity/Q7259"]' in text
    assert [row["scheme"] for row in rows(built.output / "data" / "identifiers.csv")] == ["wikidata", ""]
