"""Pages and records as works that can be cited."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from letopis.html.citation_formats import Work, cite_box, cite_files
from letopis.html.site import Site
from letopis.model.kinds import Claim, Record
from letopis.rendering.claims import claim_label
from letopis.sentences import without_full_stop

MEDIA_TYPES: Final = {
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".csl.json": "application/vnd.citationstyles.csl+json",
}
"""What the files of a citation are, for programs."""


def work_of_page(site: Site, docname: str) -> Work:
    """A page."""
    config = site.app.config
    revised = site.revised(docname)
    authors = config.letopis_cite_authors or [config.author]
    title = config.html_title or config.project
    return Work(
        key=_key(config.project, docname),
        title=without_full_stop(site.title(docname)),
        site=title,
        authors=tuple(author for author in authors if author and author != "unknown"),
        edition=site.edition.words.removeprefix("edition ")
        if site.edition
        else config.letopis_edition or config.release,
        day=revised.day if revised else None,
        address=address_of(site, docname),
        language=config.language,
    )


def work_of_record(site: Site, record: Record) -> Work:
    """A record that shares its page with others, such as a claim."""
    page = work_of_page(site, record.origin.docname)
    title = record.name
    if isinstance(record, Claim) and record.statement:
        title = f"{claim_label(record)}: {record.statement.value}"
    return page._replace(
        key=f"{page.key}-{record.key}",
        title=without_full_stop(title),
        within=page.title,
        address=address_of(site, record.origin.docname, record.anchor),
    )


def cite_page(site: Site, docname: str) -> str:
    """The box with the citations of a page; its files lie beside it, under its name."""
    name = _file_name(site, docname)
    work = work_of_page(site, docname)
    _write_files(site, docname, name, work)
    return cite_box(work, "Cite this page", file=name)


def citation_links(site: Site, docname: str) -> str:
    """The `link` elements that lead programs to the citation of a page, whose files are written beside it."""
    name = _file_name(site, docname)
    _write_files(site, docname, name, work_of_page(site, docname))
    return "\n".join(
        f'<link rel="alternate" type="{kind}" href="{name}{ending}">' for ending, kind in MEDIA_TYPES.items()
    )


def _file_name(site: Site, docname: str) -> str:
    """What the files of a page's citation are called, without their endings."""
    page = site.app.builder.get_target_uri(docname)
    return page.rpartition("/")[2].removesuffix(".html") or "index"


def cite_record(site: Site, record: Record, label: str) -> str:
    """The box with the citations of a record that shares its page; its files lie beside the page, under its id."""
    work = work_of_record(site, record)
    _write_files(site, record.origin.docname, record.anchor, work)
    kind = type(record).label.lower()
    return cite_box(work, f"Cite this {kind}", file=record.anchor, anchor=f"#{record.anchor}", named=label)


def _write_files(site: Site, docname: str, name: str, work: Work) -> None:
    folder = Path(site.app.outdir, site.app.builder.get_target_uri(docname).rpartition("/")[0])
    folder.mkdir(parents=True, exist_ok=True)
    for ending, text in cite_files(work).items():
        (folder / f"{name}{ending}").write_text(text, encoding="utf-8", newline="")


def address_of(site: Site, docname: str, anchor: str = "") -> str:
    """The full address of a page or a place on it; empty if nobody has said where the archive is published."""
    base = site.app.config.html_baseurl
    if not base:
        return ""
    address = f"{base.rstrip('/')}/{site.app.builder.get_target_uri(docname)}"
    return f"{address}#{anchor}" if anchor else address


def _key(project: str, docname: str) -> str:
    """A key for programs: the first words of the project's name, then the page's."""
    words = re.findall(r"[a-z0-9]+", project.lower())
    return "-".join([*words[:2], *re.findall(r"[a-z0-9]+", docname.lower())])
