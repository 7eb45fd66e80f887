"""A list with fields to narrow it by: on web pages alone, allowed by the policy of its page, and wrong options found."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from letopis.html.csp import fingerprint
from tests.building import Built, build, write

if TYPE_CHECKING:
    from pathlib import Path

LIST = (
    "# People\n\n```{recordlist} person\n:narrow: group, member\n:side: gate\n:periods: 1540/1545, 1550\n```\n\n"
    "```{toctree}\n:caption: Weavers\n\nada\n```\n\n```{toctree}\n:caption: Millers\n\nberta\n```\n"
)
PAGES = {
    "index": "# The town\n\n```{toctree}\nlist\nbodies\nsources\n```\n",
    "list": LIST,
    "ada": "# Ada\n\n:::{person} ada\n:member: council full 1541/1543 [A1]\n:source: A1\nShe wove.\n:::\n",
    "berta": "# Berta\n\n:::{person} berta\n:member: guild member 1550/1551 [A1]\n:source: A1\nShe milled.\n:::\n",
    "bodies": (
        "# Bodies\n\n:::{body} council\n:name: Council\n:source: A1\nIt ruled.\n:::\n\n"
        ":::{body} guild\n:name: Guild & Sons\n:source: A1\nIt traded.\n:::\n\n"
        ":::{vote} gate\n:name: The gate\n:date: 1543-05-01\n:body: council\n:question: That it be shut\n:for: ada\n"
        ":certainty: recorded\n:named: some\n:source: A1\nIt was shut.\n:::\n"
    ),
    "sources": "# Sources\n\n```{bibliography}\n```\n",
}
BIB = "@book{A1, author = {Gale, Ann}, title = {Salt}, year = {1999}}\n"


def made(folder: Path, *, builder: str = "html", pages: dict[str, str] = PAGES) -> Built:
    return build(write(folder / builder, pages, BIB), builder=builder, html_theme="sphinx_book_theme")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return made(tmp_path_factory.mktemp("narrowed"))


def test_the_fields_offer_what_the_records_have(built: Built) -> None:
    assert built.warnings == []
    fields = re.search(r'<fieldset class="letopis-choices">.*?</fieldset>', built.text("list.html"), re.DOTALL)
    assert fields is not None
    assert re.findall(r"<label>(.*?) <select>", fields[0]) == ["The gate", "Group", "Member of", "Years"]
    assert re.findall(r'value="(\w+)">([^<]+)', fields[0]) == [
        ("a1", "For (1)"), ("b1", "Weavers (1)"), ("b2", "Millers (1)"),
        ("c1", "Council (1)"), ("c2", "Guild &amp; Sons (1)"), ("d1", "1540–1545 (1)"), ("d2", "1550 (1)"),
    ]  # fmt: skip
    items = re.findall(r'<li class="([^"]*)"><p><a [^>]*>(\w+)', built.text("list.html"))
    assert items == [("a1 b1 c1 d1", "Ada"), ("b2 c2 d2", "Berta")]


def test_the_rules_stand_in_the_head_and_the_policy_allows_them_alone(built: Built) -> None:
    page = built.text("list.html")
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    assert page.index("<style>") < page.index("<body")
    assert fingerprint(style[1]) in unescape(page)
    assert "unsafe-inline" not in page
    assert "<style>" not in built.text("ada.html")


@pytest.mark.parametrize("builder", ["epub", "text", "latex"])
def test_elsewhere_the_list_is_whole_and_has_no_fields(tmp_path: Path, builder: str) -> None:
    found = made(tmp_path, builder=builder)
    written = b"".join(found.files().values()).decode("utf-8", "replace")
    assert "Narrow the list" not in written
    assert "letopis-shown" not in "".join(str(document) for document in found.resolved.values())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("group, member", "group, membr", "person has no field 'membr'. Did you mean 'member'?"),
        (":side: gate", ":side: gat", "vote 'gat' is not in the archive"),
        ("1540/1545, 1550", "1540/1545, soon", "'soon'"),
    ],
)
def test_a_wrong_option_is_one_finding_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    found = made(tmp_path, builder="dummy", pages=PAGES | {"list": LIST.replace(old, new)})
    assert [(one.path, said in one.message) for one in found.warnings] == [("list.md", True)], found.warnings
    assert found.warnings[0].line >= 3
