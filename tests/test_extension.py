"""What another extension adds to Letopis is a full member of the archive, in every output.

`tests/roots/test-treaty/treaties.py` is such an extension: a kind, a field, a rule, a view and a scale of verdicts.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from sphinx.errors import ExtensionError

from letopis import api
from letopis.cli import main
from tests.building import ROOTS, Built, build, copy, write

if TYPE_CHECKING:
    from collections.abc import Iterator

TREATY = ROOTS / "test-treaty"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(copy(TREATY, tmp_path_factory.mktemp("html") / "source"), builder="html")


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_extension_is_short_and_touches_nothing_else() -> None:
    assert len((TREATY / "treaties.py").read_text(encoding="utf-8").splitlines()) <= 80


def test_its_records_build_without_a_warning(site: Built) -> None:
    assert site.warnings == []


def test_a_treaty_has_a_page_with_its_facts(site: Built) -> None:
    text = plain(site.text("treaties/osnabrueck.html"))
    assert "Signed by : Johan Oxenstierna (for Sweden); Estates of the Empire" in text
    assert re.search(r"Treaty \W* ?24 October 1648", text.replace("\N{NO-BREAK SPACE}", " "))


@pytest.mark.parametrize(
    ("label", "page"),
    [
        ("Treaties signed :", "people.html"),
        ("Treaties signed here :", "people.html"),
        ("Replaced by :", "treaties/osnabrueck.html"),
    ],
)
def test_what_it_names_leads_back_to_it(site: Built, label: str, page: str) -> None:
    assert label in plain(site.text(page))


def test_it_enters_the_general_index_with_every_form_of_its_name(site: Built) -> None:
    index = plain(site.text("genindex.html"))
    assert "Treaty of Osnabrück" in index
    assert "Peace of Osnabrück" in index


def test_its_view_shows_it(site: Built) -> None:
    assert re.search(r'class="[^"]*treaties[^"]*".*?treaty-osnabrueck|treaties/osnabrueck', site.text("index.html"))


def test_its_view_is_in_order_of_time_and_not_of_names(tmp_path: Path) -> None:
    later = ":place: osnabrueck-town\n:date: 1648-10-25"
    source = changed(tmp_path, "treaties/muenster.md", ":date: 1648-10-24", later)
    table = build(source, builder="text").text("index.txt").partition("Signed")[2]
    assert table.index("Treaty of Osnabrück") < table.index("Treaty of Münster")


def test_the_search_knows_its_kind(site: Built) -> None:
    manifest = site.text("_static/letopis-search/manifest.js")
    assert '"Treaty","Treaties"' in manifest.replace(", ", ",")


def test_linked_data_describes_it(site: Built) -> None:
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', site.text("treaties/osnabrueck.html"))
    assert text is not None
    page, data = json.loads(text[1])["@graph"]
    assert page["@type"] == "WebPage"
    assert page["mainEntity"] == {"@id": data["@id"]}
    assert data["@type"] == "Legislation"
    assert data["legislationDate"] == "1648-10-24"
    assert [party["name"] for party in data["legislationPassedBy"]] == ["Johan Oxenstierna", "Estates of the Empire"]


def test_exports_hold_it_and_the_field_it_added(site: Built) -> None:
    whole = json.loads(site.text("data/archive.json"))
    records = {(record["kind"], record["key"]): record for record in whole["records"]}
    assert records["treaty", "muenster"]["fields"]["replaces"][0]["value"] == "treaty:osnabrueck"
    assert records["person", "oxenstierna"]["fields"]["denomination"][0]["value"] == "Lutheran"
    facts = list(csv.DictReader(io.StringIO(site.text("data/facts.csv"))))
    assert any((row["kind"], row["field"]) == ("treaty", "signatory") for row in facts)


def test_a_field_added_to_a_kind_is_shown(site: Built) -> None:
    assert "Denomination : Lutheran" in plain(site.text("people.html"))


def test_the_scale_of_verdicts_is_the_projects_own(site: Built, tmp_path: Path) -> None:
    assert "letopis-verdict-proved" in site.text("people.html")
    source = changed(tmp_path, "people.md", ":verdict: proved", ":verdict: confirmed")
    found = build(source).warnings
    assert [(one.path, one.code) for one in found][:1] == [("people.md", "letopis.field-value")]
    assert "expected one of proved, open, not 'confirmed'" in found[0].message


def test_the_book_prints_and_indexes_it(tmp_path: Path) -> None:
    built = build(copy(TREATY, tmp_path / "source"), builder="typst")
    assert built.warnings == []
    pages = [page.extract_text() for page in PdfReader(next(Path(built.app.outdir).glob("*.pdf"))).pages]
    text = " ".join(" ".join(pages).split())
    assert "Signed by" in text
    index = text[text.rindex("Index of subjects") :]
    assert "Events, documents, books, terms, questions, illustrations and treaties." in index
    assert "Treaty of Osnabrück" in index


def test_the_epub_holds_it(tmp_path: Path) -> None:
    built = build(copy(TREATY, tmp_path / "source"), builder="epub")
    with zipfile.ZipFile(next(Path(built.app.outdir).glob("*.epub"))) as epub:
        assert "Signed by" in epub.read("treaties/osnabrueck.xhtml").decode()


def test_workers_and_a_second_build_give_the_same(site: Built, tmp_path: Path) -> None:
    source = copy(TREATY, tmp_path / "source")
    first = build(source, builder="html", jobs=3)
    assert first.files(without=r"objects\.inv") == site.files(without=r"objects\.inv")
    page = source / "treaties" / "muenster.md"
    page.write_text(page.read_text(encoding="utf-8").replace("1648-10-24", "1648-10-25"), encoding="utf-8")
    second = build(source, builder="html", fresh=False)
    assert second.warnings == []
    assert "25" in plain(second.text("treaties/muenster.html"))


def changed(tmp_path: Path, page: str, old: str, new: str) -> Path:
    """A copy of the archive with one thing changed."""
    source = copy(TREATY, tmp_path / "source")
    text = (source / page).read_text(encoding="utf-8")
    assert old in text
    (source / page).write_text(text.replace(old, new), encoding="utf-8")
    return source


@pytest.mark.parametrize(
    ("page", "old", "new", "code", "said"),
    [
        ("people.md", ":died: 1657-12-05", ":died: 1640", "not-alive", "'oxenstierna' signs 24 October 1648, but died 1640"),
        ("people.md", ":founded: 1495", ":founded: 1650", "body-existed", "is signed for 'estates' 24 October 1648"),
        ("people.md", ":born: 1611-06-24", ":born: 1640-06-24", "too-young", "'oxenstierna' signs"),
        ("treaties/muenster.md", ":signatory: volmar\n", "", "treaty-one-sided", "1 signatory"),
        ("treaties/osnabrueck.md", ":place: osnabrueck-town", ":place: volmar", "ref-kind", "is a person. Give the key of a place"),
        ("treaties/osnabrueck.md", ":about: war", ":replaces: muenster", "relation-circular", "leads back to this record"),
        ("treaties/osnabrueck.md", ":signatory: estates", ":signer: estates", "old-spelling", "is now called ':signatory:'"),
        ("index.md", "} osnabrueck-town", "} volmar", "ref-unknown", "place 'volmar' is not in the archive"),
    ],
)  # fmt: skip
def test_old_and_new_rules_watch_over_it(tmp_path: Path, page: str, old: str, new: str, code: str, said: str) -> None:
    built = build(changed(tmp_path, page, old, new))
    assert built.codes == [code]
    assert said in built.warnings[0].message.replace("\N{NO-BREAK SPACE}", " ")


def test_its_rule_can_be_waived_and_stands_in_the_manual(tmp_path: Path) -> None:
    source = changed(
        tmp_path, "treaties/muenster.md", ":signatory: volmar\n", ":except: treaty-one-sided the other copy is lost\n"
    )
    page = source / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n```{rules}\n```\n", encoding="utf-8")
    built = build(source, builder="text")
    assert built.warnings == []
    assert "A treaty has at least two signatories." in built.text("index.txt")


SIGNED = ["--date", "1697-09-20 [Croxton2013]", "--signatory", "volmar", "--signatory", "estates"]
"""What a treaty must have."""


def test_letopis_new_writes_its_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = copy(TREATY, tmp_path / "source")
    assert main(["-c", str(source), "-s", str(source), "new", "treaty", "ryswick", "Treaty of Ryswick", *SIGNED]) == 0
    assert "treaties/ryswick.md" in capsys.readouterr().out
    text = (source / "treaties" / "ryswick.md").read_text(encoding="utf-8")
    assert text.startswith("# Treaty of Ryswick\n\n:::{treaty} ryswick\n")
    assert ":date: 1697-09-20 [Croxton2013]" in text


def test_letopis_new_asks_for_what_must_be_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = copy(TREATY, tmp_path / "source")
    assert main(["-c", str(source), "-s", str(source), "new", "treaty", "ryswick", "Treaty of Ryswick"]) == 2
    assert "a treaty needs ':date:' (Signed on). Add: --date" in capsys.readouterr().err
    assert not (source / "treaties" / "ryswick.md").exists()


def test_rename_knows_its_kind(tmp_path: Path) -> None:
    source = copy(TREATY, tmp_path / "source")
    assert main(["-c", str(source), "-s", str(source), "rename", "treaty", "osnabrueck", "ipo"]) == 0
    assert ":replaces: ipo" in (source / "treaties" / "muenster.md").read_text(encoding="utf-8")
    assert build(source).warnings == []


def test_short_names_of_views_can_be_left_to_others(tmp_path: Path) -> None:
    source = write(
        tmp_path,
        {"page": "# Page\n\n```{letopis:votes}\n```\n"},
        conf="letopis_short_names = False\n",
    )
    assert build(source).warnings == []
    (source / "page.md").write_text("# Page\n\n```{votes}\n```\n", encoding="utf-8")
    built = build(source)
    assert built.warnings == [], "in a page of the project the domain is the primary one"


def documented(_archive: api.Archive) -> Iterator[api.Finding]:
    """A rule."""
    return iter(())


def test_a_call_after_the_start_is_refused(site: Built) -> None:
    with pytest.raises(ExtensionError, match="too late"):
        api.add_rule(site.app, "late", documented)


def test_a_rule_of_an_extension_can_have_an_example_in_the_manual(tmp_path: Path) -> None:
    wrong, right = "a text <--\nmore", "a better text\nmore"
    conf = f"""from letopis import api

def rule(archive):
    '''Texts are good.

    Better them.
    '''
    return []

def setup(app):
    api.add_rule(app, "own", rule, example=({wrong!r}, {right!r}))
"""
    built = build(write(tmp_path, {"page": "# Page\n\n```{rules}\n```\n"}, conf=conf), builder="text")
    entry = " ".join(built.text("page.txt").partition("Texts are good.")[2].split())
    assert entry.startswith("Better them. Wrong, at line 1: a text more Right: a better text more")
    assert "<--" not in built.text("page.txt")
