"""``letopis new``: what is known and nothing else, and nothing that a check would object to."""

from __future__ import annotations

import builtins
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from letopis.cli import asking
from letopis.cli.naming import suggest_key, suggest_source_key
from tests.cli.conftest import Run

KNOWN = ["--source", "WPCalvin"]


def text(archive: Path, name: str) -> str:
    return (archive / name).read_text(encoding="utf-8")


def test_every_kind_and_a_source_and_all_of_it_is_green(archive: Path, run: Run) -> None:
    made = [
        ["person", "Ada Lovelace", "--born", "1815-12-10 [WPCalvin]", "--summary", "A countess."],
        ["event", "--name", "The dinner", "--date", "1555-05-16", "--participant", "calvin | was there", *KNOWN],
        ["body", "Dining Society"],
        ["office", "Chief Diner", *KNOWN],
        ["place", "Dinnerville", *KNOWN],
        ["document", "Menu of the dinner", *KNOWN],
        ["book", "Cooking for councils", *KNOWN],
        ["question", "Who dined first?", "--statement", "Who dined first?", *KNOWN],
        ["claim", "Ada dined", "--statement", "Ada dined.", "--verdict", "confirmed", "--for", "WPCalvin"],
        ["vote", "Seating", "--date", "1555-05-16", "--body", "two-hundred", "--question", "Who sits?",
         "--certainty", "reported", *KNOWN],
        ["term", "bigwig", *KNOWN],
        ["source", "--title", "Lovelace", "--author", "Fuegi, John", "--year", "2003", "--for", "body:dining-society"],
        ["source", "A book that nobody cites"],
    ]  # fmt: skip
    for arguments in made:
        ran = run("new", *arguments)
        assert (ran.code, ran.err) == (0, ""), arguments
    assert text(archive, "people/lovelace.md") == (
        "# Ada Lovelace\n\n:::{person} lovelace\n:born: 1815-12-10 [WPCalvin]\nA countess.\n:::\n"
    )
    # A source takes the place of the exception from having one.
    assert ":source: Fuegi2003\n" in text(archive, "bodies/dining-society.md")
    assert ":except:" not in text(archive, "bodies/dining-society.md")
    assert "keywords = {further-reading}" in text(archive, "sources.bib")
    # The term stands in the alphabet, the page among its neighbours.
    terms = [line.split()[1] for line in text(archive, "glossary.md").splitlines() if line.startswith(":::{term}")]
    assert terms.index("bigwig") == sorted(terms).index("bigwig")
    listed = text(archive, "index.md").splitlines()
    assert listed[listed.index("people/favre") + 1] == "people/lovelace"
    ran = run("doctor")
    assert (ran.code, ran.out.splitlines()[-1].partition(":")[0]) == (0, "Nothing is wrong"), ran.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["person", "ada", ""], "the name is missing"),
        (["person", "ada", "   "], "the name is empty"),
        (["person", "ada", "Ada\nLovelace"], "several lines"),
        (["person", "ada", "Ada\u2028Lovelace"], "several lines"),
        (["person", "ada", "Ada\u202eLovelace"], "cannot be seen"),
        (["person", "--name", "Ada", "--born", "June 1815"], "1815-06"),
        (["person", "--name", "Ada", "--bron", "1815"], "Did you mean --born?"),
        (["person", "--name", "Ada", "--born"], "--born has no value"),
        (["person", "--name", "Ada", "--summary", "One\ntwo"], "several lines"),
        (["person", "--name", "Ada", "--source", "WPCalvim"], "The nearest key is 'WPCalvin'"),
        (["person", "--name", "Ada", "--held", "syndick 1550", *KNOWN], "is not in the archive"),
        (["person", "John Calvin", "--key", "another", *KNOWN], "Nothing is written"),
        (["person", "--name", "Ada", "--born", "1560", "--died", "1550", *KNOWN], "Nothing is written"),
        (["event", "--name", "The dinner"], "an event needs ':date:' (Date)"),
        (["claim", "--name", "X", "--statement", "X.", "--verdict", "confirmed"], "no source"),
        (["source", "--author", "Fuegi, John"], "needs its title"),
        (["source", "A {title"], "braces"),
        (["source", "A title", "--key", "WPCalvin"], "is there already"),
        (["source", "A title", "--for", "person:nobody"], "there is no record"),
        ([], "what is it to be?"),
    ],
)
def test_what_cannot_be_is_one_line_and_nothing_is_written(
    archive: Path, run: Run, arguments: list[str], says: str
) -> None:
    before = {path: path.read_bytes() for path in archive.rglob("*") if path.is_file()}
    ran = run("new", *arguments)
    assert ran.code == 2
    assert says in ran.err
    assert ran.err.count("\n") == 1
    assert {path: path.read_bytes() for path in archive.rglob("*") if path.is_file()} == before


