"""The end of an entry: what it was before, notes, where it can be read, and whatever no rule has printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from letopis.bibliography.containers import archive_place, edition
from letopis.bibliography.contributors import Form, capital, names_in_row
from letopis.bibliography.data_model import PRINTED
from letopis.bibliography.dates import read_date
from letopis.bibliography.entries import Source
from letopis.bibliography.languages import language_name
from letopis.bibliography.latex import TARGET_END
from letopis.bibliography.text import doi_address, emphasised, linked, plain, unmarked, web_address
from letopis.model.source_fields import FIELD_ALIASES

_EPRINTS: Final = {
    "arxiv": ("arXiv:{}", "https://arxiv.org/abs/{}"),
    "jstor": ("JSTOR {}", "https://www.jstor.org/stable/{}"),
    "pubmed": ("PubMed {}", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    "hdl": ("hdl:{}", "https://hdl.handle.net/{}"),
    "googlebooks": ("Google Books {}", "https://books.google.com/books?id={}"),
}
_OF_EVENT: Final = frozenset({"eventtitle", "eventtitleaddon", "venue", "eventdate", "eventyear"})
_OF_ORIGIN: Final = frozenset({"origtitle", "reprinttitle", "origlocation", "origpublisher", "origdate", "origyear"})
_OF_EPRINT: Final = frozenset({"eprint", "eprinttype", "eprintclass"})
_SUBTYPES: Final = frozenset({"newspaper", "magazine", "journal", "classical", "online"})
"""What ``entrysubtype`` tells a program of an article, and the name of the journal tells a reader."""
_PREFIXES: Final = {
    "isbn": "ISBN {}", "issn": "ISSN {}", "ismn": "ISMN {}", "isrn": "ISRN {}", "isan": "ISAN {}", "iswc": "ISWC {}",
}  # fmt: skip
_PHRASES: Final = {"pagetotal": "pages_total", "version": "version", "section": "section", "chapter": "chapter",
                   "part": "part", "number": "number", "volumes": "volumes", "volume": "volume"}  # fmt: skip
_PLACES: Final = {name: place for place, name in enumerate(PRINTED)}
_SHORT: Final = 3
"""A text no longer than this may stand in another by chance."""
_SCRIPT = re.compile(r"(?:javascript|vbscript|data|file):", re.IGNORECASE)
"""What is no address for readers, and is told to the author alone."""
_HAS_UNIT = re.compile(r"[^\W\d_]{2}|\d\s*[^\W\d_]\b")


def closing(source: Source, form: Form, printed: str = "") -> Iterator[str]:
    """The sentences at the end, each without its stop; ``printed`` is what stands before them."""
    start = form is not Form.NOTE
    yield archive_place(source)
    yield _event(source, start=start)
    yield _origin(source, start=start)
    yield _shorthand(source, start=start)
    yield source.text("note")
    yield source.text("addendum")
    number = _eprint(source)
    yield number
    links = [link for link in _links(source) if link[: link.find(TARGET_END)] not in number]
    access = _access(source, start=start)
    yield from remainder(source, printed, start=start)
    yield access
    yield from links


def _shorthand(source: Source, *, start: bool) -> str:
    """``Cited as KpV``: what citations call it, so that a reader finds it in the list."""
    if intro := source.text("shorthandintro"):
        return intro
    shorthand = source.text("shorthand")
    if not shorthand:
        return ""
    text = source.terms.say("cited_as", shorthand)
    return capital(text) if start else text


def _event(source: Source, *, start: bool) -> str:
    """The meeting at which a paper was read: its name, its place, its day."""
    if not source.has_any(_OF_EVENT):
        return ""
    title = source.title("event")
    addon = source.text("eventtitleaddon")
    date = source.use_date("event")
    when = date.full or date.year
    parts = [part for part in (title, addon, source.text("venue"), when) if part]
    if not parts:
        return ""
    text = ", ".join(parts)
    if title and source.kind in {"unpublished", "misc"}:
        text = source.terms.say("presented_at", text)
    return capital(text) if start else text


def _origin(source: Source, *, start: bool) -> str:
    """What was printed before: the title, place, publisher and date of the original, or the title of a reprint."""
    if not source.has_any(_OF_ORIGIN):
        return ""
    terms = source.terms
    title, reprint = source.text("origtitle"), source.text("reprinttitle")
    imprint = ": ".join(part for part in (source.text("origlocation"), source.text("origpublisher")) if part)
    date = source.use_date("orig") if "origdate said" not in source.used else None
    when = (date.full or date.year) if date else ""
    imprint = ", ".join(part for part in (imprint, when) if part)
    said = []
    if title:
        text = terms.say("originally", emphasised(title))
        said.append(f"{text} ({imprint})" if imprint else text)
    elif imprint:
        said.append(terms.say("originally_in", imprint))
    if reprint:
        said.append(terms.say("reprinted", emphasised(reprint)))
    return "; ".join([capital(said[0]) if start else said[0], *said[1:]]) if said else ""


def _eprint(source: Source) -> str:
    """``arXiv:2101.00001 [hep-th]``, linked where the kind of number is known."""
    if not source.has_any(_OF_EPRINT):
        return ""
    number = source.text("eprint")
    kind, section = source.text("eprinttype"), source.text("eprintclass")
    aside = f" [{section}]" if section else ""
    if not number:
        return f"{kind}{aside}".strip()
    if web_address(number):
        return ", ".join(part for part in (kind + aside, linked(number)) if part)
    known = _EPRINTS.get(kind.lower())
    if known is None and not kind and re.fullmatch(r"(?:\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+/\d{7})", number):
        known = _EPRINTS["arxiv"]
    if known is None:
        return f"{kind} {number}{aside}".strip()
    address = web_address(known[1].format(number))
    shown = known[0].format(number)
    return (linked(address, shown) if address else shown) + aside


def _links(source: Source) -> Iterator[str]:
    """The DOI; the address, unless it is only another way to write the DOI; the address of an archived copy."""
    doi = doi_address(source.fields.get("doi", "")) if "doi" in source.fields else None
    source.used.update({"doi", "url"})
    address = web_address(source.fields["url"]) if "url" in source.fields else None
    if not doi and "doi" in source.fields:
        yield _unlinked(source, "doi")
    if not address and "url" in source.fields:
        yield _unlinked(source, "url")
    if doi:
        yield linked(doi.replace("<", "%3C").replace(">", "%3E"), doi)
    if address and not (doi and plain(source.fields["doi"]).split("doi.org/")[-1].lower() in address.lower()):
        yield linked(address)
    archived = source.raw("archivedurl")
    if archived:
        target = web_address(archived)
        shown = linked(target) if target else plain(archived)
        day = source.text("archivedate")
        read = read_date(unmarked(day), source.terms.language)
        key, parts = ("archived_on", (read.full or day, shown)) if day else ("archived", (shown,))
        yield capital(source.terms.say(key, *parts))


def _unlinked(source: Source, name: str) -> str:
    """What stands in ``doi`` or ``url`` and is none: an address after all, or the words as they are written."""
    written = source.fields[name]
    address = web_address(written)
    if address:
        return linked(address)
    if _SCRIPT.match(plain(written)):
        return ""
    return f"doi:{plain(written)}" if name == "doi" else plain(written)


def _access(source: Source, *, start: bool) -> str:
    """``Accessed 2 May 2021``: as it is read, else as it is written."""
    if not any(name.startswith("url") and name != "url" for name in source.fields):
        return ""
    date = source.use_date("url")
    when = date.full or date.year
    if not when:
        return ""
    text = source.terms.say("accessed", when)
    return capital(text) if start else text


def remainder(source: Source, printed: str, *, start: bool) -> Iterator[str]:
    """Every field of the data model that no rule has used, in the order of the model, unless it is already printed."""
    names = [name for name in {**source.fields, **dict.fromkeys(source.roles())} if name not in source.used]
    names = [name for name in names if FIELD_ALIASES.get(name, name) in _PLACES]
    if not names:
        return
    said = unmarked(printed).casefold()
    for name in sorted(names, key=lambda one: _PLACES[FIELD_ALIASES.get(one, one)]):
        if persons := source.people(name):
            source.used.add(name)
            yield names_in_row(persons, source.terms)
            continue
        text = _said(source, name, source.text(name))
        if len(text) > _SHORT and unmarked(text).casefold() in said:
            continue
        yield capital(text) if start and text[:1].islower() and name in _PHRASES else text


def _said(source: Source, name: str, text: str) -> str:
    if name == "entrysubtype" and unmarked(text).lower() in _SUBTYPES:
        return ""
    if name == "edition":
        return edition(source)
    if name in _PREFIXES:
        return text if text.upper().startswith(name.upper()) else _PREFIXES[name].format(text)
    if name in _PHRASES:
        return text if _HAS_UNIT.search(unmarked(text)) else source.terms.say(_PHRASES[name], text)
    if name == "language":
        named = language_name(unmarked(text), source.terms)
        return "" if named == language_name(source.terms.language, source.terms) else capital(
            source.terms.say("in_language", named) if named != unmarked(text) else named
        )  # fmt: skip
    if name == "origlanguage":
        return capital(source.terms.say("from_language", language_name(unmarked(text), source.terms)))
    return text
