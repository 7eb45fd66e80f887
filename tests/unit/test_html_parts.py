"""The parts of the web pages that need no build: addresses, policies, descriptions, the tree of pages, linked data."""

from __future__ import annotations

import datetime
import html
import json
import re
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from letopis.diagnostics import SourceLocation
from letopis.exports.linked_data import LinkedData, script
from letopis.html import assets
from letopis.html.citation_formats import (
    Work,
    apa,
    bibtex,
    chicago_author_date,
    chicago_note,
    cite_box,
    csl_json,
    mla,
    ris,
)
from letopis.html.csp import content_policy, fingerprint
from letopis.html.history import Revision, credits_of, histories, revisions
from letopis.html.markup import marked
from letopis.html.metadata import About, meta_elements, shorten
from letopis.html.navigation import MOST_CLOSED, MOST_LISTED, NEAR, Tree, page_contents
from letopis.html.summaries import opening_paragraph
from letopis.model.archive import Archive
from letopis.model.dates import parse_date
from letopis.model.kinds import Body, Book, Claim, Document, Event, Person, Place, Record
from letopis.model.values import Coordinates, Fact, MadeIn, Ref
from letopis.model.verdicts import CONFIRMED, UNVERIFIABLE
from letopis.sentences import without_full_stop

WORK = Work(
    "june-molotov", "Who & why?", "June <1957>", ("Petrova, Anna", "Ivanov, Boris"), "0.1", datetime.date(2026, 11, 23)
)


def fact(value: Any) -> Fact[Any]:
    return Fact(value, (), 1)


def place(docname: str = "page") -> SourceLocation:
    return SourceLocation(docname, f"{docname}.md", 1)


# ---------------------------------------------------------------------------------------------- the content policy
def test_nothing_foreign_is_allowed() -> None:
    policy = content_policy("<p>text</p>")
    assert policy.startswith("default-src 'none'; script-src 'self' file:;")
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("style", ["width: 40%;", "width: 60px; height: 2.5em;", "max-width:100%", "text-align: right"])
def test_the_size_of_a_picture_is_allowed_by_its_hash(style: str) -> None:
    policy = content_policy(f'<td style="{style}">')
    assert fingerprint(style) in policy
    assert "'unsafe-hashes'" in policy


@pytest.mark.parametrize(
    "style",
    [
        "position:fixed;inset:0", "display: none", "width: 40%; position: fixed", "width: calc(1px)", "height: -5px",
        "background: url(x)", "content: &quot;a&quot;", "width: 40%;;position:fixed", "opacity: 0", "width: 9999999px",
        "text-align: right; color: white", "wid\\74h: 4px", "width/**/: 4px",
    ],
)  # fmt: skip
def test_no_other_style_of_a_page_is_allowed(style: str) -> None:
    assert "sha256" not in content_policy(f'<td style="{style}">')


def test_a_style_element_is_allowed_in_the_head_alone() -> None:
    assert "sha256" not in content_policy("<svg><style>.a{fill:red}</style></svg>")
    policy = content_policy("", styles=[".a{fill:red}"])
    assert fingerprint(".a{fill:red}") in policy
    assert "unsafe-hashes" not in policy


def test_a_script_in_the_body_is_never_allowed() -> None:
    assert fingerprint("alert(1)") not in content_policy("<script>alert(1)</script>")


def test_a_project_may_allow_more() -> None:
    policy = content_policy("", more={"script-src": ["'self'", "'wasm-unsafe-eval'"], "worker-src": ["'self'"]})
    assert "script-src 'self' file: 'wasm-unsafe-eval'" in policy
    assert policy.endswith("worker-src 'self'")


# ------------------------------------------------------------------------------------------------ what is said of a page
def test_a_long_description_ends_at_a_word() -> None:
    text = shorten("word, " * 100, 50)
    assert len(text) <= 51
    assert text.endswith("word…")


def test_a_description_is_escaped_and_what_is_empty_left_out() -> None:
    about = About('A "title" <b>', "Site", "", "en", "", [], "", "article")
    written = meta_elements(about)
    assert 'content="A &quot;title&quot; &lt;b&gt;"' in written
    assert 'content=""' not in written
    assert "og:url" not in written


def test_linked_data_cannot_end_its_element() -> None:
    assert "</script><b>" not in script({"name": "</script><b>"})


