"""Building archives in tests, and what must hold of every one that was built.

A test gives a folder of `tests/roots`, or a few lines of Markdown for each page, and gets back what
came of it: the output, the warnings by file and line, the documents as they were read and as they
were handed to the writer.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_colors

from letopis.domain import LetopisDomain, domain_of
from letopis.nodes import view

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx

    from letopis.model.archive import Archive

ROOTS = Path(__file__).parent / "roots"
COUNCIL = ROOTS / "test-council"

CONF = """
extensions = ["letopis", "myst_parser"]
primary_domain = "letopis"
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence"]
nitpicky = True
letopis_native_language = "ru"
exclude_patterns = ["_build"]
"""

_WARNING = re.compile(
    r"(?:(?P<path>.*?)(?::(?P<line>\d+))?: )?(?:WARNING|ERROR): (?P<message>.*?)(?: \[(?P<code>[\w.-]+)\])?"
)


class Warned(NamedTuple):
    """One warning: file below the source folder, line (0 for none), its code, and what it says."""

    path: str
    line: int
    code: str
    message: str


class Edition(NamedTuple):
    """How the archive itself is built: another number of workers, another order of Python's sets."""

    name: str
    jobs: int
    seed: int


FIRST, SECOND = Edition("first", jobs=2, seed=1), Edition("second", jobs=1, seed=2)


@dataclass
class Built:
    """What came of one build."""

    app: Sphinx
    source: Path
    output: Path
    warnings: list[Warned]
    """In the order in which they came."""
    resolved: dict[str, nodes.document] = field(default_factory=dict)
    """Each page as it was handed to the writer."""

    @property
    def domain(self) -> LetopisDomain:
        return domain_of(self.app.env)

    @property
    def archive(self) -> Archive:
        return self.domain.archive

    @property
    def codes(self) -> list[str]:
        """The codes of the warnings, without the ``letopis.`` before them."""
        return [warning.code.removeprefix("letopis.") for warning in self.warnings]

    def read(self, docname: str) -> nodes.document:
        """A page as it was read, before anything of other pages was put into it."""
        return self.app.env.get_doctree(docname)

    def text(self, name: str) -> str:
        """A file of the output."""
        return (self.output / name).read_text(encoding="utf-8")

    def files(self, *, without: str = "") -> dict[str, bytes]:
        """Every file of the output by its path; ``without`` is a pattern of paths to leave out."""
        return {
            path.relative_to(self.output).as_posix(): path.read_bytes()
            for path in sorted(self.output.rglob("*"))
            if path.is_file() and not (without and re.search(without, path.relative_to(self.output).as_posix()))
        }


def build(
    source: Path,
    *,
    builder: str = "dummy",
    jobs: int = 0,
    fresh: bool = True,
    into: Path | None = None,
    filenames: list[Path] | None = None,
    **settings: Any,
) -> Built:
    """Build the archive in ``source``, which is written to; ``settings`` go before those of its ``conf.py``.

    Whatever was built is looked over: see :func:`check_whole`.
    """
    app = SphinxTestApp(
        builder,
        srcdir=source,
        builddir=into or source / "_build",
        freshenv=fresh,
        parallel=jobs,
        confoverrides=settings,
    )
    try:
        built = Built(app, source, Path(app.outdir), [])
        app.connect(
            "doctree-resolved", lambda _app, document, docname: built.resolved.update({docname: document.deepcopy()})
        )
        app.build(filenames=filenames or [])
    finally:
        app.cleanup()
    built.warnings += read_warnings(app.warning.getvalue(), source)
    check_whole(built)
    return built


def read_warnings(log: str, source: Path) -> Iterator[Warned]:
    """The warnings of a build, each of them one line."""
    for text in strip_colors(log).splitlines():
        match = _WARNING.fullmatch(text.strip())
        assert match is not None, f"not a warning: {text!r}"
        path = match["path"] or ""
        if path.startswith(f"{source}/"):
            path = path.removeprefix(f"{source}/")
        yield Warned(path, int(match["line"] or 0), match["code"] or "", match["message"])


def copy(root: Path, into: Path) -> Path:
    """A copy of an archive that a test may change."""
    return shutil.copytree(root, into, ignore=shutil.ignore_patterns("_build"))


def write(folder: Path, pages: Mapping[str, str], bib: str = "", conf: str = "") -> Path:
    """Write an archive of a few pages, ``{docname: Markdown}``; all of them stand in a toctree."""
    folder.mkdir(parents=True, exist_ok=True)
    others = "\n".join(docname for docname in pages if docname != "index")
    index = pages.get("index", "# Index\n") + f"\n```{{toctree}}\n{others}\n```\n"
    more = 'bibtex_bibfiles = ["sources.bib"]\n' if bib else ""
    (folder / "conf.py").write_text(CONF + more + conf, encoding="utf-8")
    (folder / "sources.bib").write_text(bib, encoding="utf-8")
    for docname, text in {**pages, "index": index}.items():
        path = folder / f"{docname}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


# ------------------------------------------------------------------------- what holds of every archive
def check_whole(built: Built) -> None:
    """Every record is found by its key and stands in its page; no node is lost; nothing of ours is left over."""
    for docname in sorted(built.app.env.found_docs):
        check_parents(built.read(docname))
    for docname, document in built.resolved.items():
        check_parents(document)
        # One page holds all others in `singlehtml`, which its author should not publish, and on paper.
        if built.app.builder.name in {"html", "dirhtml", "epub", "text", "dummy"}:
            many = [name for name, count in Counter(all_ids_in(document)).items() if count > 1]
            assert many == [], f"{docname} has two places called {many}"
        assert not list(document.findall(view)), "a view was not drawn"
        assert not list(document.findall(pending_xref)), "a link was not resolved"
    listed = {(kind, key) for key, _, kind, *_ in built.domain.get_objects()}
    for record in built.archive.records:
        found = built.archive.find(type(record), record.key)
        assert found is not None
        assert (found.kind, found.key) == (record.kind, record.key)
        assert (record.kind, record.key) in listed
        assert record.anchor in ids_in(built.read(record.origin.docname)), f"{record.anchor} is not on its page"
        if record.origin.docname in built.resolved:
            assert record.anchor in ids_in(built.resolved[record.origin.docname])


def check_parents(document: nodes.document) -> None:
    """Every node knows the node it stands in, so that a transform can find its way up."""
    for node in document.findall(nodes.Element):
        for child in node.children:
            assert child.parent is node, f"{child!r:.80} stands in {node!r:.80}, and says {child.parent!r:.80}"


def ids_in(document: nodes.document) -> set[str]:
    """Every id of a document."""
    return set(all_ids_in(document))


def all_ids_in(document: nodes.document) -> Iterator[str]:
    return (identifier for node in document.findall(nodes.Element) for identifier in node["ids"])


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    """The files that two outputs do not share, or in which they differ."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
