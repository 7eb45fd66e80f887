"""``letopis doctor``: page by page, with the line, the rule, a remedy; for people, programs and forges."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from letopis.cli.messages import Message, read_messages
from letopis.cli.remedies import Remedy, remedy_of
from tests.cli.conftest import Run


def edit(path: Path, old: str, new: str) -> int:
    """Change a text that stands once; the number of its line."""
    before = path.read_text(encoding="utf-8")
    assert before.count(old) == 1, path
    path.write_bytes(before.replace(old, new).replace("\n", "\r\n").encode())
    return before[: before.index(old)].count("\n") + 1


@pytest.fixture
def faulty(archive: Path) -> dict[str, int]:
    """An archive with five faults, four of which have one sure remedy; the lines where they stand."""
    calvin, favre = archive / "people" / "calvin.md", archive / "people" / "favre.md"
    return {
        "field": edit(calvin, ":born:", ":bron:"),
        "key": edit(favre, "{place}`geneva`", "{place}`genewa`") if "{place}`geneva`" in favre.read_text() else 0,
    }


def test_what_is_wrong_is_shown_by_page_with_a_remedy(archive: Path, run: Run, faulty: dict[str, int]) -> None:
    ran = run("doctor")
    assert ran.code == 1
    line = faulty["field"]
    at = ran.out.splitlines().index("people/calvin.md: 1 to look at")
    told = ran.out.splitlines()[at + 1 : at + 6]
    assert told[0].startswith(f"  people/calvin.md:{line}: WARNING: person 'calvin': there is no field ':bron:'.")
    assert told[1].startswith(f"    {line:>5} | :bron: ")
    assert told[2].startswith("    write | :born: ")
    assert told[2].endswith("(--fix does it)")
    assert told[3].startswith("     rule   ")
    assert ran.out.splitlines()[-1].endswith("records.")
    assert "\x1b" not in ran.out
    coloured = run("doctor", "--colour", "always").out
    assert "\x1b[31mWARNING\x1b[0m" in coloured
    found = json.loads(run("doctor", "--format", "json").out)
    assert [(one["path"], one["line"], one["code"], one["sure"]) for one in found] == [
        ("people/calvin.md", line, "letopis.field-unknown", True)
    ]
    assert run("doctor", "--format", "github").out.startswith(
        f"::error file=people/calvin.md,line={line},title=letopis.field-unknown::person 'calvin'"
    )
    assert json.loads(run("doctor", "--format", "gitlab").out)[0]["location"]["lines"] == {"begin": line}


def test_what_is_sure_is_mended_and_line_ends_stay(archive: Path, run: Run) -> None:
    calvin = archive / "people" / "calvin.md"
    before = calvin.read_text(encoding="utf-8")
    edit(calvin, ":born:", ":bron:")
    ran = run("doctor", "--fix")
    assert ran.code == 0, ran.out
    assert ran.out.startswith("Mended: people/calvin.md:")
    assert calvin.read_bytes().decode().replace("\r\n", "\n") == before
    assert b"\r\n" in calvin.read_bytes()


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        ("person 'a': the field ':was:' is now called ':is:'. Write that.", ":was: x", Remedy(":is: x", True)),
        ("person 'calvim' is not in the archive. The nearest key is 'calvin'.", "{person}`calvim`, calvimist",
         Remedy("{person}`calvin`, calvimist", True)),
        ("person 'kalvim' is not in the archive. The nearest key is 'calvin'.", "{person}`kalvim`",
         Remedy("{person}`calvin`", False)),
        ("person 'x' is not in the archive. The nearest keys are 'y' and 'z'.", "{person}`x`", None),
        ("the source 'Kramer199' is not in the bibliography. The nearest key is 'Kramer1999'.", "[Kramer199]",
         Remedy("[Kramer1999]", True)),
        ("field ':born:': the date '18 June 1957' is not in EDTF. Write 1957-06-18.", ":born: 18 June 1957 [A]",
         Remedy(":born: 1957-06-18 [A]", True)),
        ("field ':born:': the date '1957-06-31' has no such day. Write 1957-06, or 1957-06-30.", ":born: 1957-06-31", None),
        ("person 'a': the field ':died:' has no value. Give it one, or take the line out.", ":died:", Remedy(None, True)),
        ("the sign U+202E stands here. Take it out.", "a\u202eb", Remedy("ab", True)),
        ("there is no field ':x:'. The fields are: a, b.", ":x: 1", None),
    ],
)  # fmt: skip
def test_remedies(text: str, line: str, remedy: Remedy | None) -> None:
    assert remedy_of(Message("a.md", 1, "WARNING", text, "letopis.x"), line) == remedy


def test_an_exception_that_is_not_needed_is_taken_out() -> None:
    message = Message("a.md", 1, "WARNING", "the exception silences nothing.", "letopis.exception-unused")
    assert remedy_of(message, ":except: name-near they are two") == Remedy(None, sure=True)
    assert remedy_of(message, "Another line") is None


def test_messages_are_read_from_what_sphinx_writes() -> None:
    found = read_messages(
        "/elsewhere/b.md:12: WARNING: one\n  and more of it [letopis.x]\n"
        "\x1b[31m/elsewhere/a.md:3: ERROR: two [docutils]\x1b[39;49;00m\n"
        "/elsewhere/a.md:3: ERROR: two [docutils]\n"
        "WARNING: three\nC:\\docs\\c.md:4: WARNING: four\n"
    )
    assert found == [
        Message("", 0, "WARNING", "three", ""),
        Message("/elsewhere/a.md", 3, "ERROR", "two", "docutils"),
        Message("/elsewhere/b.md", 12, "WARNING", "one and more of it", "letopis.x"),
        Message("C:\\docs\\c.md", 4, "WARNING", "four", ""),
    ]
    assert (found[2].rule, found[1].rule) == ("x", "")


PAGE = """\
# Links

