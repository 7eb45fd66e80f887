"""The formats in which an archive is exported: what each is for, its files, and what makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary

from sphinx.errors import ExtensionError

from letopis.exports import (
    anniversaries,
    bibliography,
    catalogue,
    graph,
    json_files,
    markdown_pages,
    parquet,
    places,
    tei,
    workbook,
)
from letopis.exports.csv_files import as_csv, data_package, table_schema
from letopis.exports.database import statements, write_database
from letopis.exports.kind_tables import kind_tables
from letopis.exports.link_tables import link_tables
from letopis.exports.material import Material, as_json
from letopis.exports.schemas import record_schema, whole_schema
from letopis.exports.table import Table

_TABLES: WeakKeyDictionary[Material, list[Table]] = WeakKeyDictionary()


def tables_of(material: Material) -> list[Table]:
    """All tables, made once for all formats; those that others lead to come first."""
    if material not in _TABLES:
        _TABLES[material] = _made(material)
    return _TABLES[material]


def _made(material: Material) -> list[Table]:
    tables = [*kind_tables(material), *link_tables(material)]
    names = [table.name for table in tables]
    for name in names:
        if names.count(name) > 1:
            raise ExtensionError(f"two kinds of record would have the table '{name}'. Give one of them another plural.")
    return sorted(tables, key=lambda table: (bool(table.links), table.name))


class Output:
    """A folder into which the files of an export go; remembers what was written."""

    def __init__(self, site: Path, material: Material) -> None:
        """``site`` is the folder of the web pages."""
        self.site = site
        self.material = material
        self.written: list[str] = []

    @property
    def tables(self) -> list[Table]:
        """All tables."""
        return tables_of(self.material)

    def path(self, address: str) -> Path:
        """The file at an address relative to the site; its folder is made."""
        self.written.append(address)
        path = self.site / address
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def write(self, address: str, text: str) -> None:
        """Write a text; line ends stay as they are."""
        self.path(address).write_text(text, encoding="utf-8", newline="")


@cache
def is_installed(library: str) -> bool:
    """Whether a library can be imported."""
    return find_spec(library) is not None


@dataclass(frozen=True)
class Format:
    """A format. ``files`` are those that the data page lists; ``library`` is what it needs beside Letopis."""

    name: str
    """What the setting ``letopis_data_formats`` calls it."""
    title: str
    purpose: str
    """For whom it is, in one sentence."""
    files: tuple[tuple[str, str], ...]
    """Address relative to the folder of data, and what the file is."""
    write: Callable[[Output], None]
    library: str = ""
    extra: str = ""
    """The extra of the package that brings the library: ``letopis[parquet]``."""
    always: bool = True
    """Whether it is made when nobody chooses: what takes long is made where it is asked for."""

    @property
    def can_be_made(self) -> bool:
        """Whether what it needs is installed."""
        return not self.library or is_installed(self.library)


def _whole(output: Output) -> None:
    output.write(json_files.WHOLE, json_files.whole(output.material))
    output.write("data/archive.schema.json", as_json(whole_schema(output.material.archive.schema)))


def _each_record(output: Output) -> None:
    for address, text in json_files.record_files(output.material):
        output.write(address, text)
    output.write("data/record.schema.json", as_json(record_schema(output.material.archive.schema)))


def _csv(output: Output) -> None:
    texts: dict[str, str] = {}
    for table in output.tables:
        texts[f"{table.name}.csv"] = as_csv(table)
        output.write(f"data/{table.name}.csv", texts[f"{table.name}.csv"])
        output.write(f"data/{table.name}.schema.json", as_json(table_schema(table)))
    output.write("data/datapackage.json", data_package(output.material.about, output.tables, texts))


def _sqlite(output: Output) -> None:
    write_database(output.path("data/archive.sqlite"), output.tables)
    output.write("data/archive.sqlite.sql", statements(output.tables))


def _bibliography(output: Output) -> None:
    output.write("data/sources.bib", bibliography.bibtex(output.material))
    output.write("data/sources.ris", bibliography.ris(output.material))
    output.write("data/sources.csl.json", bibliography.csl_json(output.material))


def _later(_output: Output) -> None:
    """Written when all pages are in their final form: :func:`letopis.exports.writing.pack_site`."""


def _markdown(output: Output) -> None:
    for address, text in markdown_pages.pages(output.material):
        output.write(address, text)
    output.write("llms.txt", markdown_pages.listing(output.material))


FORMATS: Final[tuple[Format, ...]] = (
    Format(
        "json", "JSON", "Everything in one file, for programs; an archive can be made of it again.",
        (("archive.json", "the whole archive"), ("archive.schema.json", "its JSON Schema")), _whole,
    ),
    Format(
        "records", "JSON, record by record", "One file beside the page of each record, for those who need one.",
        (("record.schema.json", "the JSON Schema of each file"),), _each_record,
    ),
    Format(
        "csv", "Tables (CSV)", "A table for each kind, for statistics and for those who count.",
        (("datapackage.json", "the data package: every table with its columns, types and keys"),), _csv,
    ),
    Format(
        "sqlite", "Database (SQLite)", "The same tables in one file that can be asked in SQL.",
        (("archive.sqlite", "the database"), ("archive.sqlite.sql", "its tables and columns explained")), _sqlite,
    ),
    Format(
        "geojson", "Map (GeoJSON)", "The places, for maps and geographic information systems.",
        (("places.geojson", "the places"),),
        lambda output: output.write("data/places.geojson", places.geojson(output.material)),
    ),
    Format(
        "bibliography", "Sources (BibTeX, RIS, CSL-JSON)", "The list of sources, for reference managers.",
        (("sources.bib", "BibTeX"), ("sources.ris", "RIS"), ("sources.csl.json", "CSL-JSON")), _bibliography,
    ),
    Format(
        "jsonld", "Linked data (JSON-LD)", "Every record in the vocabulary of schema.org, read off line.",
        (("archive.jsonld", "the graph"),),
        lambda output: output.write("data/archive.jsonld", graph.json_ld(output.material)),
    ),
    Format(
        "turtle", "Linked data (RDF, Turtle)", "The same graph for stores of triples and for SPARQL.",
        (("archive.ttl", "the graph"),),
        lambda output: output.write("data/archive.ttl", graph.turtle(output.material)),
        library="rdflib", extra="rdf", always=False,
    ),
    Format(
        "tei", "TEI", "Persons, places, bodies, events, works and relations as standOff, for digital editions.",
        (("archive.tei.xml", "the TEI document; its schema is that of TEI P5"),),
        lambda output: output.write("data/archive.tei.xml", tei.tei(output.material)),
    ),
    Format(
        "workbook", "Workbook (.xlsx)", "The tables for a spreadsheet, a sheet each; nothing in it runs.",
        (("archive.xlsx", "the workbook"),),
        lambda output: workbook.write_workbook(output.path("data/archive.xlsx"), output.material.about, output.tables),
        library="xlsxwriter", extra="workbook", always=False,
    ),
    Format(
        "parquet", "Parquet", "The tables with their types, for pandas, R and DuckDB.",
        (("parquet/people.parquet", "the people; the other tables lie beside it"),),
        lambda output: parquet.write_parquet(output, output.tables), library="pyarrow", extra="parquet", always=False,
    ),
    Format(
        "calendar", "Anniversaries (iCalendar)", "Events, births and deaths, for a calendar on a telephone or desk.",
        (("anniversaries.ics", "the calendar"),),
        lambda output: output.write("data/anniversaries.ics", anniversaries.calendar(output.material)),
    ),
    Format(
        "catalogue", "Catalogue (OPDS)", "The book in PDF and EPUB, for reading programs.",
        (("opds.xml", "the catalogue"),),
        lambda output: output.write("data/opds.xml", catalogue.opds(output.material)),
    ),
    Format(
        "markdown", "Markdown", "Each page as plain text with links, beside the page, for programs that read text.",
        (("../llms.txt", "the list of all pages"),), _markdown, always=False,
    ),
    Format(
        "offline", "The whole site in one file", "To read without a network: unpack it and open index.html.",
        (("site.zip", "all pages"),), _later, always=False,
    ),
)  # fmt: skip
"""All formats, in the order in which the data page lists them."""


ALL: Final = "all"
"""In the place of names: all formats whose libraries are installed."""


def chosen(names: list[str] | None) -> Iterator[Format]:
    """The formats to make: those that are named, else those that are made always."""
    for one in FORMATS:
        unasked = one.always if names is None else ALL in names
        wanted = (unasked and one.can_be_made) or one.name in (names or ())
        if wanted:
            yield one
