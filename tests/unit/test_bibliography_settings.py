"""What a project chooses in ``conf.py``, in builds of small projects; and apostrophes in running text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

SOURCES = """@incollection{Moe1962, author={Moe, Ture}, title={The Summer Fair}, booktitle={Fairs}, editor={Wold, Lia},
  publisher={Pier Press}, address={Old Quay}, date={1962-05-04}, pages={30--44}, isbn={0-393-05144-7}, mood={Gloomy}}
@book{Abe1970, author={Abe, Ann}, title={Boats}, date={1970}}
"""
PAGE = "# Home\n\nText {cite:p}`Moe1962`.\n\n```{bibliography}\n:all:\n```\n"


def built(folder: Path, page: str = PAGE, **settings: object) -> tuple[str, str]:
    """The text of a small project's page, and the warnings."""
    folder.mkdir()
    (folder / "conf.py").write_text("extensions = ['letopis', 'myst_parser']\nbibtex_bibfiles = ['s.bib']\n", "utf-8")
    (folder / "index.md").write_text(page, "utf-8")
    (folder / "s.bib").write_text(SOURCES, "utf-8")
    app = SphinxTestApp("html", folder, freshenv=True, confoverrides={"html_theme": "basic", **settings})
    app.build()
    warnings = app.warning.getvalue()
    html = (folder / "_build" / "html" / "index.html").read_text("utf-8")
    app.cleanup()
    body = html[html.index('role="main"') :]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", body[: body.index('role="navigation"')])), warnings


def test_a_field_that_nothing_prints_is_warned_of_until_the_project_keeps_it(tmp_path: Path) -> None:
    text, warnings = built(tmp_path / "a")
    assert "the field 'mood' (Gloomy) is printed nowhere" in warnings
    assert "ISBN 0-393-05144-7" in text
    text, warnings = built(tmp_path / "b", letopis_sources_kept_fields=["mood", "isbn"])
    assert "mood" not in warnings
    assert "ISBN" not in text


def test_a_project_chooses_notes_and_bibliography(tmp_path: Path) -> None:
    text, _ = built(tmp_path / "a", letopis_sources_style="notes-bibliography", letopis_sources_kept_fields=["mood"])
    assert (
        "Moe, Ture. “The Summer Fair.” In Fairs, edited by Lia Wold, 30–44. Old Quay: Pier Press, 4 May 1962." in text
    )
    assert "Abe, Ann. Boats. 1970." in text


def test_a_project_chooses_language_and_order(tmp_path: Path) -> None:
    text, _ = built(tmp_path / "a", letopis_sources_language="de", letopis_sources_order="date")
    assert "In Fairs, herausgegeben von Lia Wold, 30–44. Old Quay: Pier Press. 4. Mai 1962." in text
    assert text.index("Moe, Ture. 1962.") < text.index("Abe, Ann. 1970.")
    text, _ = built(tmp_path / "b")
    assert text.index("Abe, Ann. 1970.") < text.index("Moe, Ture. 1962.")


@pytest.mark.parametrize("setting", ["style", "language", "order"])
def test_a_choice_that_is_not_known_is_told_with_what_there_is(tmp_path: Path, setting: str) -> None:
    text, warnings = built(tmp_path / "a", **{f"letopis_sources_{setting}": "klingon"})
    assert f"letopis_sources_{setting} = 'klingon' is not known. Write one of: " in warnings
    assert "Moe, Ture. 1962." in text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("The autumn of '61, after '60; 'twas so. Salt 'n' pepper.", "autumn of ’61, after ’60; ’twas so. Salt ’n’ pepper."),
        ("The '50s, and \"the 'Sixties'\" too.", "The ’50s, and “the ‘Sixties’” too."),
        ("He said 'no', and 'em too; *'57* and (‘quoted’).", "He said ‘no’, and ’em too; ’57 and (‘quoted’)."),
        ("As `'57` in code.", "As '57 in code."),
    ],
)  # fmt: skip
def test_apostrophes_in_running_text_are_turned(tmp_path: Path, written: str, shown: str) -> None:
    text, _ = built(tmp_path / "a", page=f"# Home\n\n{written}\n")
    assert shown in text.replace("&#39;", "'")
