"""The reading edition of the web pages, on the second archive."""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from pybtex.richtext import Protected, Tag
from pybtex.richtext import Text as RichText

from letopis.html.citation_formats import Work, chicago_author_date, chicago_note, mla
from letopis.html.history import Revision, revisions
from letopis.html.previews import preview_of_source
from letopis.html.report_box import report_box
from letopis.html.repository_links import forge_links
from tests.building import COUNCIL, Built, build, copy, write

SETTINGS: dict[str, Any] = {
    "html_theme": "sphinx_book_theme",
    "html_baseurl": "https://council.example.org/",
    "letopis_edition": "2026-11-23",
    "letopis_redirects": {"people/jean-calvin": "people/calvin"},
    "html_theme_options": {"repository_url": "https://github.com/example/council", "path_to_docs": "docs"},
}


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the text of its scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] == "script":
            self.scripts.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    source = copy(COUNCIL, tmp_path_factory.mktemp("edition") / "source")
    page = source / "people" / "calvin.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace(":source:", ":alias: cauvin\n:source:", 1), encoding="utf-8"
    )
    return build(source, builder="html", **SETTINGS)


def pages(site: Built) -> Iterator[tuple[str, str]]:
    for path in sorted(site.output.rglob("*.html")):
        yield path.relative_to(site.output).as_posix(), path.read_text(encoding="utf-8")


def test_it_is_built_without_a_warning(site: Built) -> None:
    assert site.warnings == []


def test_every_page_states_a_policy_and_keeps_it(site: Built) -> None:
    for name, text in pages(site):
        elements = Elements(text)
        policies = [
            meta["content"] for meta in elements.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"
        ]
        assert len(policies) == 1, name
        assert "default-src 'none'" in policies[0], name
        assert "unsafe-inline" not in policies[0], name
        assert not any(key.startswith("on") for _, attributes in elements.found for key in attributes), name
        for attributes, script in zip(
            [one for one in elements.all("script") if "src" not in one], elements.scripts, strict=False
        ):
            if attributes.get("type") != "application/ld+json":
                digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
                assert f"'sha256-{digest}'" in policies[0], name


def test_no_page_loads_anything_from_elsewhere(site: Built) -> None:
    for name, text in pages(site):
        for tag, attributes in Elements(text).found:
            if tag in {"script", "img", "iframe", "source"} or attributes.get("rel") in {
                "stylesheet",
                "preload",
                "icon",
            }:
                address = attributes.get("src") or attributes.get("href") or ""
                assert not re.match(r"(?:https?:)?//", address), (name, address)


def test_published_files_hold_no_maps_and_no_templates(site: Built) -> None:
    assert not [name for name in site.files() if name.endswith((".map", ".jinja", ".html_t", ".js_t", ".css_t"))]


def test_a_page_says_where_it_is_and_what_comes_next(site: Built) -> None:
    text = site.text("people/calvin.html")
    elements = Elements(text)
    navs = {nav.get("aria-label", "") for nav in elements.all("nav")}
    assert {"Archive", "Previous and next page"} <= navs
    rels = {link.get("rel") for link in elements.all("link")}
    assert {"prev", "canonical"} <= rels
    # Firefox fetches what `next` names, and the pages' own policy then forbids it.
    assert "next" not in rels
    assert [link.get("href") for link in elements.all("a") if link.get("rel") == "next"]
    assert 'aria-current="page"' in text


def test_a_page_names_what_it_mentions(site: Built) -> None:
    text = site.text("people/calvin.html")
    named = text[text.index('class="letopis-named"') :]
    assert "Ordinances" in named or "ordinances" in named


