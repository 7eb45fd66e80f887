"""What an extractor that was not written here reads from one page of every kind."""

from __future__ import annotations

import datetime
import re
from typing import Any

import extruct
import pytest
from lxml import html
from PIL import Image

from letopis.model.kinds import Record
from tests.building import Built, build, write
from tests.readers.conftest import SETTINGS

BASE = SETTINGS["html_baseurl"]
KINDS = {
    "person": "Person", "event": "Event", "body": "Organization", "place": "Place", "document": "CreativeWork",
    "term": "DefinedTerm", "claim": "ClaimReview", "vote": "Event",
}  # fmt: skip
"""The kinds of the second archive, and their types in schema.org."""
PARTS: dict[str, set[str]] = {
    "birthPlace": {"Place"}, "deathPlace": {"Place"}, "location": {"Place"}, "superEvent": {"Event"},
    "organizer": {"Organization", "Person"}, "attendee": {"Organization", "Person"}, "memberOf": {"OrganizationRole"},
    "hasOccupation": {"Role"}, "parentOrganization": {"Organization"}, "containedInPlace": {"Place"},
    "geo": {"GeoCoordinates"}, "author": {"Person", "Organization"}, "publisher": {"Organization", "Person"},
    "itemReviewed": {"Claim"}, "reviewRating": {"Rating"}, "isPartOf": {"WebSite"}, "distribution": {"DataDownload"},
}  # fmt: skip
"""The types that schema.org allows for the values of a property."""


def read(site: Built, docname: str) -> dict[str, Any]:
    text = site.text(f"{docname}.html")
    syntaxes = ["json-ld", "opengraph", "dublincore"]
    found: dict[str, Any] = extruct.extract(text, base_url=f"{BASE}{docname}.html", syntaxes=syntaxes)
    return found


def nodes_of(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [node for block in found["json-ld"] for node in block.get("@graph", [block])]


def one_of(site: Built, kind: str) -> Record:
    return next(record for record in site.archive.records if record.kind == kind)


OTHERS = {"office": "Occupation", "book": "Book", "question": "Question", "illustration": "ImageObject"}
"""The kinds of which the second archive has none."""
PAGES = {
    "mayor": "# Mayor\n\n:::{office} mayor\n:source: S\nThe head of a town.\n:::\n",
    "institutes": "# Institutes\n\n:::{book} institutes\n:source: S\nA book.\n:::\n",
    "why": "# Why he came\n\n:::{question} why\n:statement: Why did he come?\n:source: S\nNobody knows.\n:::\n",
    "tower": (
        "# The tower\n\n:::{illustration} tower\n:file: tower.png\n:alt: A grey square.\n:shows: mayor\n:rights: CC0\n"
        ":source: S\nA drawing.\n:::\n"
    ),
    "sources": "# Sources\n\n```{bibliography}\n```\n",
}
BIB = "@book{S, title={One}, author={Shubin, A.}, year={1999}}\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """An archive with a page of each of the other kinds."""
    folder = write(tmp_path_factory.mktemp("small"), PAGES, BIB)
    Image.new("L", (60, 60), 128).save(folder / "tower.png")
    return build(folder, builder="html", author="The Letopis contributors", **SETTINGS)


def test_every_kind_is_looked_at(site: Built) -> None:
    assert {*KINDS, *OTHERS} == site.archive.schema.kinds.keys()


@pytest.mark.parametrize("kind", OTHERS)
def test_a_page_of_each_other_kind_is_understood(small: Built, kind: str) -> None:
    is_understood(small, kind, OTHERS[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_every_kind_is_understood(site: Built, kind: str) -> None:
    is_understood(site, kind, KINDS[kind])


def is_understood(site: Built, kind: str, type_: str) -> None:
    """The page of a record is read as the page that it is, about what it is about."""
    record = one_of(site, kind)
    address = f"{BASE}{record.origin.docname}.html"
    found = read(site, record.origin.docname)
    # The record, by its type and full address.
    described = {node["@id"]: node for node in nodes_of(found)}[f"{address}#{record.anchor}"]
    assert described["@type"] == type_
    assert described["name"] == record.name
    # The page: title, authors, publisher, address, type.
    title = site.app.env.titles[record.origin.docname].astext()
    page = next(node for node in nodes_of(found) if node["@type"] in {"WebPage", "Article"})
    assert (page["headline"], page["url"]) == (title, address)
    assert page["author"][0]["name"] == page["publisher"]["name"] == "The Letopis contributors"
    properties = dict(found["opengraph"][0]["properties"])
    assert (properties["og:title"], properties["og:url"]) == (title, address)
    core = {one["name"]: one["content"] for one in found["dublincore"][0]["elements"]}
    assert (core["DC.title"], core["DC.creator"], core["DC.publisher"]) == (title, *["The Letopis contributors"] * 2)
    assert core["DC.identifier"] == address


def test_every_value_has_a_type_that_schema_org_wants(site: Built) -> None:
    seen: set[str] = set()
    for docname in sorted(site.app.env.found_docs):
        for node in nodes_of(read(site, docname)):
            for name, allowed in PARTS.items():
                values = node.get(name, [])
                for value in values if isinstance(values, list) else [values]:
                    if isinstance(value, dict) and "@type" in value:
                        assert value["@type"] in allowed, (docname, name, value)
                        seen.add(name)
    assert {"birthPlace", "attendee", "memberOf", "itemReviewed", "distribution", "isPartOf"} <= seen


def test_reference_managers_find_what_they_need_on_every_page(site: Built) -> None:
    for docname in sorted(site.app.env.found_docs):
        page = html.fromstring(site.text(f"{docname}.html"))
        meta = {one.get("name"): one.get("content") for one in page.iterfind(".//meta") if one.get("name")}
        assert meta["citation_title"] == site.app.env.titles[docname].astext()
        assert meta["citation_author"] == "The Letopis contributors"
        assert meta["citation_public_url"] == f"{BASE}{docname}.html"
        assert meta["citation_pdf_url"] == f"{BASE}downloads/council.pdf"
        assert page.find(".//link[@rel='canonical']").get("href") == f"{BASE}{docname}.html"
        assert page.find(".//meta[@property='og:image']").get("content").startswith(BASE)
        datetime.date.fromisoformat((meta["citation_publication_date"] or "").replace("/", "-"))
        if docname != "index":
            assert re.match(r"ctx_ver=Z39\.88-2004&", page.find(".//span[@class='Z3988']").get("title"))