ADA = Person(
    key="ada", name="Ada", origin=place(), native=fact("Ада"), role=fact("Mathematician"),
    born=fact(parse_date("1815-12-10")), died=fact(parse_date("1852?")), birthplace=fact("London"), deathplace=fact(Ref("", "town")),
)  # fmt: skip
TOWN = Place(
    key="town",
    name="Town",
    origin=place("town"),
    coordinates=fact(Coordinates(51.5, -0.1)),
    within=fact(Ref("", "realm")),
)
FAIR = Event(
    key="fair",
    name="Fair",
    origin=place(),
    date=fact(parse_date("1851-05-01/1851-10")),
    place=(fact(Ref("", "town")),),
)
CLUB = Body(key="club", name="Club", origin=place(), founded=fact(parse_date("1831")), part_of=fact(Ref("", "guild")))
NOTES = Book(key="notes", name="Notes", origin=place(), date=fact(parse_date("1843")), author=(fact(Ref("", "ada")),),
               translator=(fact("Nobody"),), isbn=fact("1-2"))  # fmt: skip
LETTER = Document(
    key="letter", name="Letter", origin=place(), date=fact(parse_date("1842~")), author=(fact(Ref("", "ada")),)
)
RUMOUR = Claim(key="p1", name="claim P1", origin=place(), statement=fact("She wrote it."), verdict=fact(CONFIRMED),
                 judged=fact(parse_date("2026-11-23")), made_in=fact(MadeIn(Ref("", "letter"), "2")))  # fmt: skip
RIDDLE = Claim(key="p2", name="claim P2", origin=place(), verdict=fact(UNVERIFIABLE))
RECORDS = [ADA, TOWN, FAIR, CLUB, NOTES, LETTER, RUMOUR, RIDDLE]


def describe(record: Record, base: str = "https://x.org/") -> dict[str, Any]:
    data = LinkedData(Archive(RECORDS), lambda rec: f"{base}{rec.anchor}" if base else "", "The archive")
    return data.describe(record)


def test_a_person_has_sure_dates_only() -> None:
    data = describe(ADA)
    assert data["@type"] == "Person"
    assert data["@id"] == "https://x.org/person-ada"
    assert data["birthDate"] == "1815-12-10"
    assert "deathDate" not in data
    assert data["birthPlace"] == {"@type": "Place", "name": "London"}
    assert data["disambiguatingDescription"] == "Mathematician"
    assert data["deathPlace"] == {"@type": "Place", "name": "Town", "@id": "https://x.org/place-town"}
    assert data["alternateName"] == ["Ада"]


def test_an_event_has_two_ends() -> None:
    assert describe(FAIR) | {"startDate": "1851-05-01", "endDate": "1851-10"} == describe(FAIR)


def test_the_other_kinds() -> None:
    assert describe(TOWN)["geo"] == {"@type": "GeoCoordinates", "latitude": 51.5, "longitude": -0.1}
    assert describe(TOWN)["containedInPlace"]["name"] == "realm"
    assert describe(CLUB)["foundingDate"] == "1831"
    assert describe(NOTES)["translator"] == [{"@type": "Person", "name": "Nobody"}]
    assert describe(NOTES)["isbn"] == "1-2"
    assert "dateCreated" not in describe(LETTER)
    assert describe(LETTER, "")["author"] == [{"@type": "Person", "name": "Ada"}]
    assert describe(LETTER, "")["@id"] == "#document-letter"


def test_a_claim_has_a_rating_where_it_can_have_one() -> None:
    claim = describe(RUMOUR)
    assert claim["claimReviewed"] == "She wrote it."
    assert claim["itemReviewed"]["appearance"]["name"] == "Letter"
    assert claim["reviewRating"]["ratingValue"] == 5
    assert "ratingValue" not in describe(RIDDLE)["reviewRating"]


def test_a_page_may_hold_no_record_one_or_more() -> None:
    data = LinkedData(Archive(RECORDS), lambda _: "", "The archive")
    assert data.page([]) is None
    assert (data.page([ADA]) or {})["@type"] == "Person"
    assert len((data.page([ADA, TOWN]) or {})["@graph"]) == 2


