"""Writes the data at the end of a build of web pages, and not again while the archive is the same."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.matching import Matcher

from letopis.domain import domain_of
from letopis.exports.csv_files import package_name
from letopis.exports.formats import Output
from letopis.exports.material import FORMAT, About, Material
from letopis.exports.offline import write_site
from letopis.exports.page_texts import PageText, cut_page
from letopis.exports.settings import formats_of, licences_of
from letopis.incremental.build_stamps import is_preview, needs_writing, note_written
from letopis.incremental.outdated import archive_digest, digest
from letopis.model.values import Ref
from letopis.web_pages import WEB

logger = logging.getLogger(__name__)

LIST = "data/files.txt"
"""The names of the files that were written, one a line."""


def write_data(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: write the files into ``data/`` of the web pages, and beside the pages of records."""
    if exception is not None or app.builder.name not in WEB or not domain_of(app.env).archive.records:
        return
    formats = [one for one in formats_of(app.config) if one.name != "markdown" or not _would_be_read(app)]
    site = Path(app.outdir)
    if is_preview(app) and (site / LIST).exists():
        return
    material = material_of(app)
    known = archive_digest(app.env)
    made_from = [known, FORMAT, [one.name for one in formats], material.about, sorted(material.pages.items())]
    input_digest = digest(*made_from, material.archive.cited, _mentions(material)) if known else ""
    if not needs_writing(app, "data", input_digest, site / LIST):
        return
    output = Output(site, material)
    for one in formats:
        one.write(output)
    _tidy(site, output.written)
    note_written(app, "data", input_digest)


def _would_be_read(app: Sphinx) -> bool:
    """Whether the next build would take what lies in the output for pages; says so once, if it would."""
    outdir, srcdir = Path(app.outdir).resolve(), Path(app.srcdir).resolve()
    if not outdir.is_relative_to(srcdir):
        return False
    parts = outdir.relative_to(srcdir).parts
    is_excluded = Matcher(app.config.exclude_patterns)
    if any(is_excluded("/".join(parts[:number])) for number in range(1, len(parts) + 1)):
        return False
    logger.warning(
        "letopis_data_formats: the pages are not written in Markdown, since the next build would read them as pages: "
        "the output lies in the folder of pages. Write exclude_patterns = ['%s'] in conf.py.",
        parts[0] if parts else "**",
        type="letopis",
        subtype="setting",
    )
    return True


def pack_site(app: Sphinx, exception: Exception | None) -> None:
    """``build-finished``: the whole site in one file, where that was asked for."""
    wanted = any(one.name == "offline" for one in formats_of(app.config))
    if exception is None and wanted and app.builder.name in WEB and not is_preview(app):
        target = Path(app.outdir) / "data" / "site.zip"
        target.parent.mkdir(exist_ok=True)
        write_site(Path(app.outdir), target, package_name(app.config.project))


def _mentions(material: Material) -> list[tuple[str, str, str, str]]:
    return [(one.docname, one.anchor, one.near, one.sentence) for one in material.archive.mentions]


def _tidy(site: Path, written: list[str]) -> None:
    """Take away what an earlier build wrote and this one did not, such as the data of a record that has gone."""
    listed = site / LIST
    before = listed.read_text(encoding="utf-8").split("\n") if listed.exists() else []
    for address in sorted({*before} - {*written, ""}):
        (site / address).unlink(missing_ok=True)
    listed.parent.mkdir(exist_ok=True)
    listed.write_text("\n".join(sorted(written)) + "\n", encoding="utf-8")


def about_of(config: Config) -> About:
    """What the settings say of the whole."""
    base = getattr(config, "html_baseurl", "") or ""
    authors = config.letopis_cite_authors or [config.author]
    return About(
        title=getattr(config, "html_title", "") or config.project,
        description=config.letopis_description,
        edition=config.letopis_edition,
        version=config.release,
        authors=tuple(author for author in authors if author and author != "unknown"),
        language=config.language or "en",
        native_language=config.letopis_native_language,
        base=f"{base.rstrip('/')}/" if base else "",
        licences=licences_of(config),
        downloads=tuple((label, address) for label, address in config.letopis_downloads),
        project=config.project,
        author=config.author,
        relations=config.letopis_relations,
    )


_MATERIALS: WeakKeyDictionary[Sphinx, Material] = WeakKeyDictionary()


def forget_material(app: Sphinx, _env: BuildEnvironment) -> None:
    """``env-updated``: pages have been read, so whatever was gathered before no longer holds."""
    _MATERIALS.pop(app, None)


def material_of(app: Sphinx) -> Material:
    """All that the formats are made from, gathered once in a build."""
    if app not in _MATERIALS:
        _MATERIALS[app] = _gathered(app)
    return _MATERIALS[app]


def _gathered(app: Sphinx) -> Material:
    pages: dict[str, PageText] = {}
    texts: dict[tuple[str, str, str], str] = {}
    for docname in sorted(app.env.found_docs):
        title = app.env.titles[docname].astext() if docname in app.env.titles else docname
        source = _source(app.env, docname)
        cut = None if source is None else cut_page(source, domain_of(app.env).records_of(docname))
        # A record that stands inside something else stays there as it is written.
        pages[docname] = PageText(title, cut.text if cut else source)
        if cut:
            texts |= {(docname, *ref): text for ref, text in cut.records.items()}
    reviewed = app.config.letopis_item_reviewed
    return Material(
        domain_of(app.env).archive,
        _entries(app.env),
        pages,
        app.builder.get_target_uri,
        about_of(app.config),
        texts,
        files_of(app.config),
        Ref("document", reviewed.removeprefix("document:")) if reviewed else None,
        _listed(app),
    )


def files_of(config: Config) -> tuple[tuple[str, str], ...]:
    """The files that are written, relative to the site, and what each is."""
    return tuple(
        (posixpath.normpath(f"data/{name}"), f"{one.title}: {what}")
        for one in formats_of(config)
        for name, what in one.files
    )


def _listed(app: Sphinx) -> dict[str, str]:
    """Where each source stands in a list of sources."""
    if "cite" not in app.env.domains:
        return {}
    cite: Any = app.env.get_domain("cite")
    return {
        citation.key: f"{app.builder.get_target_uri(citation.bibliography_key.docname)}#{citation.citation_id}"
        for citation in cite.citations
    }


def _source(env: BuildEnvironment, docname: str) -> str | None:
    """The text of a page in Markdown; ``None`` of any other."""
    path = Path(env.doc2path(docname))
    return path.read_text(encoding="utf-8", errors="replace") if path.suffix == ".md" else None


def _entries(env: BuildEnvironment) -> dict[str, Any]:
    if "cite" not in env.domains:
        return {}
    cite: Any = env.get_domain("cite")
    return dict(cite.bibdata.data.entries.items())
