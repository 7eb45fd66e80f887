"""The commands of a newcomer, on a small archive. `python3 make.py newcomer` runs them in a fresh clone of this one."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tools.newcomer import COMMANDS


def test_nine_commands_and_none_of_sphinxs(archive: Path, run: Run) -> None:
    assert len(COMMANDS) + len(["git clone", "serve"]) <= 9
    assert {words[0] for words in COMMANDS} == {"new", "rename", "doctor"}
    for words in COMMANDS:
        ran = run(*(word for word in words if word != "--"))
        assert ran.code == 0, (words, ran)
    assert ":::{person} ada-lovelace\n:alias: ada\n" in (archive / "people" / "ada.md").read_text(encoding="utf-8")
    assert ":participant: ada-lovelace | dined\n" in (archive / "events" / "dinner.md").read_text(encoding="utf-8")
