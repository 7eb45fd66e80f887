"""An extension of another project: treaties, with a rule and a view of their own, and a field for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx

from letopis import api
from letopis.api import BODY, PERSON, PLACE, Fact, Participation, Ref, When, many, one


@dataclass(frozen=True, slots=True, kw_only=True)
class Treaty(api.Record):
    """An agreement between powers."""

    kind: ClassVar[str] = "treaty"
    label: ClassVar[str] = "Treaty"
    plural: ClassVar[str] = "Treaties"
    folder: ClassVar[str] = "treaties"
    print_index: ClassVar[str] = "subjects"
    schema_type: ClassVar[str] = "Legislation"

    date: Fact[When] | None = one(
        api.read_when, "Signed on", required=True, times="date", schema="legislationDate", example="1648-10-24 [A1999]"
    )
    signatory: tuple[Fact[Participation], ...] = many(
        api.read_participation, "Signed by", kinds=PERSON + BODY, inverse="Treaties signed", acts="signs",
        existing="is signed for", schema="legislationPassedBy", former=("signer",), example="person-key | for whom",
    )  # fmt: skip
    place: Fact[Ref | str] | None = one(
        api.read_link, "Signed at", kinds=PLACE, inverse="Treaties signed here", schema="spatialCoverage"
    )
    replaces: Fact[Ref] | None = one(api.read_ref, "Replaces", kinds=("treaty",), inverse="Replaced by", acyclic=True)


def treaties_have_two_sides(archive: api.Archive) -> Iterator[api.Finding]:
    """A treaty has at least two signatories.

    Name the other side with ``:signatory:``.
    """
    for treaty in archive.all(Treaty):
        if len(treaty.signatory) < 2:
            message = f"{len(treaty.signatory)} signatory. A treaty has two: name the other with ':signatory:'."
            yield api.finding("treaty-one-sided", treaty, treaty.origin.line, message)


def render_treaties(page: api.Page, options: dict[str, str]) -> list[nodes.Node]:
    """A table of the treaties signed at a place, in order of their dates."""
    found = [t for t in page.archive.all(Treaty) if page.archive.touches(t, options["place"])]
    found = api.by_date(page.archive, found)
    rows = [[page.link(t), page.date(t.date.value) if t.date else ""] for t in found]
    return [api.table(["Treaty", "Signed"], rows, [60, 40], ["treaties"])] if rows else []


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("letopis")
    api.add_kind(app, Treaty)
    api.add_field(app, "person", "denomination", one(api.read_text, "Denomination"))
    api.add_rule(app, "treaty-one-sided", treaties_have_two_sides)
    view = api.View(name="treaties", render=render_treaties, arguments={"place": str}, keys={"place": PLACE})
    api.add_view(app, view)
    proved = api.Verdict("proved", "The sources leave no doubt.", "for", 5)
    api.add_verdict_scale(app, [proved, api.Verdict("open", "The sources do not settle it.")])
    return {"parallel_read_safe": True, "env_version": 1}