# ----------------------------------------------------------------------------------------------------------- citing
@pytest.mark.parametrize(
    ("write", "expected"),
    [
        (chicago_note, ("Anna Petrova and Boris Ivanov, “Who &amp; why?,” <em>June &lt;1957&gt;</em>, version 0.1, "
                       "last modified 23\xa0November\xa02026.")),
        (chicago_author_date, ("Petrova, Anna, and Boris Ivanov. 2026. “Who &amp; why?” <em>June &lt;1957&gt;</em>. "
                              "Version 0.1. Last modified 23\xa0November\xa02026.")),
        (apa, ("Petrova, A., &amp; Ivanov, B. (2026, November\xa023). <em>Who &amp; why?</em> (Version 0.1). "
              "June &lt;1957&gt;.")),
        (mla, "Petrova, Anna, and Boris Ivanov. “Who &amp; why?” <em>June &lt;1957&gt;</em>, version 0.1, 23\xa0Nov.\xa02026."),
    ],
)  # fmt: skip
def test_prose(write: Any, expected: str) -> None:
    assert write(WORK) == expected


def test_a_part_names_its_whole_and_its_address() -> None:
    work = WORK._replace(
        within="The “post”", address="https://x.org/a?b&c", day=None, edition="second edition", authors=()
    )
    assert chicago_note(work).startswith("“Who &amp; why?,” in “The ‘post,’” <em>")
    assert "n.d." in chicago_author_date(work)
    assert 'href="https://x.org/a?b&amp;c"' in mla(work)
    assert "second edition" in mla(work)


def test_a_month_in_an_edition_keeps_its_capital_letter() -> None:
    work = WORK._replace(edition="2 of 3 May 2026")
    assert " Version 2 of 3 May 2026. " in chicago_author_date(work)
    assert " (Version 2 of 3 May 2026)" in apa(work)
    assert "{Version 2 of 3 May 2026}" in bibtex(work)


@pytest.mark.parametrize(
    "title", ["Who won?", "A vote of seven!", "“Who?”", "He said “no”", "On the U.S.", "It was so …", "Plain"]
)
@pytest.mark.parametrize("address", ["", "https://x.org/a"])
@pytest.mark.parametrize("write", [chicago_note, chicago_author_date, mla, apa])
def test_a_title_that_ends_with_a_sign_gets_no_second(write: Any, title: str, address: str) -> None:
    work = WORK._replace(title=title, within=title, edition="", day=None, address=address)
    text = html.unescape(re.sub(r"<[^>]+>", "", write(work)))
    assert not re.search(r"[.?!…][”’]*\.|,[”’]*,|[’”],|’[.,]”", text), text
    if write is not chicago_note:
        assert "?," not in text


def test_the_full_stop_of_a_sentence_used_as_a_title_is_dropped() -> None:
    work = WORK._replace(title=without_full_stop("Zhukov flew them in, with aircraft."), within="Who flew?")
    assert "aircraft,” in “Who flew?,” <em>" in chicago_note(work)
    assert "aircraft.” In “Who flew?” <em>" in chicago_author_date(work)
    assert "aircraft.” “Who flew?” <em>" in mla(work)
    assert "aircraft</em>" in apa(work)
    for write in (bibtex, ris, csl_json):
        assert "aircraft." not in write(work)


def test_many_authors_are_not_all_named() -> None:
    work = WORK._replace(authors=("A, B", "C, D", "E, F", "G, H"))
    assert chicago_note(work).startswith("B A, et al., ")
    assert mla(WORK._replace(authors=("A, B", "C, D", "E, F"))).startswith("A, B, D C, and F E. ")


def test_formats_for_programs() -> None:
    work = WORK._replace(address="https://x.org/a", edition="0.1")
    assert "title = {Who \\& why?}" in bibtex(work)
    assert "AU  - Petrova, Anna" in ris(work)
    assert "\r" not in ris(work)
    item = json.loads(csl_json(work))[0]
    assert item["author"][1] == {"family": "Ivanov", "given": "Boris"}
    assert item["title"] == "Who & why?"
    assert item["URL"] == "https://x.org/a"
    assert '"literal": "The <contributors>"' in csl_json(work._replace(authors=("The <contributors>",)))


def test_a_box_escapes_what_it_shows() -> None:
    box = cite_box(WORK, "Cite <this>")
    assert "<summary>Cite &lt;this&gt;</summary>" in box
    assert box.count("hidden data-letopis-copy") == 7
    assert 'data-letopis-at=""' in box
    assert "download" not in box
    named = cite_box(WORK, "Cite this claim", named="A < B")
    assert '<summary>Cite this claim<span class="letopis-unseen">: A &lt; B</span></summary>' in named
    addressed = cite_box(WORK._replace(address="https://x.org/a"), "Cite", file="people/ada")
    assert "data-letopis-at" not in addressed
    assert re.findall(r'download href="([^"]+)"', addressed) == [
        "people/ada.bib",
        "people/ada.ris",
        "people/ada.csl.json",
    ]
    assert "June <1957>" not in box


