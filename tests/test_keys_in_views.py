"""A view means one record by its key, by its key with the kind before it, and by a former key."""

from __future__ import annotations

import pytest
from docutils import nodes

from tests.building import Built, build, write

RECORDS = """
:::{document} letter
:alias: note
:about: ada; town
:source: S
A letter.
:::

:::{person} ada
:name: Ada Adler
:alias: adda
:taught: bob [S]
:held: mayor 1557 [S]
:member: council full 1550-01-01/1560-12-31 [S]
:source: S
A weaver.
:::

:::{person} bob
:name: Bob Becker
:taught: cato [S]
:held: mayor 1558 [S]
:source: S
A baker.
:::

:::{person} cato
:name: Cato Carver
:taught: dora [S]
:source: S
A carver.
:::

:::{person} dora
:name: Dora Dyer
:source: S
A dyer.
:::

:::{event} session
:name: The session
:alias: meeting
:date: 1557-06-18 [S]
:participant: ada
:source: S
They met.
:::

:::{office} mayor
:name: Mayor
:alias: reeve
:source: S
:::

:::{body} council
:name: Council
:alias: senate
:source: S
:::

:::{place} town
:name: Town
:alias: village
:coordinates: 48.21, 16.37 [S]
:source: S
:::

:::{place} mill
:name: Mill
:coordinates: 48.3, 16.4 [S]
:within: town
:source: S
:::

:::{question} who
:name: Who was it?
:alias: whom
:statement: Who was it?
:source: S
:::

:::{claim} one
:name: It was Ada
:statement: It was Ada.
:verdict: confirmed
:judged: 2026-01-01
:made-in: note 1
:answers: who
:for: S
Yes.
:::

:::{claim} two
:name: It was Bob
:statement: It was Bob.
:verdict: inaccurate
:judged: 2026-01-01
:answers: who
:against: S
No.
:::

:::{vote} roll
:name: The vote
:alias: count
:date: 1557-06-18
:body: council
:question: That it be so
:for: ada
:named: some
:certainty: recorded
:source: S
:::
"""
VIEWS = [
    ("{recordlist} document", ":about: KEY", "person", "ada", "adda", "A letter"),
    ("{recordlist} person", ":side: KEY", "vote", "roll", "count", "Ada Adler"),
    ("{timeline}", ":about: KEY", "person", "ada", "adda", "The session"),
    ("{map}", ":about: KEY", "document", "letter", "note", "Town"),
    ("{map}", ":about: KEY", "place", "town", "village", "Mill"),
    ("{map}", ":without: KEY", "place", "town", "village", "Mill"),
    ("{network}", ":relations: taught\n:about: KEY", "person", "ada", "adda", "Bob Becker"),
    ("{network}", ":posts: KEY\n:least: 1", "office", "mayor", "reeve", "Bob Becker"),
    ("{claims}", ":made-in: KEY", "document", "letter", "note", "It was Ada"),
    ("{composition} KEY 1557", "", "body", "council", "senate", "Ada Adler"),
    ("{sittings} KEY", "", "body", "council", "senate", "Adler"),
    ("{tenures} KEY", "", "office", "mayor", "reeve", "Bob Becker"),
    ("{tenures} mayor", ":mark: KEY", "event", "session", "meeting", "Bob Becker"),
    ("{fates} KEY", "", "vote", "roll", "count", "Ada Adler"),
    ("{matrix} KEY", "", "question", "who", "whom", "It was Ada"),
]
BIB = "@book{S, title={S}, author={Roe, J}, year=1999}\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A page for each view and each way to name the record."""
    pages = {"records": f"# Records\n{RECORDS}", "sources": "# Sources\n\n```{bibliography}\n```\n"}
    for number, (head, options, kind, key, former, _) in enumerate(VIEWS):
        for way, written in (("plain", key), ("kind", f"{kind}:{key}"), ("former", former)):
            pages[f"{way}{number}"] = f"# Page\n\n```{head}\n{options}\n```\n".replace("KEY", written)
    folder = tmp_path_factory.mktemp("keys")
    return build(
        write(folder, pages, BIB, 'letopis_relations = {"taught": {"label": "Taught", "inverse": "Taught by"}}\n')
    )


def shown(built: Built, page: str) -> str:
    return "\n".join(node.pformat() for node in built.resolved[page].findall(nodes.section)).replace(page, "page")


def test_nothing_is_wrong_with_any_of_them(built: Built) -> None:
    assert [one for one in built.warnings if one.path != "records.md"] == []


@pytest.mark.parametrize("number", range(len(VIEWS)), ids=[f"{head} {options}" for head, options, *_ in VIEWS])
def test_each_way_shows_the_same(built: Built, number: int) -> None:
    plain = shown(built, f"plain{number}")
    assert VIEWS[number][-1] in plain
    assert shown(built, f"kind{number}") == plain
    assert shown(built, f"former{number}") == plain