def test_machines_are_told_what_the_page_is_about(site: Built) -> None:
    elements = Elements(site.text("people/calvin.html"))
    page, data = json.loads(next(script for script in elements.scripts if "schema.org" in script))["@graph"]
    assert page["url"] == "https://council.example.org/people/calvin.html"
    assert page["mainEntity"]["@id"] == data["@id"] == f"{page['url']}#person-calvin"
    assert data["@type"] == "Person"
    assert data["name"] == "John Calvin"
    assert data["birthDate"] == "1509-07-20"
    names = {meta.get("name") or meta.get("property") for meta in elements.all("meta")}
    assert {"description", "citation_title", "og:title", "DC.title", "DC.identifier", "citation_public_url"} <= names
    assert 'class="Z3988" title="ctx_ver=Z39.88-2004&amp;' in site.text("people/calvin.html")


def test_every_page_has_a_card(site: Built) -> None:
    for name, text in pages(site):
        found = re.search(r'property="og:image" content="https://council.example.org/([^"]+)"', text)
        if name.removesuffix(".html") in site.app.env.found_docs:
            assert found is not None, name
            picture = (site.output / found[1]).read_bytes()
            assert picture.startswith(b"\x89PNG")
            assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (1200, 630)


def test_the_front_page_is_a_site_with_data(site: Built) -> None:
    script = next(script for script in Elements(site.text("index.html")).scripts if "schema.org" in script)
    website, dataset = json.loads(script)["@graph"][:2]
    assert (website["@type"], website["url"]) == ("WebSite", "https://council.example.org/")
    files = {one["contentUrl"]: one["encodingFormat"] for one in dataset["distribution"]}
    assert files["https://council.example.org/data/archive.json"] == "application/json"
    assert all((site.output / address.removeprefix("https://council.example.org/")).is_file() for address in files)


def test_claims_are_reviews_for_machines(site: Built) -> None:
    kinds: set[str] = set()
    for _, text in pages(site):
        for script in Elements(text).scripts:
            if "schema.org" in script:
                data = json.loads(script)
                kinds |= {entry["@type"] for entry in data.get("@graph", [data])}
    assert {"Person", "ClaimReview"} <= kinds


def test_the_page_of_the_data_leads_home(site: Built) -> None:
    links = [
        link["href"]
        for link in Elements(site.text("data/index.html")).all("a")
        if link.get("href", "").startswith("../")
    ]
    assert "../people/calvin.html" in links
    for link in links:
        assert (site.output / "data" / link.partition("#")[0]).is_file(), link


def test_files_for_reference_managers_lie_beside_the_page(site: Built) -> None:
    text = site.text("people/calvin.html")
    names = re.findall(r'<a download href="([^"]+)"', text)
    assert names == ["calvin.bib", "calvin.ris", "calvin.csl.json"]
    for name in names:
        assert "https://council.example.org/people/calvin.html" in site.text(f"people/{name}")


def test_a_record_on_a_page_of_others_is_cited_by_itself(site: Built) -> None:
    text = site.text("events.html")
    assert 'download href="event-wedding-dance.bib"' in text
    assert "https://council.example.org/events.html#event-wedding-dance" in site.text("event-wedding-dance.csl.json")
    assert 'download href="term-' not in site.text("glossary.html")


def test_a_page_can_be_cited_in_seven_ways(site: Built) -> None:
    text = site.text("people/calvin.html")
    box = text[text.index('<details class="letopis-cite"') :]
    for format_ in ("Chicago", "MLA", "APA", "BibTeX", "RIS", "CSL"):
        assert format_ in box
    assert "https://council.example.org/people/calvin.html" in box


def test_a_page_can_be_edited_and_reported(site: Built) -> None:
    text = site.text("people/calvin.html")
    assert "https://github.com/example/council/edit/main/docs/people/calvin.md" in text
    assert "https://github.com/example/council/issues/new?title=" in text


def test_paragraphs_have_links_of_their_own(site: Built) -> None:
    elements = Elements(site.text("people/calvin.html"))
    targets = {attributes["id"] for _, attributes in elements.found if "id" in attributes}
    links = {link["href"][1:] for link in elements.all("a") if link.get("href", "").startswith("#par-")}
    assert links
    assert links <= targets


