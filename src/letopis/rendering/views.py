"""The built-in views: what each is called with, what may be written there, and what renders it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from letopis.model.archive import Archive
from letopis.model.dates import parse_date, parse_fixed_date
from letopis.model.kinds import BODY, DOCUMENT, EVENT, OFFICE, PERSON, PLACE, QUESTION
from letopis.model.spelling import nearest
from letopis.queries.map import LINE, unmapped
from letopis.registry import Options, View
from letopis.rendering import (
    audit,
    chapters,
    claims,
    days,
    differences,
    facts,
    fates,
    lists,
    maps,
    network,
    quotations,
    register,
    related,
    relations,
    time,
    votes,
)

Reader = Callable[[str], str]


def text(written: str) -> str:
    """Any text."""
    return written


def date(written: str) -> str:
    """A date in EDTF: checked, kept as written."""
    parse_date(written)
    return written


def day(written: str) -> str:
    """A day in EDTF, such as ``1957-06-18``: checked, kept as written."""
    parsed = parse_fixed_date(written)
    if parsed.earliest is None or parsed.earliest != parsed.latest:
        raise ValueError(f"expected one day such as '1957-06-18', not {written!r}")
    return written


def one_of(*words: str) -> Reader:
    """A reader that takes one of a few words."""

    def read(written: str) -> str:
        if written not in words:
            raise ValueError(f"expected one of {', '.join(words)}, not {written!r}")
        return written

    read.__doc__ = f"One of {', '.join(f'``{word}``' for word in words)}."
    return read


def number(written: str) -> str:
    """A whole number from 1 on."""
    if not written.isdecimal() or not int(written):
        raise ValueError(f"expected a whole number such as '2', not {written!r}")
    return str(int(written))


def map_line(written: str) -> str:
    """A line of a map: ``place``, or ``person: place; place``."""
    if not LINE.fullmatch(written):
        raise ValueError(f"expected a place, or 'person: place; place', not {written!r}.")
    return written


def page_name(written: str) -> str:
    """A page, as in a toctree: from the folder of the page, or from the top with ``/`` before it."""
    if " " in written or "<" in written:
        raise ValueError(f"expected the name of a page such as '01-beginning', not {written!r}; its title is on it")
    return written


def keys_of_fields(written: str) -> str:
    """Keys of fields, as ``body, place``; ``group`` stands for the captions under which the pages are listed."""
    return " ".join(part.strip().strip(":") for part in written.split(",") if part.strip())


def periods(written: str) -> str:
    """Dates or spans in EDTF, as ``1953/1955, 1956``."""
    found = [part.strip() for part in written.split(",") if part.strip()]
    for part in found:
        parse_fixed_date(part)
    return " ".join(found)


def _can_be_listed(archive: Archive, options: Options) -> Iterator[str]:
    kind = archive.schema.kinds.get(options["key"])
    if kind is None:
        yield f"there is no kind {options['key']!r}. Write one of {', '.join(archive.schema.kinds)}."
        return
    known = archive.schema.fields(kind)
    for key in options.get("narrow", "").split():
        if key not in known and key != lists.GROUP:
            near = nearest(key, known)
            hint = f"Did you mean {' or '.join(map(repr, near))}?" if near else f"Its fields are: {', '.join(known)}."
            yield f"option ':narrow:': {kind.kind} has no field {key!r}. {hint}"


def _verdict_exists(archive: Archive, options: Options) -> Iterator[str]:
    try:
        archive.schema.scale.read(options["verdict"]) if "verdict" in options else None
    except ValueError as error:
        yield f"option ':verdict:': {error}."


def _places_have_coordinates(archive: Archive, options: Options) -> Iterator[str]:
    for place in unmapped(archive, options.get("places", "").splitlines()):
        yield (
            f"{place.name} has no coordinates. Write ':coordinates: 48.21, 16.37 [Source]' "
            f"in its record, or take '{place.key}' off the map."
        )


DRAWN: Final[Mapping[str, Reader]] = {"picture": one_of("yes", "no"), "table": one_of("open", "folded")}
"""Options of every view that is drawn above its table."""

OF_ONE_RECORD: Final = frozenset({"facts", "related", "beneath"})
"""Views that Letopis places with a record, of which it is known what they show."""

VIEWS: Final = (
    View(name="facts", render=facts.render, directive=False),
    View(name="related", render=related.render, directive=False),
    View(name="beneath", render=related.render_beneath, directive=False),
    View(name="quoted-from", render=quotations.render_place, directive=False),
    View(
        name="timeline",
        render=time.render_timeline,
        options={"from": date, "to": date, "about": text, **DRAWN},
        keys={"about": ()},
    ),
    View(
        name="composition",
        render=time.render_composition,
        arguments={"key": text, "date": date},
        options=DRAWN,
        keys={"key": BODY},
    ),
    View(
        name="tenures",
        render=time.render_tenures,
        arguments={"key": text},
        options={"mark": text, **DRAWN},
        keys={"key": (*OFFICE, *BODY), "mark": EVENT},
    ),
    View(name="sittings", render=time.render_sittings, arguments={"key": text}, keys={"key": BODY}),
    View(
        name="days",
        render=days.render_days,
        ids=days.ids_of_days,
        options={"from": day, "to": day},
        required={"from": "with the first day, such as '1957-06-18'", "to": "with the last day, such as '1957-06-29'"},
    ),
    View(name=chapters.VIEW, render=chapters.render_chapters, body=("pages", page_name)),
    View(name="differences", render=differences.render_differences),
    View(name="fates", render=fates.render_fates, arguments={"key": text}, options=DRAWN, keys={"key": ("vote",)}),
    View(
        name="network",
        render=network.render_network,
        options={"posts": text, "least": number, "relations": text, "about": text, **DRAWN},
        keys={"posts": (*OFFICE, *BODY), "about": ()},
        check=relations.objections,
    ),
    View(
        name="map",
        render=maps.render_map,
        options={"about": text, "without": text, **DRAWN},
        keys={"places": (*PERSON, *PLACE), "about": (), "without": PLACE},
        body=("places", map_line),
        check=_places_have_coordinates,
    ),
    View(name="votes", render=votes.render_list),
    View(name="matrix", render=claims.render_matrix, arguments={"key": text}, keys={"key": QUESTION}),
    View(
        name="claims",
        render=register.render_register,
        options={"made-in": text, "verdict": text},
        keys={"made-in": DOCUMENT},
        check=_verdict_exists,
    ),
    View(
        name="recordlist",
        render=lists.render_records,
        arguments={"key": text},
        options={"about": text, "narrow": keys_of_fields, "side": text, "periods": periods},
        keys={"about": (), "side": ("vote",)},
        check=_can_be_listed,
    ),
    View(name="audit", render=audit.render_audit),
    View(name="rules", render=audit.render_rules),
    View(name="downloads", render=lists.render_downloads),
    View(name="contact", render=lists.render_contact),
)
