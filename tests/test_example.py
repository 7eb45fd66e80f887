"""The second archive, `examples/first-women`: another century and place, built in all three outputs."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from pypdf import PdfReader
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from letopis.domain import domain_of
from letopis.model.archive import Archive
from letopis.model.texts import difference
from letopis.queries.tenures import terms

EXAMPLE = Path(__file__).parent.parent / "examples" / "first-women"


class Output(NamedTuple):
    """What came of one builder."""

    archive: Archive
    folder: Path
    warnings: str


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Output]:
    """Each output. The pages are read once, as `letopis build` reads them."""
    folder = tmp_path_factory.mktemp("example")
    found = {}
    for builder in ("html", "typst", "epub"):
        warnings = io.StringIO()
        with patch_docutils(EXAMPLE), docutils_namespace():
            app = Sphinx(
                EXAMPLE / "docs", EXAMPLE, folder / builder, folder / "doctrees", builder, {"html_theme": "basic"},
                status=None, warning=warnings,
            )  # fmt: skip
            app.build()
        found[builder] = Output(domain_of(app.env).archive, Path(app.outdir), warnings.getvalue())
    return found


def test_all_three_outputs_are_green(outputs: dict[str, Output]) -> None:
    assert {builder: output.warnings for builder, output in outputs.items()} == dict.fromkeys(outputs, "")
    pages = {path.name for path in outputs["html"].folder.rglob("*.html")}
    assert {"miina-sillanpaa.html", "journals.html", "places.html", "sources.html"} <= pages
    (book,) = outputs["typst"].folder.glob("*.pdf")
    text = "".join(page.extract_text() for page in PdfReader(book).pages)
    assert "Hilja Pärssinen" in text
    assert [path.name for path in outputs["epub"].folder.glob("*.epub")] == ["first-women.epub"]


def test_it_is_large_enough_to_be_an_example(outputs: dict[str, Output]) -> None:
    archive = outputs["html"].archive
    kinds = Counter(record.kind for record in archive.records)
    assert kinds.total() >= 60
    assert {"person", "event", "body", "office", "place", "document", "vote", "journal"} <= set(kinds)
    assert len({citation.key for record in archive.records for citation, _ in record.citations()}) >= 25


def test_it_shows_what_an_archive_of_elsewhere_needs(outputs: dict[str, Output]) -> None:
    archive, folder, _ = outputs["html"]
    manifesto = (folder / "events.html").read_text(encoding="utf-8")
    assert re.search(r"4\s+November\s+1905\s+\(22\s+October\s+Old\s+Style\)", manifesto)
    nuotio = (folder / "people" / "jenny-nuotio.html").read_text(encoding="utf-8")
    assert "Jenny Kilpiäinen" in nuotio
    assert "Jenny Upari" in nuotio
    soviet = (folder / "bodies.html").read_text(encoding="utf-8")
    assert "Places that it held" in soviet
    vote = archive.named("vote", "power-act-vote")
    assert vote is not None
    assert str(vote.get("reported")[0].value) == "136–55"
    assert 'lang="fi"' in (folder / "journals.html").read_text(encoding="utf-8")


def test_an_act_stands_there_in_its_own_words(outputs: dict[str, Output]) -> None:
    archive, folder, _ = outputs["html"]
    documents = (folder / "documents.html").read_text(encoding="utf-8")
    assert 'id="text-parliament-act-l4"' in documents
    assert "Parliament has one chamber; two hundred members" in documents
    assert 'href="documents.html#text-parliament-act-l6"' in (folder / "events.html").read_text(encoding="utf-8")
    (quoted,) = archive.quoted
    act = archive.named("document", "parliament-act")
    assert act is not None
    assert difference(archive.lines_of(act), quoted) == (0, "")
    (word,) = [words for _, words in quoted.words]
    assert difference(archive.lines_of(act), quoted._replace(words=((1, word.replace("yksi", "yks")),)))[0] == 1


def test_an_office_and_a_body_may_be_named_with_their_kind(outputs: dict[str, Output]) -> None:
    archive, folder, _ = outputs["html"]
    office, held = terms(archive, "office:speaker")
    assert office is not None
    assert [term.person.key for term in held][:2] == ["svinhufvud", "tokoi"]
    assert terms(archive, "body:speaker") == (None, [])
    assert "letopis-tenures" in (folder / "bodies.html").read_text(encoding="utf-8")