def test_old_addresses_lead_on(site: Built) -> None:
    for old in ("people/jean-calvin.html", "people/cauvin.html"):
        text = site.text(old)
        assert "calvin.html" in text
        assert 'http-equiv="refresh"' in text
    assert 'id="person-cauvin"' in site.text("people/calvin.html")


def test_an_address_that_leads_nowhere_is_told(site: Built) -> None:
    assert "search.html" in site.text("404.html")


def test_previews_are_made_at_build_time(site: Built) -> None:
    previews = [name for name in site.files() if "preview" in name and name.endswith((".js", ".json"))]
    assert any("calvin" in site.text(name) for name in previews if not name.endswith("previews.js"))


def test_the_preview_of_a_book_has_its_title_in_italics(site: Built) -> None:
    book = RichText(
        "Calvin, J. ", Tag("em", "On ", Tag("i", "everything")), ". Geneva, ", Protected(Tag("em", "Acta")), "."
    )
    preview = {"text": "Calvin, J. On everything. Geneva, Acta.", "italics": ["On everything", "Acta"]}
    assert preview_of_source(book) == preview
    assert preview_of_source(RichText("A letter.")) == {"text": "A letter."}
    assert any('"italics":["' in site.text(name) for name in site.files() if "previews/" in name)


def test_titles_are_escaped(tmp_path: Path) -> None:
    source = write(tmp_path / "source", {"page": "# A `<script>alert(1)</script>` & more\n\nText.\n"})
    built = build(source, builder="html", **(SETTINGS | {"letopis_redirects": {}}))
    for _, text in pages(built):
        assert "<script>alert(1)" not in text


def test_another_theme_is_left_alone(tmp_path: Path) -> None:
    built = build(copy(COUNCIL, tmp_path / "source"), builder="html", html_theme="basic")
    assert "Content-Security-Policy" not in built.text("people/calvin.html")
    assert not (built.output / "404.html").exists()


@pytest.mark.parametrize("target", ["people/nobody", ""])
def test_a_redirect_to_nowhere_is_one_warning(tmp_path: Path, target: str) -> None:
    settings = SETTINGS | {"letopis_redirects": {"people/old": target}}
    built = build(copy(COUNCIL, tmp_path / "source"), builder="html", **settings)
    assert len(built.warnings) == 1
    assert "people/old" in built.warnings[0].message


# ------------------------------------------------------------------------------------------- citing
WORK = Work(
    key="council-calvin",
    title="John Calvin",
    site="Geneva against Calvin",
    authors=("Petrova, Anna", "The contributors"),
    edition="2026-11-23",
    day=datetime.date(2026, 5, 3),
    address="https://council.example.org/people/calvin.html",
)


@pytest.mark.parametrize("style", [chicago_note, chicago_author_date, mla])
def test_styles_name_author_title_site_and_address(style: object) -> None:
    text = re.sub(r"<[^>]+>", "", style(WORK))  # type: ignore[operator]
    for part in ("Petrova", "Calvin", "Geneva against Calvin", "council.example.org/people/calvin.html", "2026"):
        assert part in text


def test_many_authors_become_et_al() -> None:
    many = WORK._replace(authors=("A, B", "C, D", "E, F", "G, H"))
    assert "et al." in chicago_note(many)
    assert "C" not in chicago_note(many).split("et al.")[0].replace("Calvin", "")


def test_without_authors_the_title_comes_first() -> None:
    assert re.sub(r"<[^>]+>", "", chicago_note(WORK._replace(authors=()))).lstrip('“"').startswith("John Calvin")


