"""The ledger: written and read without loss, merged line by line, and what may not vanish from an archive."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path

import pytest
from docutils import nodes

from letopis.addresses.ledger import (
    Change,
    Edition,
    Ledger,
    LedgerError,
    Published,
    parse,
    read_ledger,
    text_of,
)
from letopis.addresses.publishing import brought_up_to_date, published_today
from letopis.addresses.whereabouts import Place, whereabouts_of
from tests.building import Built, build, write

BIB = "@book{Old, title={One}, author={Shubin, A.}, year={1999}}\n"
PARAGRAPH = "What the ministers said to one another in the corridor was written down by none of them that evening."
PAGES = {
    "ada": f"""# Ada

:::{{person}} ada
:source: Old
She came.
:::

## Early life

{PARAGRAPH}

## Later

She went away, and nobody has written down where.
""",
    "claims": """# Claims

:::{claim} came
:statement: She came.
:verdict: confirmed
:source: Old
:for: Old
:judged: 2026-11-27
:::

:::{term} letopis
:name: letopis
:source: Old
A chronicle.
:::
""",
    "sources": "# Sources\n\n```{bibliography}\n:all:\n```\n",
}


def released(folder: Path, pages: dict[str, str] = PAGES, bib: str = BIB, conf: str = "") -> Path:
    """An archive with the ledger of its first edition."""
    built = build(write(folder, pages, bib, conf))
    assert not built.warnings
    lines = published_today(whereabouts_of(built.app.env), 1)
    (folder / "ledger.txt").write_text(text_of(Ledger(published=brought_up_to_date({}, lines))), encoding="utf-8")
    return folder


def again(folder: Path, changes: dict[str, dict[str, str]], bib: str = BIB, builder: str = "dummy") -> Built:
    """The archive built once more, after changes in its pages: ``{docname: {old: new}}``."""
    pages = dict(PAGES)
    for docname, some in changes.items():
        for old, new in some.items():
            assert old in pages[docname]
            pages[docname] = pages[docname].replace(old, new)
    theme = 'html_theme = "sphinx_book_theme"\n' if builder == "html" else ""
    return build(write(folder, {name: text for name, text in pages.items() if text}, bib, theme), builder=builder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return released(tmp_path / "archive")


# ----------------------------------------------------------------------------------------- the file
EVERYTHING = Ledger(
    [Edition(1, datetime.date(2026, 11, 27), "0.1.0", "abc"), Edition(2, datetime.date(2026, 12, 1), "", "def")],
    [Change(2, "added", "person:ada"), Change(2, "changed", "event:a b", ("date", "source"))],
    {
        one.address: one
        for one in [
            Published("people/ada", "", "page", 1),
            Published("people/ada", "18-june-1957", "heading", 1, 0, (("under", "ada"),)),
            Published("a page", "обзор", "heading", 2),
            Published("people/ada", "par-x2b3c", "paragraph", 1, 0, (("under", "a"), ("sketch", "00af1"))),
            Published("sources", "source-ДК%", "source", 1, 0, (("key", "ДК %=#"),)),
        ]
    },
)


def test_the_ledger_is_read_as_it_is_written() -> None:
    text = text_of(EVERYTHING)
    found = parse(text)
    assert (found.editions[0], found.changes) == (EVERYTHING.editions[0], EVERYTHING.changes)
    assert {name: one._replace(line=0) for name, one in found.published.items()} == EVERYTHING.published
    assert text_of(found) == text
    assert found.latest is not None
    assert found.latest.number == 2


def test_the_ledger_is_sorted_and_has_one_address_a_line() -> None:
    lines = text_of(EVERYTHING).splitlines()[1:]
    assert lines == sorted(lines)
    assert len(lines) == 2 + 2 + 5


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< HEAD",
        "people/ada heading",
        "a#b nothing 1",
        "a#b heading one",
        "a#b heading 1 under",
        "edition 1 x 0 a",
    ],
)
def test_a_line_that_cannot_be_read_is_shown_with_its_number(line: str) -> None:
    with pytest.raises(LedgerError, match="cannot be read") as error:
        parse(text_of(EVERYTHING) + line)
    assert error.value.line == 11


def test_what_was_published_keeps_its_first_edition() -> None:
    one = Published("a", "b", "heading", 1)
    assert brought_up_to_date({one.address: one}, [one._replace(edition=3, notes=(("under", "c"),))])[
        "a#b"
    ] == Published("a", "b", "heading", 1, 0, (("under", "c"),))


def test_no_ledger_is_an_empty_one(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "none").published == {}


def test_two_branches_merge_line_by_line(tmp_path: Path) -> None:
    """Both sides add addresses in places apart, and git needs nobody's help."""

    def git(*words: str) -> None:
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words], cwd=tmp_path, check=True, capture_output=True)  # fmt: skip

    def state(*more: str) -> None:
        lines = {f"{docname}#{n}": Published(docname, str(n), "heading", 1) for docname in "abc" for n in range(9)}
        lines |= {name: Published(name.partition("#")[0], name.partition("#")[2], "heading", 2) for name in more}
        (tmp_path / "ledger.txt").write_text(text_of(Ledger(published=lines)), encoding="utf-8")
        git("add", ".")
        git("commit", "-qm", "state")

    git("init", "-qb", "main")
    state()
    git("checkout", "-qb", "other")
    state("a#new")
    git("checkout", "-q", "main")
    state("c#new")
    git("merge", "-q", "other", "-m", "merge")
    assert {"a#new", "c#new"} <= read_ledger(tmp_path / "ledger.txt").published.keys()


