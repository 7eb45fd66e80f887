"""One build of the sample book for all tests that only look at it, and small books for the others."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.errors import SphinxError
from sphinx.testing.util import SphinxTestApp

from tests.book.printing import CONF, SAMPLE, Book, build_quietly

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.book.printing import BuildBook


@pytest.fixture
def build_book(tmp_path: Path) -> BuildBook:
    """A function that builds pages with the builder "typst". One text alone is the only chapter."""

    def build(
        pages: Mapping[str, str] | str, *, conf: str = "", files: Mapping[str, bytes] | None = None, **settings: Any
    ) -> Book:
        source = tmp_path / "source"
        source.mkdir(exist_ok=True)
        texts = {"chapter": pages} if isinstance(pages, str) else dict(pages)
        texts.setdefault(
            "index", "# A Small Book\n\n```{toctree}\n" + "\n".join(n for n in texts if "." not in n) + "\n```\n"
        )
        (source / "conf.py").write_text(CONF + conf, encoding="utf-8")
        for name, text in texts.items():
            path = source / (name if "." in name else f"{name}.md")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        for name, data in (files or {}).items():
            (source / name).write_bytes(data)
        app = SphinxTestApp(
            "typst", srcdir=source, builddir=tmp_path / "build", freshenv=True, confoverrides=dict(settings)
        )
        book = Book(app)
        try:
            build_quietly(app)
        except SphinxError as error:
            book.error = error
        finally:
            app.cleanup()
        return book

    return build


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The sample book, built once for a module."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(SAMPLE, folder / "source")
    app = SphinxTestApp("typst", srcdir=folder / "source", builddir=folder / "build", freshenv=True)
    build_quietly(app)
    app.cleanup()
    return Book(app)
