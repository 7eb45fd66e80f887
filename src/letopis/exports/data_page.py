"""The page that explains the data and links them all, with three worked examples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader
from sphinx.application import Sphinx

from letopis.domain import domain_of
from letopis.exports.formats import tables_of
from letopis.exports.linked_data import CONTEXT, script
from letopis.exports.material import Material
from letopis.exports.parts import dataset
from letopis.exports.settings import formats_of
from letopis.exports.writing import about_of, files_of, material_of
from letopis.web_pages import WEB

PAGE: Final = "data/index"
TITLE: Final = "Data"

SPREADSHEET: Final = "=COUNTIF(tenures!A:A,A2)"
PYTHON: Final = """\
import csv
from collections import Counter

with open("people.csv", encoding="utf-8", newline="") as file:
    people = list(csv.DictReader(file))

decades = Counter(one["born_earliest"][:3] + "0s" for one in people if one["born_earliest"])
for decade, count in sorted(decades.items()):
    print(decade, count)
"""
SQL: Final = """\
SELECT people.name, COUNT(*) AS offices
FROM tenures JOIN people ON people.key = tenures.person
WHERE tenures.held
GROUP BY people.key
ORDER BY offices DESC, people.name
LIMIT 10;
"""


def data_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """``html-collect-pages``: the page of the data, unless the archive has a page of that name."""
    if has_data_page(app):
        described = {"@context": CONTEXT} | dataset(about_of(app.config), files_of(app.config))
        yield PAGE, {"title": TITLE, "body": body(app, material_of(app)), "metatags": script(described)}, "page.html"


def has_data_page(app: Sphinx) -> bool:
    """Whether data are written, and a page that explains them."""
    if app.builder.name not in WEB or PAGE in app.env.found_docs:
        return False
    return bool(formats_of(app.config)) and bool(domain_of(app.env).archive.records)


def body(app: Sphinx, material: Material) -> str:
    """The page as HTML, without what stands around it."""
    formats = formats_of(app.config)
    names = {one.name for one in formats}
    about = material.about
    template = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True).get_template(
        "data_page.html"
    )
    return template.render(
        heading=TITLE,
        counts=_counts(material),
        edition=about.edition,
        licences=about.licences,
        formats=formats,
        names=names,
        tables=sorted(tables_of(material), key=lambda table: table.name) if "csv" in names else [],
        downloads=[(label, f"../{address}") for label, address in about.downloads if not address.startswith("data/")],
        spreadsheet=SPREADSHEET,
        python=PYTHON,
        sql=SQL,
    )


def _counts(material: Material) -> str:
    """``5 people, 3 events and 12 sources.``"""
    kinds = [
        f"{len(material.archive.all(kind))} {kind.plural.lower()}"
        for kind in material.archive.schema.kinds.values()
        if material.archive.all(kind)
    ]
    listed = [*kinds, f"{len(material.entries)} sources"]
    return f"{', '.join(listed[:-1])} and {listed[-1]}."
