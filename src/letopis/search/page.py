"""The search page and the files of the index, written at the end of a build of web pages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx

from letopis.domain import domain_of
from letopis.incremental.build_stamps import is_preview, needs_writing, note_written
from letopis.incremental.outdated import archive_digest, digest
from letopis.search.collect import all_passages
from letopis.search.entries import entries_of, entry_kinds, in_order
from letopis.search.index import make_index
from letopis.search.shards import make_files
from letopis.search.synonyms import synonyms_of
from letopis.search.words import Words
from letopis.web_pages import has_our_search

HERE: Final = Path(__file__).parent
FOLDER: Final = "letopis-search"
"""Below the folder of static files."""

MORE_ENTRIES: Final = "letopis-search-entries"
"""The event that takes the entries of this archive, and gives those of others that the search is to find too."""

SCRIPTS: Final = ("words.js", "pieces.js", "query.js", "guesses.js", "index.js", "page.js")
"""What becomes one script, in this order."""


def keep_link(app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    """``html-page-context``: there is a page named ``search``, although not Sphinx's."""
    if has_our_search(app.builder):
        known = context["hasdoc"]
        context["hasdoc"] = lambda name: name == "search" or known(name)


def write_search(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """``html-collect-pages``: write the index, and give Sphinx the page to write.

    To make the index takes longer than all else in the preview of one page. So a preview that reads a few pages
    leaves it as it is, and the next build that has nothing to read brings it up to date.
    """
    folder = Path(app.outdir) / "_static" / FOLDER
    if not has_our_search(app.builder) or (is_preview(app) and folder.is_dir()):
        return
    input_digest = _made_from(app)
    if not needs_writing(app, "search", input_digest, folder):
        return
    languages = [one for one in (app.config.language or "en", app.config.letopis_native_language) if one]
    words = Words(languages)
    entries = entries_of(app)
    for others in app.emit(MORE_ENTRIES, entries):
        entries = in_order([*entries, *(others or ())], entry_kinds(app))
    files = make_files(entries, make_index(entries, words), words, synonyms_of(app))
    files["search.css"] = (HERE / "static" / "search.css").read_text(encoding="utf-8")
    files["search.js"] = bundle([files.pop("stemmers.js"), *map(read_script, SCRIPTS)])
    write_files(folder, files)
    context = {
        "letopis_folder": f"_static/{FOLDER}",
        "letopis_files": ["search.js"],
        "letopis_version": version_of(files),
        "letopis_native": app.config.letopis_native_language,
    }
    yield "search", context, "letopis-search.html"
    note_written(app, "search", input_digest)


def _made_from(app: Sphinx) -> str:
    """A digest of all that the index is made from: records and sources, text, our scripts; empty if none is kept."""
    if not app.config.letopis_incremental:
        return ""
    scripts = [path.read_text(encoding="utf-8") for path in sorted((HERE / "static").iterdir())]
    archive = domain_of(app.env).archive
    told = (archive_digest(app.env), archive.cited, archive.mentions, list(all_passages(app.env)))
    settings = (app.config.language, app.config.letopis_native_language, app.config.letopis_search_guides)
    return digest(told, scripts, synonyms_of(app), settings)


_TYPE: Final = re.compile(r"/\*\* @type [^*]*\*/ ?")
"""A type that stands within a line, for the checker of types alone."""


def read_script(name: str) -> str:
    """One of our scripts, without what only those who write it need."""
    kept: list[str] = []
    comment = False
    for line in (HERE / "static" / name).read_text(encoding="utf-8").splitlines():
        bare = line.strip()
        comment = comment or (bare.startswith("/**") and ("*/" not in bare or bare.endswith("*/")))
        if bare and not comment and not bare.startswith("//"):
            kept.append(_TYPE.sub("", bare))
        comment = comment and "*/" not in bare
    return "\n".join(kept)


def bundle(scripts: Iterable[str]) -> str:
    """Several scripts as one, which a browser asks for once."""
    return "".join(f"{script.strip()}\n" for script in scripts)


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Put the scripts where the page finds them; nothing is left of an earlier index."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def version_of(files: Mapping[str, str]) -> str:
    """The mark of a set of files: no browser mixes those of two editions."""
    return sha256("".join(f"{name}\n{files[name]}" for name in sorted(files)).encode()).hexdigest()[:8]
