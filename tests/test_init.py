"""`letopis init`: a small archive that is whole as it is made."""

from __future__ import annotations

import ast
import runpy
from pathlib import Path

import pytest

from letopis.cli import main
from letopis.model.kinds import BUILT_IN


def made(folder: Path, *options: str) -> Path:
    assert main(["init", str(folder), *options]) == 0
    return folder


@pytest.mark.parametrize(("title", "century"), [("Ships & letters", "17"), ('The "first" \\ century', "1")])
def test_it_is_green_as_it_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], title: str, century: str
) -> None:
    folder = made(tmp_path / "archive", "--title", title, "--century", century)
    assert main(["-c", str(folder), "doctor"]) == 0, capsys.readouterr().out
    conf = ast.parse((folder / "conf.py").read_text("utf-8"))
    values = [node.value for node in conf.body if isinstance(node, ast.Assign)]
    assert title in [value.value for value in values if isinstance(value, ast.Constant)]


def test_it_has_one_record_of_each_kind(tmp_path: Path) -> None:
    folder = made(tmp_path / "archive", "--century", "19")
    text = "".join(path.read_text("utf-8") for path in sorted((folder / "docs").rglob("*.md")))
    assert [kind.kind for kind in BUILT_IN if f":::{{{kind.kind}}} " not in text] == [
        "illustration"
    ]  # it needs a picture
    assert ":born: 1820-03-01" in text
    assert "@@" not in "".join(path.read_text("utf-8") for path in folder.rglob("*") if path.is_file())


def test_it_has_tasks_tests_sources_and_a_workflow(tmp_path: Path) -> None:
    folder = made(tmp_path / "my-archive")
    for name in ("README.md", "make.py", "requirements.txt", "references.bib", ".gitignore"):
        assert (folder / name).is_file(), name
    for name in ("make.py", "conf.py", "tests/test_archive.py"):
        compile((folder / name).read_text("utf-8"), name, "exec")
    readme = (folder / "README.md").read_text("utf-8")
    assert readme.startswith("# My archive\n")
    assert "python3 make.py build\n" in readme
    assert "python3 make.py tests\n" in readme
    assert "make.py build" in (folder / ".github" / "workflows" / "archive.yml").read_text("utf-8")


def test_the_downloads_follow_the_name_of_the_book(tmp_path: Path) -> None:
    """The tutorial's last step."""
    conf = made(tmp_path / "archive") / "conf.py"
    conf.write_text(conf.read_text("utf-8").replace('book_slug = "archive"', 'book_slug = "ships"'), "utf-8")
    downloads = dict(runpy.run_path(str(conf))["letopis_downloads"])
    assert downloads["PDF"] == "downloads/ships.pdf"
    assert downloads["EPUB"] == "downloads/ships.epub"


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert main(["init", str(tmp_path)]) == 2
    assert "is there already, and not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert main(["init", str(tmp_path / "new"), "--century", "0"]) == 2
    assert "expected a century from 1 to 21" in capsys.readouterr().err
