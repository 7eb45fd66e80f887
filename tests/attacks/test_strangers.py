"""What strangers sent: no code runs, nothing from outside is read or published, and no word of a page is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.attacks.attacking import Attack
from tests.attacks.strangers import MARKER, STRANGERS, attacked, markers_of

BUILDERS = ("html", "epub", "typst")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("strangers")


def of(case: dict[str, Any], attack: Attack) -> list[tuple[str, int, str, str]]:
    before = f"a/{case['name']}/"
    return [
        (warned.path.removeprefix(before), warned.line, warned.code, attack.unfilled(warned.message))
        for warned in attack.warnings
        if warned.path.startswith(before)
    ]


def test_half_of_all_attacks_are_theirs_in_many_spellings() -> None:
    assert len(STRANGERS) >= 200
    assert len({case["name"] for case in STRANGERS}) == len(STRANGERS)
    assert sum(case["files"]["index.md"].lstrip("\ufeff").startswith("---") for case in STRANGERS) >= 20


@pytest.mark.parametrize("case", STRANGERS, ids=[case["name"] for case in STRANGERS])
def test_each_gets_its_findings(case: dict[str, Any], folder: Path) -> None:
    found = of(case, attacked("html", folder))
    assert [each[:3] for each in found] == [tuple(each[:3]) for each in case["finds"]], found
    assert [said for (*_, said), (*_, says) in zip(found, case["finds"], strict=True) if says not in said] == []


@pytest.mark.parametrize("builder", BUILDERS)
def test_nothing_comes_of_them(builder: str, folder: Path) -> None:
    attack = attacked(builder, folder)
    assert attack.stopped == ""
    assert list(attack.traces()) == []


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_word_is_lost(builder: str, folder: Path) -> None:
    attack = attacked(builder, folder)
    files = (path for path in attack.output.rglob("*") if path.suffix in {".html", ".xhtml", ".typ"})
    output = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in files)
    written = set(MARKER.findall(output.replace("\\-", "-")))
    assert {case["name"]: lost for case in STRANGERS if (lost := markers_of(case) - written)} == {}
