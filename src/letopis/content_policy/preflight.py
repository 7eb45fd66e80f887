"""Before anything is read or copied: no file of a build lies outside, or is of a kind that is not content.

What is found here stops the build, whatever its settings: a page that was read, or a file that was copied, cannot be
taken back.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.matching import Matcher

from letopis.content_policy.allowed import Allowed
from letopis.content_policy.files import LARGEST_FILE, LARGEST_PAGE, content_fault, place_fault
from letopis.content_policy.parser import GuardedParser
from letopis.content_policy.refusing import lists_of
from letopis.diagnostics import Code, Finding, SourceLocation
from letopis.report import report, report_all
from letopis.sphinx_internals import leave_out_of_list

COPIED: Final = ("html_static_path", "html_extra_path")
"""Settings with folders that are copied whole."""

NAMED: Final = (*COPIED, "templates_path", "bibtex_bibfiles", "latex_additional_files", "html_logo", "html_favicon",
                "latex_logo")  # fmt: skip
"""Settings with files and folders, from the folder of `conf.py`."""

DEEPEST_TREE: Final = 60
"""Pages that lists may lead to, one below the other: each output walks through them."""

WAYS_FOR_EACH: Final = 3
"""Ways in which lists may lead to a page, taken over all pages: in an archive in good order it is one."""

MOST_CIRCLES: Final = 50
"""Circles in lists of pages that are each told."""

PAGE_ENDINGS: Final = frozenset({".html", ".xhtml"})
"""What a page of a site, and of an EPUB, ends in."""

MADE: Final = ("genindex", "search", "404")
"""Pages of a site that no file is read for."""

UNREADABLE: Final = "has a name that is not text in UTF-8, or that holds a control character. Rename it."

logger = logging.getLogger(__name__)

CODE: Final = frozenset({".py", ".pyc", ".pyo", ".pyd", ".so"})
"""What Python imports. It lies among pages only where `conf.py` does."""


class RefusedFileError(SphinxError):
    """The build stops here."""

    category = "Files"


class Preflight:
    """Remembers what `conf.py` names, and looks at all files before each build."""

    def __init__(self) -> None:
        """Nothing is known before ``config-inited``."""
        self._named: dict[str, list[str]] = {}
        self._looked = False
        """Whether all files were looked at since the start, or the build, before."""

    def connect(self, app: Sphinx) -> None:
        """Look at the settings before extensions add their own files to them, and at files before anything is read."""
        # Sphinx looks for pages right after, and follows links.
        app.connect("config-inited", self.look_first, priority=1)
        # A preview builds again and again without a new start.
        app.connect("env-before-read-docs", self.look_again, priority=1)
        app.connect("env-updated", look_at_tree, priority=1)

    def look_first(self, app: Sphinx, config: Config) -> None:
        """``config-inited``: note the files and folders that `conf.py` names, by setting, and look at all."""
        for setting in NAMED:
            value = getattr(config, setting, None)
            entries = [value] if isinstance(value, str | os.PathLike) else value or []
            self._named[setting] = [str(entry) for entry in entries]
        self.look(app)
        self._looked = True

    def look_again(self, app: Sphinx, _env: BuildEnvironment, _docnames: list[str]) -> None:
        """``env-before-read-docs``: as at the start, but not directly after it."""
        if not self._looked:
            self.look(app)
        self._looked = False

    def look(self, app: Sphinx) -> None:
        """Report each file that may not be there, and stop if there is one."""
        look = _Look(app, self._named, lists_of(app.config))
        if found := report_all(look.findings()):
            files = "a file" if found == 1 else f"{found} files"
            raise RefusedFileError(f"{files} may not be where the warnings above say. Nothing was built.")


def shown_name(name: str) -> str:
    """The name of a file as it can be printed: bytes that are no UTF-8, and control characters, by their numbers."""
    return "".join(repr(sign)[1:-1] if unicodedata.category(sign) in {"Cs", "Cc"} else sign for sign in name)


def look_at_tree(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """``env-updated``: before lists of pages are walked through, stop if they lead on too far, and cut circles open."""
    includes, root = env.toctree_includes, app.config.root_doc
    circles = list(islice(circles_of(includes, root), MOST_CIRCLES + 1))
    tree = measured(includes, root, {(circle[-2], circle[-1]) for circle in circles})
    most = WAYS_FOR_EACH * len(env.found_docs) + 1_000
    page, message = root, ""
    if len(circles) > MOST_CIRCLES:
        page, message = circles[0][0], f"lead in more than {MOST_CIRCLES} circles. Name each page in one list only."
    elif tree.depth > DEEPEST_TREE:
        message = (
            f"lead {tree.depth} pages deep; {DEEPEST_TREE} are allowed. Name the pages of a folder in one list, not each in "
            "the one before it."
        )
    elif tree.ways > most:
        page, message = (
            tree.page,
            (
                f"lead to this page in {tree.most:,} ways, and to all in {tree.ways:,}; {most:,} are allowed. Name each page "
                "in one list only."
            ),
        )
    if message:
        place = SourceLocation(page, str(env.doc2path(page, base=False)), 1)
        report(Finding(Code.NESTING, f"the lists of pages (toctree) {message}", place))
        raise RefusedFileError("The lists of pages lead too far.")
    for circle in circles:
        *_, above, first = circle
        leave_out_of_list(env, above, first)
        # As Sphinx says it when it sets such a list, which it does for web pages only; said twice, it is shown once.
        names = " <- ".join(reversed(circle))
        logger.warning(
            "circular toctree references detected, ignoring: %s", names, location=first, type="toc", subtype="circular"
        )
    return []


class Tree(NamedTuple):
    """How far lists of pages lead: pages one below the other, ways from the first page to all, and to one at most."""

    depth: int
    ways: int
    page: str
    most: int


def measured(includes: Mapping[str, Sequence[str]], root: str, cut: Container[tuple[str, str]] = ()) -> Tree:
    """How far the lists below ``root`` lead, without the steps in ``cut``, which leave no circle; in linear time.

    Sphinx walks each way anew: two lists on each level, each with all pages of the next, double its time.
    """

    def below(page: str) -> list[str]:
        return [one for one in includes.get(page, ()) if one != page and (page, one) not in cut]

    after: list[str] = []
    seen, path = {root}, [(root, iter(below(root)))]
    while path:
        page = next(path[-1][1], None)
        if page is None:
            after.append(path.pop()[0])
        elif page not in seen:
            seen.add(page)
            path.append((page, iter(below(page))))
    depth, ways = dict.fromkeys(after, 1), dict.fromkeys(after, 0) | {root: 1}
    for above in reversed(after):
        for page in below(above):
            depth[page] = max(depth[page], depth[above] + 1)
            ways[page] += ways[above]
    page = max(after, key=lambda one: ways[one])
    return Tree(max(depth.values()), sum(ways.values()), page, ways[page])


def circles_of(includes: Mapping[str, Sequence[str]], root: str) -> Iterator[list[str]]:
    """Each circle of pages below ``root``, from its first page back to it; a page that lists itself makes none.

    Without the last step of each, no circle is left.
    """
    path, on_path, done = [root], {root}, set[str]()
    open_lists = [iter([*includes.get(root, ())])]
    while path:
        page = next(open_lists[-1], None)
        if page is None:
            open_lists.pop()
            on_path.discard(path[-1])
            done.add(path.pop())
        elif page == path[-1]:
            continue
        elif page in on_path:
            yield [*path[path.index(page) :], page]
        elif page not in done:
            path.append(page)
            on_path.add(page)
            open_lists.append(iter([*includes.get(page, ())]))


class _Look:
    """One look at all files of a project."""

    def __init__(self, app: Sphinx, named: dict[str, list[str]], allowed: Allowed) -> None:
        self.source, self.conf = Path(app.srcdir), Path(app.confdir)
        self.own = {Path(app.outdir), Path(app.doctreedir)}
        self.named, self.allowed = named, allowed
        self.excluded = Matcher(app.config.exclude_patterns)
        self.parsers = dict(app.config.source_suffix)
        self.code = _named_as_code(app)

    def findings(self) -> Iterator[Finding]:
        """What may not be there: pages and what lies beside them, then what `conf.py` names."""
        yield from self._pages()
        for setting, entries in self.named.items():
            for entry in entries:
                yield from self._named_entry(setting, entry)

    def _finding(self, path: Path, message: str) -> Finding:
        """A finding at a file, shown from the folder of `conf.py`."""
        root = self.conf if path.is_relative_to(self.conf) else self.source
        shown = shown_name(path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix())
        return Finding(Code.POLICY, f"the file '{shown}' {message}", SourceLocation("", shown, 1))

    def _not_text(self, path: Path) -> Finding | None:
        """A finding if a page is not text in UTF-8, at the line where that is seen."""
        data = path.read_bytes()
        try:
            data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            finding = self._finding(path, "is not text in UTF-8 from this line on. Save it as UTF-8 in your editor.")
            line = data[: error.start].count(b"\n") + 1
            return finding._replace(code=Code.PAGE_ENCODING, place=finding.place._replace(line=line))
        return None

    def _pages(self) -> Iterator[Finding]:
        """Pages, and whatever lies beside them: a page may name it."""
        seen: dict[str, Path] = {}
        misnamed: set[Path] = set()
        pages: list[Path] = []
        for path in self._files(self.source, skip_excluded=True):
            suffix = path.suffix.lower()
            page = path.suffix in self.parsers
            if wrong := self._misnamed(path):
                if wrong not in misnamed:
                    yield self._finding(wrong, UNREADABLE)
                misnamed.add(wrong)
            elif fault := place_fault(path, (self.source,), LARGEST_PAGE if page else LARGEST_FILE):
                yield self._finding(path, fault)
            elif page and self.parsers[path.suffix] not in GuardedParser.supported:
                yield self._finding(path, "is a page in another language than Markdown. Write it as an .md file.")
            elif suffix in CODE and self.source != self.conf and not self.conf.is_relative_to(self.source):
                yield self._finding(path, "is a program, which has no place among the pages. Take it out.")
            elif page:
                pages.append(path)
                other = seen.setdefault(str(path).casefold(), path)
                if other != path:
                    names = f"and {other.name!r} differ by a capital only, which many systems do not tell apart"
                    yield self._finding(path, f"{names}. Rename one of them.")
                elif found := self._not_text(path):
                    yield found
        for folder in self._folders_like_pages(pages):
            message = (
                f"is a folder, and would stand where the page {folder.stem!r} of the site does. Rename the folder."
            )
            yield self._finding(folder, message)

    def _folders_like_pages(self, pages: list[Path]) -> list[Path]:
        """Folders with pages in them that are called as the output of another page: ``index.html``."""
        made = {page.with_suffix("") for page in pages} | {self.source / name for name in MADE}
        above = {folder for page in pages for folder in page.parents if folder.suffix in PAGE_ENDINGS}
        return sorted(
            folder for folder in above if folder.is_relative_to(self.source) and folder.with_suffix("") in made
        )

    def _misnamed(self, path: Path) -> Path | None:
        """The file, or the folder above it, whose name cannot be written in an address."""
        inner = path.relative_to(self.source)
        if shown_name(str(inner)) == str(inner):
            return None
        named = (self.source / above for above in (*reversed(inner.parents), inner))
        return next((one for one in named if shown_name(one.name) != one.name), None)

    def _named_entry(self, setting: str, entry: str) -> Iterator[Finding]:
        """A file or folder of a setting; one outside both folders is the project's own choice."""
        path = Path(os.path.normpath(self.conf / entry))
        home = next((folder for folder in (self.source, self.conf) if path.is_relative_to(folder)), None)
        inside = home or (path.resolve() if path.is_dir() else path.resolve().parent)
        if fault := place_fault(path, (inside,)):
            yield self._finding(path, fault)
        elif path.is_dir():
            yield from self._folder(setting, path, inside)

    def _folder(self, setting: str, folder: Path, inside: Path) -> Iterator[Finding]:
        for path in self._files(folder):
            if fault := place_fault(path, (inside,)):
                yield self._finding(path, fault)
            elif setting not in COPIED or not path.is_file() or self._is_code(folder, path):
                continue
            elif fault := content_fault(path, self.allowed.file_types):
                yield self._finding(path, fault)

    def _is_code(self, folder: Path, path: Path) -> bool:
        """Whether `conf.py` names a file as a style sheet or a script, or allows it with a reason."""
        shown = os.path.relpath(path, self.conf).replace(os.sep, "/")
        return path.relative_to(folder).as_posix() in self.code or shown in self.allowed.files

    def _files(self, folder: Path, *, skip_excluded: bool = False) -> Iterator[Path]:
        """Files below a folder, and links to folders, which are not followed; the output is left out."""
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            return
        for entry in entries:
            path = Path(entry.path)
            if path in self.own or (skip_excluded and self.excluded(path.relative_to(self.source).as_posix())):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self._files(path, skip_excluded=skip_excluded)
            else:
                yield path


def _named_as_code(app: Sphinx) -> frozenset[str]:
    """The style sheets and scripts that `conf.py` names, from their static folder."""
    listed: list[Any] = [*app.config.html_css_files, *app.config.html_js_files]
    listed += [*app.registry.css_files, *app.registry.js_files]
    names = (entry if isinstance(entry, str) else entry[0] for entry in listed)
    return frozenset(name.removeprefix("_static/") for name in names if name)