def test_at_a_terminal_it_asks(archive: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    answers: Iterator[str] = iter(["kind?", "event", "The dinner", "", "May 1555", "1555-05-16", *[""] * 20])

    def answer(question: str) -> str:
        said.append(question)
        return next(answers)

    monkeypatch.setattr(asking, "can_ask", lambda: True)
    monkeypatch.setattr("letopis.cli.scaffold.can_ask", lambda: True)
    monkeypatch.setattr(builtins, "input", answer)
    ran = run("new")
    assert ran.code == 0, ran.err
    assert said[3] == "Its key, for ever [dinner]: "
    assert "1555-05" in ran.out  # what would be right, before it is asked again
    assert ":date: 1555-05-16\n" in text(archive, "events/dinner.md")


def asked(monkeypatch: pytest.MonkeyPatch, *answers: str, participant: str = "") -> list[str]:
    """Sit at a terminal and answer; the questions that were put. Behind the last answer the input ends."""
    said: list[str] = []
    left = iter(answers)

    def answer(question: str) -> str:
        said.append(question)
        if participant and ":participant:" in question:
            return participant
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr(asking, "can_ask", lambda: True)
    monkeypatch.setattr("letopis.cli.scaffold.can_ask", lambda: True)
    monkeypatch.setattr(builtins, "input", answer)
    return said


def test_what_must_be_there_is_asked_again(archive: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    said = asked(monkeypatch, "event", "The dinner", "", "", "1555-05-16", *[""] * 20)
    ran = run("new")
    assert ran.code == 0, ran.err
    dates = [question for question in said if ":date:" in question]
    assert len(dates) == 2
    assert all("not known" not in question for question in dates)
    assert any("not known" in question for question in said)
    assert "  an event needs ':date:' (Date).\n" in ran.out


@pytest.mark.parametrize(
    ("answers", "participant", "says"),
    [
        (["event", "The dinner's end", "", "1555-05-16"], "nobody-here", "'nobody-here' is not in the archive"),
        (["event", "The dinner's end", ""], "", "an event needs ':date:' (Date)"),
    ],
)
def test_what_was_typed_is_not_lost(
    archive: Path, run: Run, monkeypatch: pytest.MonkeyPatch, answers: list[str], participant: str, says: str
) -> None:
    asked(monkeypatch, *answers, participant=participant)
    ran = run("new")
    assert ran.code == 2
    assert says in ran.err
    words = shlex.split(ran.err.splitlines()[-1])
    assert words[:6] == ["letopis", "new", "event", "The dinner's end", "--key", "dinners-end"]
    # With what was missing or wrong put right, the command needs no question.
    monkeypatch.setattr(asking, "can_ask", lambda: False)
    right = [word.replace("nobody-here", "favre") for word in words]
    assert run(*right[1:], *(["--date", "1555-05-16"] if "--date" not in words else []), *KNOWN).code == 0
    assert ":date: 1555-05-16\n" in text(archive, "events/dinners-end.md")


def test_a_field_of_a_source_that_the_project_keeps_is_taken(archive: Path, run: Run) -> None:
    assert "printed nowhere" in run("new", "source", "A title", "--shelf", "B 12").err
    with (archive / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('letopis_sources_kept_fields = ["shelf"]\n')
    assert run("new", "source", "A title", "--shelf", "B 12").code == 0


def test_windows_line_ends_stay(archive: Path, run: Run) -> None:
    for name in ("index.md", "glossary.md", "sources.bib"):
        (archive / name).write_bytes((archive / name).read_bytes().replace(b"\n", b"\r\n"))
    assert run("new", "person", "Ada Lovelace", *KNOWN).code == 0
    assert run("new", "term", "bigwig", *KNOWN).code == 0
    assert run("new", "source", "A title").code == 0
    for name in ("index.md", "glossary.md", "sources.bib"):
        written = (archive / name).read_bytes()
        assert written.count(b"\n") == written.count(b"\r\n"), name


def test_a_page_that_shares_or_is_named(archive: Path, run: Run) -> None:
    assert run("new", "place", "Dinnerville", "--page", "places.md", *KNOWN).code == 0
    assert ":::{place} dinnerville\n:name: Dinnerville\n" in text(archive, "places.md")
    assert "is not a page of" in run("new", "place", "Elsewhere", "--page", "../places.md", *KNOWN).err


def test_no_line_is_added_but_the_day_of_a_verdict_and_that_there_is_no_source(archive: Path, run: Run) -> None:
    vote = ["--date", "1555-05-16", "--body", "two-hundred", "--question", "Who sits?", "--certainty", "reported"]
    assert run("new", "vote", "Seating", "--key", "seating", "--page", "made.md", *vote).code == 0
    assert (
        ":::{vote} seating\n:name: Seating\n:date: 1555-05-16\n:body: two-hundred\n:question: Who sits?\n"
        ":certainty: reported\n:except: record-unsourced no source has been entered yet\n" in text(archive, "made.md")
    )
    claim = ["--statement", "Ada dined.", "--verdict", "confirmed", "--for", "WPCalvin"]
    assert run("new", "claim", "Ada dined", "--key", "ada-dined", "--page", "made.md", *claim).code == 0
    added = text(archive, "made.md").partition(":::{claim} ada-dined\n")[2].partition("\n:::")[0]
    assert [line.split()[0] for line in added.splitlines() if line.startswith(":")] == [
        ":name:", ":statement:", ":verdict:", ":judged:", ":for:"
    ]  # fmt: skip


def test_the_page_is_shown_by_a_command_that_there_is(archive: Path, run: Run) -> None:
    assert run("new", "person", "Ada Lovelace", *KNOWN).out.endswith("See it: letopis serve people/lovelace\n")
    (archive / "make.py").touch()
    ran = run("new", "person", "Ada Byron", *KNOWN)
    assert ran.out.endswith("See it: python3 make.py serve -- people/byron\n")


@pytest.mark.parametrize(
    ("name", "person", "key"),
    [
        ("Ada Lovelace", True, "lovelace"),
        ("Lovelace, Ada", True, "lovelace"),
        ("Анна Ахматова", True, "akhmatova"),
        ("The June plenum of the Central Committee of the Party", False, "june-plenum-of-the-central-committee-of"),
        ("Ménage à trois", False, "menage-a-trois"),
    ],
)
def test_keys_are_suggested(name: str, person: bool, key: str) -> None:
    assert suggest_key(name, person=person, taken=set()) == key
    assert suggest_key(name, person=person, taken={key}) != key


def test_keys_of_sources_are_suggested() -> None:
    assert suggest_source_key("Kramer, Mark and Zubok, V.", "1999", "x", []) == "Kramer1999"
    assert suggest_source_key("Mark Kramer", "1999", "x", ["kramer1999", "Kramer1999a"]) == "Kramer1999b"
    assert suggest_source_key("", "", "The book of it", []) == "BookOf"