# --------------------------------------------------------------------------------- what may not vanish
def test_an_archive_that_has_all_it_published_is_in_order(folder: Path) -> None:
    assert again(folder, {}).warnings == []


@pytest.mark.parametrize(
    ("changes", "bib", "place", "said"),
    [
        ({"ada": {"## Early life": "## Youth"}}, BIB, ("ada.md", 8), ":::{former} early-life"),
        ({"ada": {":::{person} ada": ":::{person} lovelace"}}, BIB, ("ada.md", 1), ":alias: ada"),
        ({"claims": {":::{claim} came": ":::{claim} arrived"}}, BIB, ("claims.md", 1), ":alias: came"),
        ({"claims": {":::{term} letopis": ":::{term} chronicle"}}, BIB, ("claims.md", 1), ":alias: letopis"),
        ({"sources": {":all:": ':filter: year >= "2050"'}}, BIB, ("sources.md", 1), "ids = {Old}"),
        ({"ada": {"## Later\n\nShe went away, and nobody has written down where.\n": ""}}, BIB, ("ada.md", 1), ":::{former} later"),
    ],
)  # fmt: skip
def test_each_thing_that_vanishes_is_one_finding(
    folder: Path, changes: dict[str, dict[str, str]], bib: str, place: tuple[str, int], said: str
) -> None:
    (warned,) = again(folder, changes, bib).warnings
    assert (warned.code, (warned.path, warned.line)) == ("letopis.address-lost", place)
    assert said in warned.message
    assert "edition 1" in warned.message


def test_a_page_that_vanishes_is_one_finding_at_the_ledger(folder: Path) -> None:
    (folder / "claims.md").unlink()
    found = again(folder, {"claims": {PAGES["claims"]: ""}}).warnings
    assert {(one.path, one.code) for one in found} == {("ledger.txt", "letopis.address-lost")}
    assert [one.message.split("'")[1] for one in found] == ["claims", "claims#claim-came", "claims#term-letopis"]


@pytest.mark.parametrize(
    ("changes", "bib"),
    [
        ({"ada": {"## Early life": "## Youth\n\n:::{former} early-life\n:::"}}, BIB),
        ({"ada": {":::{person} ada": ":::{person} lovelace\n:alias: ada"}}, BIB),
        ({"claims": {":::{claim} came": ":::{claim} arrived\n:alias: came"}}, BIB),
        ({"claims": {"# Claims": "# Claims\n\n:::{former} term-letopis\n:::",
                     ":::{term} letopis\n:name: letopis\n:source: Old\nA chronicle.\n:::\n": ""}}, BIB),
        ({name: {"Old": "New"} for name in ("ada", "claims")}, BIB.replace("{Old,", "{New, ids={Old},")),
    ],
)  # fmt: skip
def test_with_an_alias_nothing_is_lost(folder: Path, changes: dict[str, dict[str, str]], bib: str) -> None:
    assert again(folder, changes, bib).warnings == []


def test_a_ledger_that_cannot_be_read_is_one_finding(folder: Path) -> None:
    with (folder / "ledger.txt").open("a", encoding="utf-8") as file:
        file.write("=======\n")
    (warned,) = again(folder, {}).warnings
    assert (warned.path, warned.code) == ("ledger.txt", "letopis.ledger")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# P\n\n:::{former} later\n:::\n\n## Later\n\nText.\n", "is an id of this page today"),
        (":::{former} x\n:::\n", "below the heading"),
    ],
)
def test_a_former_address_that_leads_nowhere_is_told(tmp_path: Path, text: str, said: str) -> None:
    found = [one for one in build(write(tmp_path, {"p": text})).warnings if one.code == "letopis.former"]
    assert [said in one.message for one in found] == [True]
    assert found[0].line


