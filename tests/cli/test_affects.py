"""``letopis affects REV``: what a change does, in plain words; ten scripted changes and what is said of each."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from letopis.cli import main


def git(folder: Path, *words: str) -> None:
    me = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *me, *words], cwd=folder, check=True, capture_output=True)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, rootdir: Path) -> str:
    """The report on ten changes, made in a repository whose top is above the archive."""
    top = tmp_path_factory.mktemp("repository")
    archive = Path(shutil.copytree(rootdir / "test-council", top / "archive"))
    edit(archive / "people" / "vandel.md", ":born: 1507~", ":born: in 1507")
    git(top, "init", "-q", "-b", "main")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "before")
    git(top, "checkout", "-q", "-b", "change")

    def command(*words: str) -> int:
        return main(["-c", str(archive), "-s", str(archive), *words])

    said = StringIO()
    with redirect_stdout(said):
        edit(archive / "people" / "calvin.md", ":died: OS 1564-05-27", ":died: OS 1564-05-26")
        assert command("new", "person", "Ada Lovelace", "--source", "WPCalvin") == 0
        edit(
            archive / "trial.md", ":verdict: disputed\n:judged: 2026-11-23", ":verdict: confirmed\n:judged: 2027-01-02"
        )
        edit(archive / "sources.bib", "year = {2010}", "year = {2012}")
        assert command("new", "source", "A new book", "--year", "2003") == 0
        edit(archive / "people" / "vandel.md", "{office}`captain-general`", "captain-general")
        assert command("rename", "person", "servetus", "miguel-servet") == 0
        (archive / "people" / "gruet.md").unlink()
        edit(archive / "index.md", "people/gruet\n", "")
        edit(archive / "people" / "perrin.md", "# Ami Perrin\n", "# Ami Perrin\n\nOf {place}`genewa` and more.\n")
        edit(archive / "people" / "vandel.md", ":born: in 1507", ":born: 1507~")
        edit(archive / "people" / "favre.md", ":::\n", "And no more is known.\n:::\n")
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "after")
    # What others have done since is no part of it.
    git(top, "checkout", "-q", "main")
    edit(archive / "about.md", "# About", "# All about")
    git(top, "commit", "-q", "-a", "-m", "of others")
    git(top, "checkout", "-q", "change")
    said = StringIO()
    here = Path.cwd()
    os.chdir(top)
    try:
        with redirect_stdout(said):
            assert command("affects", "main") == 0
    finally:
        os.chdir(here)
    return said.getvalue()


@pytest.mark.parametrize(
    ("section", "says"),
    [
        ("Records", "Changed: person `calvin` (John Calvin): `died` was “OS 1564-05-27 [WPCalvin]”, and is “OS 1564-05-26"),
        ("Records", "New: person `lovelace` (Ada Lovelace), on people/lovelace.md."),
        ("Claims judged anew", "claim `unanimous` (The judges were of one mind): was disputed, is confirmed (judged 2027-01-02)."),
        ("Sources", "Changed: `BannerBrink`: `year` was “2010”, and is “2012”; cited on "),
        ("Sources", "New: `NewBook2003` (A new book), cited on no page."),
        ("Links lost", "people/vandel.md no longer links to office `captain-general`."),
        ("Records", "person `servetus` is now called person `miguel-servet`; links to the old key go on working."),
        ("Records", "Gone: person `gruet` (Jacques Gruet), from people/gruet.md; links to it lead nowhere."),
        ("Pages", "Gone: people/gruet.md, “Jacques Gruet”; links from elsewhere to its address lead nowhere."),
        ("Faults that the checks find now", "people/perrin.md: place 'genewa' is not in the archive."),
        ("Faults that are mended", "people/vandel.md: person 'vandel': field ':born:'"),
        ("Records", "Changed: person `favre` (Françoise Favre): the summary is now “"),
        ("Pages", "Changed: people/perrin.md, 5 words added, 0 taken out."),
        ("Pages", "in which no word is another"),
        ("Words", "The archive had "),
    ],
)  # fmt: skip
def test_each_change_is_told(report: str, section: str, says: str) -> None:
    parts = {part.partition("\n")[0]: part for part in report.split("### ")[1:]}
    assert says in parts[section], report


def test_what_follows_from_a_renaming_is_no_change(report: str) -> None:
    assert "“servetus”" not in report
    assert "About this archive" not in report
    assert "about.md" not in report
    assert report.startswith("## What this change does\n\nCompared with main (")


def test_nothing_to_say(
    tmp_path: Path, rootdir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))  # the tests may lie in a repository themselves
    archive = Path(shutil.copytree(rootdir / "test-council", tmp_path / "archive"))
    command = ["-c", str(archive), "-s", str(archive), "affects"]
    assert main(command) == 2
    assert "is in no repository of git" in capsys.readouterr().err
    git(archive, "init", "-q")
    git(archive, "add", ".")
    git(archive, "commit", "-q", "-m", "all")
    assert main([*command, "no-such-branch"]) == 2
    assert "no revision 'no-such-branch'" in capsys.readouterr().err
    assert main(command) == 0
    assert "Nothing that a reader of the archive would see." in capsys.readouterr().out