Calvin met John Calvin in Geneva, the the city, 1541-64. *Perrin* stays, `Perrin` stays, {person}`Servetus <servetus>`
came; Servetus again. Berthelier may be two. ISBN 978-0-306-40615-7. It is brilliant\N{EM DASH}is it not?

> Vandel said so.

```text
Gruet
```
"""


def test_links_and_words_are_suggested_and_sure_links_set(archive: Path, run: Run) -> None:
    conf = archive / "conf.py"
    conf.write_text(
        f"{conf.read_text(encoding='utf-8')}\nletopis_style = {{'brilliant': 'no praise', '\N{EM DASH}': 'hardly ever'}}\n",
        encoding="utf-8",
    )
    page = archive / "links.md"
    page.write_text(f"---\norphan: true\n---\n{PAGE}", encoding="utf-8")
    ran = run("doctor", "--suggest")
    assert ran.code == 0
    here = [line.partition("links.md:")[2] for line in ran.out.splitlines() if "links.md:" in line]
    assert (
        next(line for line in here if line.startswith("6: "))
        == "6: “Calvin” is not linked on this page: {person}`Calvin <calvin>`"
    )
    assert "6: “Geneva” is not linked on this page: {place}`geneva`" in here
    assert "6: “the the”: the word stands twice" in here
    assert "6: “1541-64”: a range has an en dash, 1541–64" in here
    assert "7: “brilliant”: no praise" in here
    assert "7: “\N{EM DASH}”: hardly ever" in here
    assert any(line.startswith("7: “Berthelier” is not linked here, and may be person") for line in here)
    assert not any(name in line for line in here for name in ("Perrin", "Servetus", "Vandel", "Gruet", "306"))
    assert run("doctor", "--suggest", "--fix").code == 0
    written = page.read_text(encoding="utf-8")
    assert "{person}`Calvin <calvin>` met John Calvin in {place}`geneva`, the the city" in written
    assert "Berthelier may be two" in written
