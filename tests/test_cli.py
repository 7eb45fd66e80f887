"""The commands for contributors, run on a copy of the second archive."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from letopis.cli import main


@pytest.fixture
def archive(tmp_path: Path, rootdir: Path) -> Path:
    """A copy of the archive of Geneva's councils that a test may change."""
    return Path(shutil.copytree(rootdir / "test-council", tmp_path / "council"))


def run(archive: Path, *arguments: str) -> int:
    return main(["-c", str(archive), "-s", str(archive), *arguments])


def test_doctor_finds_nothing_in_a_sound_archive(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(archive, "doctor") == 0
    assert "every check passed" in capsys.readouterr().out


def test_doctor_names_file_line_and_remedy(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = archive / "people" / "calvin.md"
    lines = page.read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.startswith(":died:"))
    lines[line - 1] = ":died: OS 1464-05-27 [WPCalvin]"
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run(archive, "doctor") == 1
    out = capsys.readouterr().out
    assert f"calvin.md:{line}: WARNING: person 'calvin': died" in out
    assert "Correct one of the two dates." in out
    assert "to look at" in out


def test_new_writes_a_page_that_reads(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(archive, "new", "person", "jean-lullin", "Jean Lullin") == 0
    page = archive / "people" / "jean-lullin.md"
    assert str(page) in capsys.readouterr().out
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Jean Lullin\n\n:::{person} jean-lullin\n")
    # Nothing is written that nobody has said.
    assert ":born:" not in text
    assert "people/jean-lullin" in (archive / "index.md").read_text(encoding="utf-8").splitlines()


def test_new_never_overwrites(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (archive / "people" / "calvin.md").read_bytes()
    assert run(archive, "new", "person", "calvin", "John Calvin") == 2
    assert "is there already" in capsys.readouterr().err
    assert (archive / "people" / "calvin.md").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["new", "person", "John Calvin", "John Calvin"], "is not made of lower-case letters"),
        (["new", "claim", "c-one", "A claim"], "a claim needs ':statement:' (Statement)"),
        (["new", "claims", "c-one", "A claim"], "there is no kind 'claims'"),
        (["rename", "person", "nobody", "somebody"], "there is no person 'nobody'"),
        (["rename", "person", "calvin", "Not A Key"], "is not made of lower-case letters"),
        (["rename", "person", "calvin", "perrin"], "is taken by another person"),
    ],
)
def test_misuse_is_said_in_one_line(
    archive: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert run(archive, *arguments) == 2
    err = capsys.readouterr().err
    assert message in err
    assert err.count("\n") == 1


def test_rename_changes_every_reference_and_keeps_the_old_key(archive: Path) -> None:
    assert run(archive, "rename", "person", "calvin", "john-calvin") == 0
    own = (archive / "people" / "calvin.md").read_text(encoding="utf-8")
    assert ":::{person} john-calvin\n:alias: calvin\n" in own
    others = [path.read_text(encoding="utf-8") for path in sorted(archive.rglob("*.md"))]
    assert not any("{person}`calvin`" in text or "<calvin>`" in text for text in others)
    assert any("john-calvin" in text for text in others if text != own)
    assert run(archive, "doctor") == 0


def test_affects_tells_who_uses_a_page(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(archive, "affects", str(archive / "people" / "calvin.md")) == 0
    out = capsys.readouterr().out
    assert "people/calvin.md: 1 record\n" in out
    assert "person 'calvin' (John Calvin)" in out
    assert "mentioned on: " in out


def test_affects_refuses_what_is_no_page(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(archive, "affects", str(tmp_path / "elsewhere.md")) == 2
    assert "is not a page of" in capsys.readouterr().err
    assert run(archive, "affects", str(archive / "people" / "nobody.md")) == 2
    assert "there is no page" in capsys.readouterr().err


def test_a_folder_without_settings_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-c", str(tmp_path), "doctor"]) == 2
    assert "there is no conf.py" in capsys.readouterr().err
    (tmp_path / "conf.py").write_text("", encoding="utf-8")
    assert main(["-c", str(tmp_path), "-s", str(tmp_path / "nowhere"), "doctor"]) == 2
    assert "there is no folder" in capsys.readouterr().err


def test_settings_that_cannot_be_loaded_are_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "conf.py").write_text("extensions = ['no.such.extension']\n", encoding="utf-8")
    assert main(["-c", str(tmp_path), "doctor"]) == 2
    assert "the archive cannot be read" in capsys.readouterr().err