# ------------------------------------------------------------------------------------- repositories
@pytest.mark.parametrize(
    ("repository", "edit"),
    [
        ("https://github.com/a/b/", "https://github.com/a/b/edit/main/docs/x.md"),
        ("https://gitlab.com/a/b", "https://gitlab.com/a/b/-/edit/main/docs/x.md"),
        ("https://codeberg.org/a/b", "https://codeberg.org/a/b/_edit/main/docs/x.md"),
    ],
)
def test_forges(repository: str, edit: str) -> None:
    links = forge_links({"repository_url": repository, "path_to_docs": "docs/"}, "x.md", "A page", "")
    assert links is not None
    assert links.edit == edit
    assert "A+page" in links.report


def test_without_a_repository_a_page_gives_the_lines_of_a_report() -> None:
    box = report_box(WORK._replace(address=""), "people/ada.html", "")
    assert "This copy names no address for reports" in box
    assert '<span class="letopis-here">people/ada.html</span>' in box
    assert "What it should say:" in box
    assert "<a " not in box
    addressed = report_box(WORK._replace(address=""), "people/ada.html", "mailto:archive@example.org")
    assert '<a href="mailto:archive@example.org">archive@example.org</a>' in addressed
    assert "names no address" not in addressed


def test_no_repository_no_links() -> None:
    assert forge_links({}, "x.md", "A page", "") is None


def test_a_folder_without_history_has_no_revisions(tmp_path: Path) -> None:
    assert revisions(tmp_path) == {}


def test_a_revision_in_words_is_not_torn_apart() -> None:
    revision = Revision(datetime.date(2026, 5, 3))
    assert (revision.iso, revision.words) == ("2026-05-03", "3\u00a0May\u00a02026")


# ------------------------------------------------------------------------------- the address of the site
def test_with_an_address_no_page_lacks_what_needs_it(site: Built) -> None:
    listed = set(re.findall(r"<loc>https://council\.example\.org/([^<]*)</loc>", site.text("sitemap.xml")))
    docnames = sorted(site.app.env.found_docs)
    assert listed == {f"{docname}.html" for docname in docnames}
    for docname in docnames:
        text = site.text(f"{docname}.html")
        assert f'<link rel="canonical" href="https://council.example.org/{docname}.html">' in text
        assert f"https://github.com/example/council/edit/main/docs/{docname}.md" in text
        assert "https://github.com/example/council/issues/new?title=" in text
    assert "Sitemap: https://council.example.org/sitemap.xml" in site.text("robots.txt")


def test_hosts_find_what_they_look_for(site: Built) -> None:
    assert site.text(".nojekyll") == ""
    assert "/*\n  X-Content-Type-Options: nosniff" in site.text("_headers")
    assert site.text("_redirects").splitlines() == [
        "/people/cauvin.html /people/calvin.html 301",
        "/people/jean-calvin.html /people/calvin.html 301",
    ]


TWO_PAGES = {"page": "# Page\n\nText.\n", "index": "# Home\n"}
THEME = 'html_theme = "sphinx_book_theme"\n'


def test_without_an_address_it_is_said_once_and_nothing_needs_it(tmp_path: Path) -> None:
    built = build(write(tmp_path, TWO_PAGES, conf=THEME), builder="html")
    assert not built.warnings
    assert built.app.status.getvalue().count("The site has no address: set html_baseurl in conf.py") == 1  # type: ignore[attr-defined]
    assert "sitemap.xml" not in built.files()
    assert "Sitemap" not in built.text("robots.txt")
    assert "canonical" not in built.text("page.html")


def test_in_a_folder_of_a_host_every_link_of_the_missing_page_begins_with_it(tmp_path: Path) -> None:
    address = 'html_baseurl = "https://example.org/archive/"\n'
    built = build(write(tmp_path, TWO_PAGES, conf=THEME + address), builder="html")
    links = [link["href"] for link in Elements(built.text("404.html")).all("a")]
    assert links
    assert all(link.startswith("/archive/") for link in links)
    assert "/archive/_static/*" in built.text("_headers")
    assert "fetch(" not in built.text("404.html")
