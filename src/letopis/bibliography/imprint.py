"""What kind of work an entry is, and where and when it was published."""

from __future__ import annotations

from collections.abc import Iterator

from letopis.bibliography.containers import is_in_journal
from letopis.bibliography.contributors import Form
from letopis.bibliography.data_model import GENRE_OF_TYPE, REPORTS
from letopis.bibliography.keys import KINDS
from letopis.bibliography.languages import country_name
from letopis.bibliography.source import Source
from letopis.bibliography.text import unmarked


def genre_and_school(source: Source) -> str:
    """``PhD diss., University of Oregon``."""
    kind = _kind_of_work(source) or source.terms.say("thesis")
    place = source.text("location")
    return ", ".join(part for part in (kind, source.text("institution"), place) if part)


def genre(source: Source) -> str:
    """``Staff study, XV``; ``US patent 1,234``; ``Letter``."""
    kind = _kind_of_work(source) if source.kind != "thesis" else ""
    if source.kind in REPORTS:
        return ", ".join(part for part in (kind, source.text("number")) if part)
    if source.kind in {"patent", "legislation", "jurisdiction", "legal"}:
        return " ".join(part for part in (kind, source.text("number")) if part)
    return kind


def _kind_of_work(source: Source) -> str:
    """``type`` in words; else what the type of the entry says."""
    written = source.text("type")
    kind = unmarked(written).lower() or GENRE_OF_TYPE.get(str(source.entry.type), "")
    if not written and kind in {"letter", "interview", "map"}:
        kind = "" if source.terms.say(kind).lower() in source.plain("title").lower() else kind
    return source.terms.say(kind) if kind in KINDS else written


def imprint(source: Source, form: Form) -> Iterator[str]:
    date = source.use_date()
    if is_in_journal(source):
        yield _publisher(source)
        yield _state(source)
        return
    school = genre_and_school(source) if form is not Form.LIST and source.kind == "thesis" else ""
    publisher = ", ".join(part for part in (school, _publisher(source)) if part)
    when = date.full
    if form is not Form.LIST:
        when = date.full or date.year or ("" if source.has("pubstate") else source.terms.say("no_date"))
        publisher = ", ".join(part for part in (publisher, *_bodies(source), when, _state(source)) if part)
        yield publisher
        return
    yield from (publisher, *_bodies(source), when, _state(source))


def in_brackets(source: Source) -> str:
    """What stands in brackets in a note: place, publisher and year."""
    date = source.use_date()
    if is_in_journal(source) or source.kind == "periodical":
        return ", ".join(part for part in (_publisher(source), _state(source)) if part)
    when = date.full or date.year
    if source.kind == "thesis":
        return ", ".join(part for part in (genre_and_school(source), _publisher(source), when, _state(source)) if part)
    return ", ".join(part for part in (_publisher(source), *_bodies(source), when, _state(source)) if part)


def is_published(source: Source) -> bool:
    return any(source.has(name) for name in ("publisher", "location", "institution"))


def _publisher(source: Source) -> str:
    """``Narrow Bay: Quay Press``; of a report the institution stands for the publisher."""
    place = _places(source)
    publisher = _list(source, "publisher")
    if not publisher and place:
        publisher = _list(source, "institution")
    return ": ".join(part for part in (place, publisher) if part)


def _places(source: Source) -> str:
    """Where it was published; a country that is named by biblatex's key (``countryde``) in words."""
    if "country" not in source.fields.get("location", ""):
        return _list(source, "location")
    names = [country_name(part.strip(), source.terms) for part in source.rest("location").split(" and ")]
    return source.terms.listed([name for name in names if name])


def _bodies(source: Source) -> Iterator[str]:
    """Institution and organization beside the publisher, unless they stand at the head."""
    for name in ("institution", "organization"):
        yield _list(source, name)


def _list(source: Source, name: str) -> str:
    """A field of several bodies: ``A, B, and C``."""
    text = source.rest(name)
    parts = text.split(" and ") if text.count(" and ") > 1 and "{" not in source.fields[name] else [text]
    return source.terms.listed(parts) if len(parts) > 1 else text


def _state(source: Source) -> str:
    if "pubstate" in source.used or not source.has("pubstate"):
        return ""
    source.used.add("pubstate")
    return source.pubstate()