# ----------------------------------------------------------------------------- where addresses lead on
def paragraph_id(built: Built, beginning: str) -> str:
    """The id of the one paragraph of the archive that begins so."""
    (part,) = [
        node["ids"][0]
        for doc in sorted(built.app.env.found_docs)
        for node in built.read(doc).findall(nodes.paragraph)
        if node.astext().startswith(beginning) and node["ids"]
    ]
    return str(part)


def test_an_edited_paragraph_keeps_its_id(folder: Path) -> None:
    was = paragraph_id(again(folder, {}), "What the ministers")
    built = again(
        folder, {"ada": {"that evening": "on that long evening", "## Early life\n": "## Early life\n\nNew.\n"}}
    )
    assert paragraph_id(built, "What the ministers") == was


def test_a_paragraph_that_is_gone_leads_to_its_heading(folder: Path) -> None:
    was = paragraph_id(again(folder, {}), "What the ministers")
    built = again(folder, {"ada": {PARAGRAPH: "Nothing is known."}}, builder="html")
    assert not built.warnings
    assert f'<section id="early-life">\n<span id="{was}"></span><h2' in built.text("ada.html")


def test_an_edited_paragraph_is_found_on_the_page_it_has_moved_to(folder: Path) -> None:
    was = paragraph_id(again(folder, {}), "What the ministers")
    edited = PARAGRAPH.replace("that evening", "on that long evening")
    built = again(
        folder, {"ada": {PARAGRAPH: "Nothing."}, "claims": {"# Claims\n": f"# Claims\n\n{edited}\n"}}, builder="html"
    )
    now = paragraph_id(built, "What the ministers")
    text = built.text("ada.html")
    assert f'<li id="{was}"><p>What stood here is now part of <a' in text
    assert f'href="claims.html#{now}"' in text
    assert "letopis/moved.js" in text
    assert "letopis/moved.js" not in built.text("claims.html")


def test_a_page_that_has_become_part_of_another_leads_there_with_its_parts(folder: Path) -> None:
    (folder / "ada.md").unlink()
    moved = PAGES["ada"].replace("# Ada", "## Ada\n\n:::{former} /ada\n:::").replace("## Early", "### Early")
    moved = moved.replace("## Later", "### Afterwards\n\n:::{former} /ada#later\n:::").replace("####", "###")
    built = again(folder, {"ada": {PAGES["ada"]: ""}, "claims": {"# Claims\n": f"# Claims\n\n{moved}"}}, builder="html")
    assert not built.warnings
    text = built.text("ada.html")
    assert 'data-letopis-target="claims.html#ada"' in text
    assert "&#34;later&#34;: &#34;claims.html#afterwards&#34;" in text
    assert "&#34;early-life&#34;: &#34;claims.html#early-life&#34;" in text
    assert 'http-equiv="refresh"' in text


def test_a_page_is_written_again_when_one_of_its_parts_moves(folder: Path) -> None:
    again(folder, {}, builder="html")
    claims = (folder / "claims.md").read_text(encoding="utf-8")
    ada = (folder / "ada.md").read_text(encoding="utf-8")
    later = "## Later\n\nShe went away, and nobody has written down where.\n"
    (folder / "ada.md").write_text(ada.replace(later, ""), encoding="utf-8")
    (folder / "claims.md").write_text(f"{claims}\n{later.replace('Later', 'After')}", encoding="utf-8")
    build(folder, builder="html", fresh=False)
    (folder / "claims.md").write_text(f"{claims}\n## After\n\n:::{{former}} /ada#later\n:::\n", encoding="utf-8")
    built = build(folder, builder="html", fresh=False)
    assert not built.warnings
    assert 'href="claims.html#after"' in built.text("ada.html")


def test_days_that_are_shown_are_published_and_lead_to_their_page_when_they_are_gone(tmp_path: Path) -> None:
    page = "# Days\n\n```{days}\n:from: 1957-06-18\n:to: 1957-06-20\n```\n"
    before = whereabouts_of(build(write(tmp_path, {"days": page})).app.env)
    published = brought_up_to_date({}, published_today(before, 1))
    assert {f"days#day-1957-06-{day}" for day in (18, 19, 20)} <= published.keys()
    (tmp_path / "ledger.txt").write_text(text_of(Ledger(published=published)), encoding="utf-8")
    after = build(write(tmp_path, {"days": page.replace("06-18", "06-19")}))
    assert after.warnings == []
    assert whereabouts_of(after.app.env).led_on["days"] == {"day-1957-06-18": Place("days", "")}
