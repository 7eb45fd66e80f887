"""Two editions of a small archive, with a date corrected between them: numbers, histories, corrections, feeds, citations."""

from __future__ import annotations

import datetime
import json
import os
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from docutils import nodes

from letopis.addresses.changes_view import corrections_of
from letopis.addresses.ledger import Change, Ledger, read_ledger
from letopis.cli import main
from letopis.html.history import histories
from tests.building import Built, build, write

ATOM = {"a": "http://www.w3.org/2005/Atom"}
CONF = """
html_theme = "sphinx_book_theme"
html_baseurl = "https://example.org/archive/"
project = "A small archive"
author = "The contributors"
release = "1.2"
html_theme_options = {"repository_url": "https://github.com/example/archive"}
"""
PAGES = {
    "index": "# Home\n\nAbout the archive.\n",
    "ada": "# Ada\n\n:::{person} ada\n:born: 1815-12-10\n:source: S\nShe came.\n:::\n\n## Life\n\nShe lived in London.\n",
    "bob": "# Bob\n\n:::{person} bob\n:source: S\nHe came, too.\n:::\n\n## Eve\n\n:::{person} eve\n:source: S\nShe came as well.\n:::\n",
    "changes": "# Changes\n\n```{recent}\n```\n\n```{changes}\n```\n\n## Corrections\n\n```{corrections}\n```\n",
    "sources": "# Sources\n\n```{bibliography}\n:all:\n```\n",
}
BIB = "@book{S, title={One}, author={Shubin, A.}, year={1999}}\n"


def git(folder: Path, *words: str, day: str = "") -> str:
    stamp = f"{day}T12:00:00Z" if day else "2026-11-01T12:00:00Z"
    environment = os.environ | {"GIT_COMMITTER_DATE": stamp, "GIT_AUTHOR_DATE": stamp}
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", str(folder), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout


def release(folder: Path, day: str) -> int:
    return main(["--conf", str(folder), "--source", str(folder), "release", "--date", day])