# -------------------------------------------------------------------------------------------------- the tree of pages
def tree(
    pages: dict[str, list[str]], captions: dict[str, list[str]], tocs: dict[str, nodes.Element] | None = None
) -> Tree:
    """A tree of these pages, by their contents; the root's contents by caption, a section's in its own contents."""
    names = {"index", *pages, *(child for below in [*pages.values(), *captions.values()] for child in below)}
    root = nodes.section()
    for caption, below in captions.items():
        root += addnodes.toctree(caption=caption, entries=[(None, doc) for doc in below])
    env = SimpleNamespace(
        titles={name: nodes.title("", f"T <{name}>") for name in names},
        toctree_includes=pages | {"index": [doc for below in captions.values() for doc in below]},
        get_doctree=lambda _: root,
        tocs=tocs or {},
    )
    builder = SimpleNamespace(get_target_uri=lambda doc: f"{doc}.html")
    return Tree(cast("Sphinx", SimpleNamespace(env=env, builder=builder, config=SimpleNamespace(root_doc="index"))))


SMALL = ({"people/index": ["people/a", "people/b"]}, {"Who": ["people/index", "about"], "": ["gone/x"]})


def test_the_way_to_a_page_is_open_and_the_page_marked() -> None:
    drawn = tree(*SMALL).draw("people/b")
    assert '<p class="letopis-caption">Who</p>' in drawn
    assert '<a href="b.html" aria-current="page">T &lt;people/b&gt;</a>' in drawn
    assert '<a href="a.html">' in drawn
    assert '<a href="../about.html">' in drawn
    assert drawn.count("aria-current") == 1


def test_other_branches_are_closed() -> None:
    assert "people/a.html" not in tree(*SMALL).draw("about")


def test_pages_of_one_folder_share_one_drawing() -> None:
    one = tree(*SMALL)
    assert one.draw("people/a").replace(' aria-current="page"', "") == one.draw("people/b").replace(
        ' aria-current="page"', ""
    )
    assert len(one._drawn) == 1


def test_ancestors_leave_the_root_out() -> None:
    one = tree(*SMALL)
    assert one.ancestors("people/a") == ["people/index"]
    assert one.ancestors("about") == []
    assert one.ancestors("index") == []


def test_a_crowded_section_shows_the_neighbours() -> None:
    many = [f"p/{number:04}" for number in range(MOST_LISTED + 200)]
    one = tree({"p/index": many}, {"Pages": ["p/index"]})
    middle = one.draw("p/0150")
    assert middle.count("<a ") == 2 * NEAR + 2
    assert middle.count("letopis-more") == 2
    assert 'href="0150.html" aria-current="page"' in middle
    assert one.draw("p/0000").count("letopis-more") == 1
    assert one.draw("p/index").count("<a ") == 1


def test_a_section_shows_the_group_of_the_page() -> None:
    groups = {"Voters": ["p/a", "p/b"], "Others": ["p/c", "p/d"]}
    tables = [
        addnodes.toctree(caption=caption, entries=[(None, doc) for doc in docs]) for caption, docs in groups.items()
    ]
    one = tree(
        {"p/index": ["p/a", "p/b", "p/c", "p/d"]}, {"Who": ["p/index"]}, {"p/index": nodes.bullet_list("", *tables)}
    )
    drawn = one.draw("p/c")
    assert '<p class="letopis-caption">Others</p>' in drawn
    assert "d.html" in drawn
    assert "a.html" not in drawn
    assert "Voters" not in drawn
    assert "a.html" in one.draw("p/b")
    assert all(f"{letter}.html" in one.draw("p/index") for letter in "abcd")


def test_a_long_caption_elsewhere_shows_its_first_page() -> None:
    chapters = [f"s/{number}" for number in range(MOST_CLOSED + 1)]
    one = tree({}, {"Story": chapters, "More": ["about"]})
    assert one.draw("about").count("s/") == 1 + 1  # its address, and its title
    assert one.draw("s/4").count("<a ") == MOST_CLOSED + 2


def test_a_circle_of_pages_ends() -> None:
    assert tree({"a": ["b"], "b": ["a"]}, {"": ["a"]}).ancestors("b") == ["a"]


