"""The data beside the web pages: what is exported can be read back, and is the same every time."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

from letopis.domain import domain_of
from letopis.exports.tables import TABLES
from letopis.model.archive import Archive
from letopis.model.dates import parse_date

pytestmark = pytest.mark.sphinx("html", testroot="council", freshenv=True)


@pytest.fixture
def data(app: SphinxTestApp) -> Path:
    app.build()
    return Path(app.outdir) / "data"


@pytest.fixture
def archive(app: SphinxTestApp, data: Path) -> Archive:
    return domain_of(app.env).archive


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_record_is_exported_once(archive: Archive, data: Path) -> None:
    whole = json.loads((data / "archive.json").read_text(encoding="utf-8"))
    expected = [(record.kind, record.key) for record in archive.records]
    assert [(record["kind"], record["key"]) for record in whole["records"]] == expected
    assert [(row["kind"], row["key"]) for row in rows(data / "records.csv")] == expected


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


def test_addresses_lead_to_the_records(app: SphinxTestApp, data: Path) -> None:
    for row in rows(data / "records.csv"):
        page, _, anchor = row["address"].partition("#")
        assert f'id="{anchor}"' in (Path(app.outdir) / page).read_text(encoding="utf-8"), row["address"]


def test_sources_name_the_pages_that_cite_them(archive: Archive, data: Path) -> None:
    table = {row["key"]: row for row in rows(data / "sources.csv")}
    assert table.keys() == archive.bibliography.keys()
    assert "people/calvin.html" in table["WPCalvin"]["pages"]


def test_the_package_describes_every_file(data: Path) -> None:
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    described = {resource["path"]: resource for resource in package["resources"]}
    assert described.keys() == {path.name for path in data.iterdir()} - {"datapackage.json"}
    for name, resource in described.items():
        raw = (data / name).read_bytes()
        assert resource["bytes"] == len(raw)
        assert resource["hash"] == "sha256:" + hashlib.sha256(raw).hexdigest()
        if name in TABLES:
            head = raw.decode().splitlines()[0].split(",")
            assert [field["name"] for field in resource["schema"]["fields"]] == head


@pytest.mark.sphinx("text", testroot="council", freshenv=True)
def test_other_builders_write_no_data(app: SphinxTestApp) -> None:
    app.build()
    assert not (Path(app.outdir) / "data").exists()
