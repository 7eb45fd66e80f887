"""Exceptions: for a record, one value, an office, a whole rule; and the baseline, which may only shrink."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ConfigError

from letopis.checks.waivers import read_baseline
from letopis.cli import main
from letopis.model.values import read_waiver
from tests.unit.test_rendering import archive, record

if TYPE_CHECKING:
    from pathlib import Path

ADA = (":born: 1850", ":died: 1900", ":held: mayor 1840/1845", ":held: clerk 1910/1912")
OFFICES = record("office", "mayor") + record("office", "clerk")


def codes(tmp_path: Path, pages: str, conf: str = "") -> list[tuple[str, int]]:
    return [(one.code.removeprefix("letopis."), one.line) for one in archive(tmp_path, pages, conf=conf).warnings]


def test_what_is_read() -> None:
    assert read_waiver("lifespan a legend") == ("lifespan", "a legend", "", ())
    assert read_waiver('lifespan "1730/1860" a legend') == ("lifespan", "a legend", "1730/1860", ())
    for wrong in ("lifespan", 'lifespan "1730"', "no"):
        with pytest.raises(ValueError, match="expected the code of a rule and a reason"):
            read_waiver(wrong)


def test_an_exception_for_one_value_covers_it_and_no_other(tmp_path: Path) -> None:
    both = codes(tmp_path / "1", record("person", "ada", *ADA) + OFFICES)
    assert [code for code, _ in both] == ["not-alive", "not-alive"]
    narrow = record("person", "ada", *ADA, ':except: not-alive "1840/1845" told of her in a legend')
    assert codes(tmp_path / "2", narrow + OFFICES) == [both[1]]
    assert codes(tmp_path / "3", record("person", "ada", *ADA, ":except: not-alive a legend") + OFFICES) == []


def test_an_exception_for_a_value_that_is_not_there_says_so(tmp_path: Path) -> None:
    pages = record("person", "ada", *ADA[:2], ':except: not-alive "1830" a legend')
    found = archive(tmp_path, pages).warnings
    assert "no field of this record holds '1830'" in found[0].message
    assert [one.code for one in found] == ["letopis.field-value"], "that it is not needed follows from that"


RIVALS = record("person", "a", ":held: mayor 1850/1860") + record("person", "b", ":held: mayor 1852/1870")


def test_an_exception_of_an_office_covers_its_holders(tmp_path: Path) -> None:
    assert [code for code, _ in codes(tmp_path / "1", record("office", "mayor") + RIVALS)] == ["one-holder"]
    office = record("office", "mayor", ":except: one-holder two were lawful")
    assert codes(tmp_path / "2", office + RIVALS) == []


def setting(**entry: str) -> str:
    return f"letopis_exceptions = [{entry!r}]"


def test_an_exception_of_the_project_is_for_an_office_or_a_rule(tmp_path: Path) -> None:
    pages = record("office", "mayor") + RIVALS
    why = {"reason": "two were lawful", "by": "The editors"}
    assert codes(tmp_path / "1", pages, setting(rule="one-holder", record="office:mayor", **why)) == []
    assert codes(tmp_path / "2", pages, setting(rule="one-holder", **why)) == []
    idle = codes(tmp_path / "3", pages, setting(rule="one-holder", record="office:clerk", **why))
    assert [code for code, _ in idle] == ["exception-unused", "one-holder"]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ({"rule": "one-holder", "reason": "so"}, "has no by"),
        ({"rule": "one-holder", "by": "me"}, "has no reason"),
        ({"rule": "none", "reason": "so", "by": "me"}, "there is no rule 'none'"),
        (
            {"rule": "one-holder", "reason": "so", "by": "me", "record": "mayor"},
            "expected a record such as 'office:mayor'",
        ),
        ({"code": "one-holder"}, "expected a dictionary with rule, record, reason, by"),
    ],
)
def test_an_exception_of_the_project_says_which_rule_why_and_who(
    tmp_path: Path, entry: dict[str, str], says: str
) -> None:
    with pytest.raises(ConfigError, match=says):
        archive(tmp_path, OFFICES, conf=f"letopis_exceptions = [{entry!r}]")


def test_a_baseline_lets_old_faults_pass_and_may_only_shrink(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    conf = 'letopis_baseline = "known.json"'
    ada = record("person", "ada", *ADA)
    assert len(codes(tmp_path, ada + OFFICES, conf)) == 2
    run = ["--conf", str(tmp_path), "--source", str(tmp_path), "baseline"]
    assert main(run) == 2
    assert "a first baseline is signed" in capsys.readouterr().err
    assert main([*run, "--by", "The editors", "--reason", "as in the register"]) == 0
    known = tmp_path / "known.json"
    first = known.read_text(encoding="utf-8")
    baseline = read_baseline(first)
    assert (baseline.by, baseline.reason, baseline.known.total()) == ("The editors", "as in the register", 2)
    assert codes(tmp_path, ada + OFFICES, conf) == []

    moved_and_new = (
        "A line above.\n\n" + record("person", "bob", *ADA[:2], ':held: "Another post" 1840/1845') + ada + OFFICES
    )
    assert [code for code, _ in codes(tmp_path, moved_and_new, conf)] == ["not-alive"]  # that of bob
    assert main(run) == 1
    assert "new, and not put in: page.md:" in capsys.readouterr().out
    assert known.read_text(encoding="utf-8") == first

    mended = record("person", "ada", *ADA[:3]) + OFFICES
    (gone,) = archive(tmp_path, mended, conf=conf).warnings
    assert gone.code == "letopis.baseline"
    assert "1 fault of the baseline has gone" in gone.message
    assert main(run) == 0
    assert codes(tmp_path, mended, conf) == []
    assert read_baseline(known.read_text(encoding="utf-8")).known.total() == 1


def test_a_baseline_changed_by_hand_is_refused(tmp_path: Path) -> None:
    conf = 'letopis_baseline = "known.json"'
    codes(tmp_path, record("person", "ada", *ADA) + OFFICES, conf)
    main(["--conf", str(tmp_path), "--source", str(tmp_path), "baseline", "--by", "me", "--reason", "so"])
    known = tmp_path / "known.json"
    known.write_text(known.read_text(encoding="utf-8").replace("not-alive", "too-young", 1), encoding="utf-8")
    found = archive(tmp_path, record("person", "ada", *ADA) + OFFICES, conf=conf).warnings
    assert [one.code for one in found].count("letopis.baseline") == 1
    assert any("it was changed by hand" in one.message for one in found)
    known.write_text("[]", encoding="utf-8")
    with pytest.raises(ValueError, match="it is not a baseline"):
        read_baseline("[]")
