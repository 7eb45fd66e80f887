"""What was published and is gone without saying where to: a finding for each, with what to write."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from letopis.addresses.ledger import Published
from letopis.addresses.ledger_file import fault_of
from letopis.addresses.whereabouts import Whereabouts, whereabouts_of
from letopis.diagnostics import Code, Finding, SourceLocation
from letopis.domain import app_of
from letopis.model.parts import HEADING, PAGE, RECORD, SOURCE, Part
from letopis.model.spelling import nearest
from letopis.report import report_all


def report_lost(_app: Sphinx, env: BuildEnvironment) -> None:
    """``env-check-consistency``: warn of each."""
    report_all(lost_addresses(env))


def lost_addresses(env: BuildEnvironment) -> Iterator[Finding]:
    """One finding for each published address that leads nowhere, at the place where it can be mended."""
    path = str(app_of(env).config.letopis_ledger)
    if fault := fault_of(app_of(env)):
        yield Finding(Code.LEDGER, fault[1], SourceLocation("", path, fault[0]))
        return
    whereabouts = whereabouts_of(env)
    gone = {one.docname for one in whereabouts.lost() if one.kind == PAGE}
    for one in whereabouts.lost():
        if one.docname in gone and one.kind not in {PAGE, RECORD, SOURCE}:
            continue  # whoever says where the page has gone has said it of its headings
        place, remedy = _remedy(whereabouts, one, SourceLocation("", path, one.line))
        message = f"the {one.kind} '{one.address}' was published in edition {one.edition}, and leads nowhere now."
        yield Finding(Code.ADDRESS_LOST, f"{message} {remedy}", place)


def _remedy(whereabouts: Whereabouts, one: Published, ledger: SourceLocation) -> tuple[SourceLocation, str]:
    """Where to mend it, and what to write there."""
    here = SourceLocation(one.docname, str(whereabouts.env.doc2path(one.docname, base=False)), 1)
    place = here if one.docname in whereabouts.ids else ledger
    match one.kind:
        case "page":
            return ledger, f"Write ':::{{former}} /{one.docname}' below the heading of the page that has its text."
        case "record":
            kind, _, key = one.id.partition("-")
            return place, (
                f"Bring the record back; or, if it has another key, write ':alias: {key}' in it; or, if it was merged or"
                f" taken out, write ':::{{former}} /{one.address}' below the heading that says so. Its kind was {kind}."
            )
        case "source":
            key = one.note("key") or one.id.removeprefix("source-")
            return place, f"Bring the entry back into a list, or write 'ids = {{{key}}}' in the entry that it is now."
    new = _renamed_heading(whereabouts, one)
    if new is None:
        return (
            place,
            f"Write ':::{{former}} {one.id}' below the heading that has its text, or '/{one.address}' on another page.",
        )
    return here._replace(
        line=new.line
    ), f"If it is '{new.words}' now, write ':::{{former}} {one.id}' below that heading."


def _renamed_heading(whereabouts: Whereabouts, one: Published) -> Part | None:
    """A heading of the page that is new, under the same heading as the lost one; of several the one most like it."""
    published = {each.id for each in whereabouts.ledger.on(one.docname, HEADING)}
    new = {
        part.id: part
        for part in whereabouts.parts.get(one.docname, [])
        if part.kind == HEADING and part.id not in published and part.under == one.note("under")
    }
    if len(new) == 1:
        return next(iter(new.values()))
    near = nearest(one.id, list(new))
    return new[near[0]] if len(near) == 1 else None
