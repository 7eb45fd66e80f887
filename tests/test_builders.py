"""Every builder prints the second archive: another century, language and calendar, and no word of the first."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from tests.building import COUNCIL, Built, build, changed, copy

if TYPE_CHECKING:
    from pathlib import Path

EVERY = ("html", "dirhtml", "singlehtml", "text", "latex", "epub", "typst", "dummy", "xml", "pseudoxml", "man", "texinfo")


@pytest.fixture(scope="module", params=EVERY)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    source = copy(COUNCIL, tmp_path_factory.mktemp(request.param) / "council")
    return build(source, builder=request.param)


def test_no_builder_warns(built: Built) -> None:
    assert built.warnings == []


def test_every_page_is_printed_with_what_others_say_of_it(built: Built) -> None:
    """Perrin's page shows the vote and the events that name him, which stand on other pages."""
    if built.app.builder.name in {"dummy", "epub", "typst"}:
        pytest.skip("looked into below")
    everything = b"\n".join(built.files(without="searchindex|objects.inv|_static").values()).decode("utf-8", "replace")
    for words in ("Ami Perrin", "The sentence on Servetus", "Penthesilea", "Cited in", "Seventeen carried it"):
        assert words in everything.replace("\\-", "-"), words


def test_the_second_archive_has_twenty_records_of_every_kind(tmp_path: Path) -> None:
    archive = build(copy(COUNCIL, tmp_path / "council")).archive
    kinds = {record.kind for record in archive.records}
    assert kinds == {
        "person", "event", "body", "office", "place", "document", "book", "term", "claim", "question", "vote",
    }  # fmt: skip
    assert len(archive.records) >= 20