class Twice:
    """The archive after its second edition, and the ledgers of both."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        write(folder, PAGES, BIB, CONF)
        git(folder, "init", "-q")
        (folder / ".gitignore").write_text("_build\n", encoding="utf-8")
        self.commit("Begin", "2026-11-01")
        assert release(folder, "2026-11-02") == 0
        self.first = read_ledger(folder / "ledger.txt")
        self.commit("Release edition 1", "2026-11-02")
        ada = (folder / "ada.md").read_text(encoding="utf-8").replace("1815-12-10", "1815-12-11")
        (folder / "ada.md").write_text(ada, encoding="utf-8")
        (folder / "bob.md").write_text(
            PAGES["bob"].replace("} bob", "} robert\n:alias: bob").replace("too", "later"), encoding="utf-8"
        )
        (folder / "bob.md").write_text(
            (folder / "bob.md").read_text(encoding="utf-8").partition("## Eve")[0], encoding="utf-8"
        )
        new = "# New\n\n:::{former} /bob#person-eve /bob#eve\n:::\n\nOn Eve nothing is known.\n"
        (folder / "new.md").write_text(new, encoding="utf-8")
        index = (folder / "index.md").read_text(encoding="utf-8").replace("bob\n", "bob\nnew\n")
        (folder / "index.md").write_text(index, encoding="utf-8")
        self.commit(
            "Correct the day of birth\n\nThe register has the 11th.\n\nReviewed-by: Eve <eve@example.org>", "2026-11-20"
        )
        assert release(folder, "2026-12-01") == 0
        self.second = read_ledger(folder / "ledger.txt")
        self.commit("Release edition 2", "2026-12-01")
        self.built: Built = build(folder, builder="html")

    def commit(self, message: str, day: str) -> None:
        git(self.folder, "add", "-A")
        git(self.folder, "commit", "-qm", message, day=day)


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Twice:
    return Twice(tmp_path_factory.mktemp("editions") / "archive")


def test_each_release_is_an_edition(twice: Twice) -> None:
    assert [(one.number, one.day, one.version) for one in twice.second.editions] == [
        (1, datetime.date(2026, 11, 2), "1.2"),
        (2, datetime.date(2026, 12, 1), "1.2"),
    ]
    assert twice.first.changes == []
    assert twice.second.published["ada#life"].edition == 1
    assert not twice.built.warnings


def test_the_list_of_changes_is_true(twice: Twice) -> None:
    assert twice.second.changes == [
        Change(2, "added", "page:new"),
        Change(2, "changed", "page:bob", ("text",)),
        Change(2, "changed", "person:ada", ("born",)),
        Change(2, "changed", "person:robert", ("alias", "key", "text")),
        Change(2, "removed", "person:eve"),
    ]


def test_the_same_archive_is_no_second_edition(twice: Twice, capsys: pytest.CaptureFixture[str]) -> None:
    assert release(twice.folder, "2027-01-01") == 2
    assert "nothing has changed since edition 2" in capsys.readouterr().err


def test_pages_say_which_edition_they_are(twice: Twice) -> None:
    text = twice.built.text("ada.html")
    assert "edition 2 of 1 December 2026</a>." in text
    assert '<a href="https://example.org/archive/">The latest edition</a>' in text
    box = text[text.index('class="letopis-cite"') :]
    assert "edition 2 of 1 December 2026" in box


def test_a_page_has_its_history(twice: Twice) -> None:
    text = twice.built.text("ada.html")
    box = text[text.index('<details class="letopis-history"') :]
    box = box[: box.index("</details>")]
    assert "2 changes, the last on 20\xa0November\xa02026" in box
    assert "Correct the day of birth" in box
    assert "The register has the 11th." in box
    assert "(+1 −1 lines)" in box
    assert "eve@example.org" not in box
    commit = git(twice.folder, "log", "-1", "--format=%h", "--skip=1").strip()
    assert f"https://github.com/example/archive/commit/{commit}" in box


def test_corrections_and_changes_are_listed_for_readers(twice: Twice) -> None:
    text = twice.built.resolved["changes"].astext()
    assert "Edition 2, 1 December 2026" in text
    assert "Changed: Ada (born)" in text
    assert "New: New" in text
    assert text.index("Corrections") < text.rindex("Changed: Ada (born)")
    assert "Taken out" not in text[text.index("Corrections") :]


def test_feeds_tell_of_both(twice: Twice) -> None:
    changes = ET.fromstring(twice.built.text("changes.xml"))
    assert [one.findtext("a:title", "", ATOM) for one in changes.findall("a:entry", ATOM)] == [
        "Edition 2, 1 December 2026",
        "Edition 1, 2 November 2026",
    ]
    assert changes.findtext("a:updated", "", ATOM) == "2026-12-01T00:00:00Z"
    (entry,) = ET.fromstring(twice.built.text("corrections.xml")).findall("a:entry", ATOM)
    assert entry.findtext("a:title", "", ATOM) == "Ada: born corrected"
    link = entry.find("a:link", ATOM)
    assert link is not None
    assert link.get("href") == "https://example.org/archive/ada.html#person-ada"
    assert 'type="application/atom+xml" title="Corrections" href="corrections.xml"' in twice.built.text("ada.html")


def test_catalogues_are_told_from_one_place(twice: Twice) -> None:
    cff = (twice.folder / "CITATION.cff").read_text(encoding="utf-8")
    assert 'version: "2 (1.2)"' in cff
    assert "date-released: 2026-12-01" in cff
    assert cff.count("version:") == 2  # cff-version is the other
    deposit = twice.folder / "_build" / "release"
    zenodo = json.loads((deposit / "zenodo.json").read_text(encoding="utf-8"))
    datacite = json.loads((deposit / "datacite.json").read_text(encoding="utf-8"))
    assert zenodo["version"] == datacite["version"] == "2 (1.2)"
    assert zenodo["publication_date"] == datacite["dates"][0]["date"] == "2026-12-01"
    assert "- changed: person:ada (born)" in (deposit / "changes.md").read_text(encoding="utf-8")


def test_what_was_changed_after_an_edition_says_so(twice: Twice, tmp_path: Path) -> None:
    folder = tmp_path / "later"
    subprocess.run(["git", "clone", "-q", "--depth=2", f"file://{twice.folder}", str(folder)], check=True)
    (folder / "index.md").write_text((folder / "index.md").read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    built = build(folder, builder="html")
    assert "edition 2 of 1 December 2026, changed since</a>." in built.text("ada.html")
    # A shallow copy: its oldest commit, the correction, seems to have made every page, and is left out.
    assert "letopis-history" not in built.text("ada.html")


def test_an_archive_with_faults_is_not_released(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path, {"p": "# P\n\nOf {person}`nobody`.\n"})
    assert release(folder, "2026-01-01") == 1
    assert "nobody" in capsys.readouterr().out
    assert not (folder / "ledger.txt").exists()


@pytest.mark.parametrize(("day", "said"), [("yesterday", "is no day"), ("2026-11-01", "lies before it")])
def test_a_day_that_cannot_be_is_refused(
    tmp_path: Path, day: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path, {"p": "# P\n\nText.\n"})
    assert release(folder, "2026-11-02") == 0
    (folder / "p.md").write_text("# P\n\nMore text.\n", encoding="utf-8")
    assert release(folder, day) == 2
    assert said in capsys.readouterr().err


def test_what_is_told_of_an_edition_is_written_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path, {"p": "# P\n\nText.\n"})
    for day, text in (("2026-11-02", "More text."), ("2026-11-03", "Still more text.")):
        assert release(folder, day) == 0
        (folder / "p.md").write_text(f"# P\n\n## Two\n\n{text}\n", encoding="utf-8")
    assert release(folder, "2026-11-04") == 0
    assert "Set html_baseurl in conf.py" in capsys.readouterr().out
    ledger, changes = (folder / "ledger.txt").read_bytes(), folder / "_build" / "release" / "changes.md"
    told = changes.read_text(encoding="utf-8")
    with (folder / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write('\nhtml_baseurl = "https://example.org/p/"\n')
    assert release(folder, "2027-01-01") == 0
    said = capsys.readouterr().out
    assert (
        "The pages and sources are those of edition 3 of 2026-11-04, which stays.\nWritten anew for it: CITATION"
        in said
    )
    assert "Set html_baseurl" not in said
    cff = (folder / "CITATION.cff").read_text(encoding="utf-8")
    assert 'url: "https://example.org/p/"' in cff
    assert "date-released: 2026-11-04" in cff
    assert ((folder / "ledger.txt").read_bytes(), changes.read_text(encoding="utf-8")) == (ledger, told)
    assert release(folder, "2027-01-01") == 2
    assert "nothing has changed since edition 3" in capsys.readouterr().err
    changes.unlink()
    assert release(folder, "2027-01-01") == 0
    assert changes.read_text(encoding="utf-8") == told


def test_checksums_are_those_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "a.html").write_text("a", encoding="utf-8")
    for _ in range(2):
        assert main(["release", "--sums", str(tmp_path)]) == 0
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=tmp_path, check=True)


def test_a_changed_summary_is_no_correction() -> None:
    changes = [Change(2, "changed", "person:ada", ("text",)), Change(2, "changed", "source:S", ("year",)),
               Change(2, "changed", "person:bob", ("died", "text")), Change(2, "added", "person:eve")]  # fmt: skip
    assert list(corrections_of(Ledger(changes=changes))) == [Change(2, "changed", "person:bob", ("died",))]


def test_a_shallow_copy_knows_the_last_changes_and_names_nobody(twice: Twice, tmp_path: Path) -> None:
    folder = tmp_path / "shallow"
    subprocess.run(["git", "clone", "-q", "--depth=3", f"file://{twice.folder}", str(folder)], check=True)
    (one,) = histories(folder)["ada.md"]
    assert one.subject == "Correct the day of birth"
    assert (one.authors, one.reviewers) == ((), ())
    (whole,) = [commit for commit in histories(twice.folder)["ada.md"] if commit.subject == one.subject]
    assert whole.reviewers == ("Eve",)


def test_the_last_changes_are_listed_with_their_pages_and_linked_from_the_edition(twice: Twice) -> None:
    text = twice.built.text("changes.html")
    lists = re.findall(r'<ul class="letopis-recent[^"]*">(.*?)</ul>', text, re.DOTALL)
    lines = [
        re.sub(r"<[^>]+>", "", line).strip() for line in re.findall(r"<li>(.*?)</li>", lists[0] + lists[-1], re.DOTALL)
    ]
    assert any(line.startswith("Correct the day of birth: Ada") for line in lines)
    assert lines[-1].startswith("Begin: ")
    assert re.search(
        r'<footer class="bd-footer">\s*<p>[^<]*<a href="changes.html">edition 2', twice.built.text("ada.html")
    )


def test_changes_that_also_touched_some_files_are_left_out_of_the_list(tmp_path: Path) -> None:
    view = "# Changes\n\n```{recent}\n:except: tools set*.cfg\n```\n"
    folder = write(tmp_path / "top" / "docs", {"index": "# Home\n", "guide": "# Guide\n", "changes": view})
    git(folder.parent, "init", "-q")

    def commit(words: str, *names: str) -> None:
        for name in names:
            (folder.parent / name).parent.mkdir(exist_ok=True)
            with (folder.parent / name).open("a", encoding="utf-8") as file:
                file.write(f"\n{words}.\n")
        git(folder.parent, "add", "-A")
        git(folder.parent, "commit", "-qm", words)

    commit("Begin")
    commit("Tell more", "docs/index.md")
    commit("Tell more and test it", "docs/index.md", "tests/one.txt")
    commit("Draw it otherwise", "docs/index.md", "tools/draw.txt")
    commit("Set it otherwise", "docs/index.md", "setup.cfg")
    commit("Tell writers", "docs/guide.md")
    built = build(folder, letopis_search_guides=["guide"])
    assert built.warnings == []
    lines = [item.astext() for item in built.resolved["changes"].findall(nodes.list_item)]
    assert [line.partition(":")[0] for line in lines] == ["Tell more and test it", "Tell more", "Begin"]


@pytest.mark.parametrize("name", ["/etc", ":(exclude)docs", "-x", "a'b"])
def test_files_to_be_left_out_are_named_from_the_top_of_the_repository(tmp_path: Path, name: str) -> None:
    built = build(write(tmp_path, {"p": f"# P\n\n```{{recent}}\n:except: src {name}\n```\n"}))
    assert built.codes == ["myst.directive_option"]
    assert f"not {name!r}" in built.warnings[0].message


def test_without_a_history_that_is_said(tmp_path: Path) -> None:
    built = build(write(tmp_path, {"p": "# P\n\n```{recent}\n```\n"}))
    assert "The history of the pages is not part of this copy." in built.resolved["p"].astext()


def test_no_repository_has_no_history(tmp_path: Path) -> None:
    assert histories(tmp_path) == {}