def test_the_contents_of_a_page_are_links() -> None:
    def entry(anchor: str, text: str, *below: nodes.Node) -> nodes.list_item:
        link = nodes.reference("", text, anchorname=anchor)
        return nodes.list_item("", addnodes.compact_paragraph("", "", link), *below)

    inner = nodes.bullet_list("", entry("#b", "B"))
    toc = nodes.bullet_list(
        "", entry("", "Page", nodes.bullet_list("", entry("#a", "A <x>", inner), addnodes.toctree()))
    )
    assert re.findall(r'href="([^"]*)">([^<]*)', page_contents(toc)) == [("#a", "A &lt;x&gt;"), ("#b", "B")]
    assert page_contents(None) == ""
    assert page_contents(nodes.bullet_list("", entry("", "Page"))) == ""


# ----------------------------------------------------------------------------------------------------------- the rest
def test_the_first_paragraph_is_one_of_running_text() -> None:
    document = cast("nodes.document", nodes.section())
    document += nodes.note("", nodes.paragraph("", "An aside."))
    document += nodes.paragraph("", "The matter.")
    assert opening_paragraph(document) == "The matter."
    assert opening_paragraph(cast("nodes.document", nodes.section())) == ""


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-C", str(folder), *arguments], check=True
    )


def test_each_page_has_the_day_of_its_last_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    git(tmp_path, "init", "-q")
    for number, name in enumerate(["старый.md", "new.md"], 1):
        (docs / name).write_text(name, encoding="utf-8")
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"2026-11-0{number}T12:00:00Z")
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-q", "-m", name)
    found = revisions(docs)
    assert found["старый.md"].iso == "2026-11-01"
    assert found["new.md"].words == "2\xa0November\xa02026"


def test_each_page_knows_who_has_worked_on_it(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    page = tmp_path / "a.md"
    for author, trailer in [
        ("Ada", "x\n\nCo-authored-by: Mary S <m@example.org>"),
        ("Charles", "y\n\nReviewed-by: Ada <a@example.org>"),
        ("Ada", "z"),
    ]:
        page.write_text(f"{author} {trailer}", encoding="utf-8")
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-q", "--author", f"{author} <x@example.org>", "-m", trailer)
    assert (
        credits_of(histories(tmp_path)["a.md"]).words == "written by Ada and Mary S, edited by Charles, reviewed by Ada"
    )


def test_without_a_history_there_are_no_days(tmp_path: Path) -> None:
    assert revisions(tmp_path) == {}
    assert Revision(datetime.date(2026, 1, 2)).iso == "2026-01-02"


def test_text_in_another_script_says_its_language() -> None:
    assert marked("ЦК & «Правда» <1957>", "ru") == (
        '<span lang="ru">ЦК</span> &amp; «<span lang="ru">Правда</span>» &lt;1957&gt;'
    )
    assert marked("ЦК", "el") == "ЦК"


def test_the_style_sheet_is_whole_and_small() -> None:
    style = assets.style_sheet()
    assert style.count("{") == style.count("}")
    assert "/*" not in style
    assert len(style) < 40_000
    for name in re.findall(r'url\("([^"]+)"\)', style):
        assert (assets.STATIC / "letopis" / name).is_file(), name


def test_every_colour_has_a_light_and_a_dark_side() -> None:
    tokens = (assets.HERE / "styles" / "10-tokens.css").read_text(encoding="utf-8")
    for name, value in re.findall(r"--([\w-]+): (#\w+|light-dark[^;]+);", tokens):
        assert value.startswith("light-dark("), f"--{name} is {value} for everyone"


def luminance(colour: str) -> float:
    colour = colour if len(colour) == 7 else "#" + "".join(sign * 2 for sign in colour[1:])
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [("ink", "paper"), ("ink", "card"), ("soft", "paper"), ("soft", "card"), ("red", "paper"), ("red", "card"), ("link", "paper"),
     ("link", "card"), ("link", "mark"), ("ink", "mark"), ("yes", "yes-ground"), ("nearly", "nearly-ground"),
     ("torn", "torn-ground"), ("no", "no-ground"), ("open", "open-ground")],
)  # fmt: skip
def test_text_stands_out_from_its_ground(text: str, ground: str, side: int) -> None:
    tokens = dict(re.findall(r"--([\w-]+): light-dark\(([^)]*)\)", assets.style_sheet()))
    bright, dull = sorted((luminance(tokens[name].split(", ")[side]) for name in (text, ground)), reverse=True)
    assert (bright + 0.05) / (dull + 0.05) >= 4.5
