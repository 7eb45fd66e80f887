"""The second archive with its data in every format, built once, and once more as it comes out of an import."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from letopis.cli import main
from tests.building import COUNCIL, Built, build, copy

SETTINGS: dict[str, Any] = {
    "html_theme": "sphinx_book_theme",
    "html_baseurl": "https://council.example.org/",
    "letopis_data_formats": ["all"],
    "exclude_patterns": ["_build"],
    "letopis_description": "The quarrels of Geneva’s councils.",
    "letopis_licences": [("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/")],
    "letopis_downloads": [
        ("PDF", "downloads/council.pdf"),
        ("EPUB", "downloads/council.epub"),
        ("Data", "data/index.html"),
    ],
}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(copy(COUNCIL, tmp_path_factory.mktemp("readers") / "source"), builder="html", **SETTINGS)


@pytest.fixture(scope="session")
def data(site: Built) -> Path:
    return site.output / "data"


@pytest.fixture(scope="session")
def imported(site: Built, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("imported") / "archive"
    assert main(["import", str(data / "archive.json"), str(folder)]) == 0
    (folder / "docs" / "conf.py").write_bytes((folder / "conf.py").read_bytes())
    (folder / "docs" / "references.bib").write_bytes((folder / "references.bib").read_bytes())
    return build(folder / "docs", builder="html", letopis_data_formats=["all"])
