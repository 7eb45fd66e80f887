"""What this archive adds: journals as a kind of record, and for places, whose they were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sphinx.application import Sphinx

from letopis import api
from letopis.api import BODY, PERSON, Fact, Participation, Ref, When, many, one


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal(api.Record):
    """A paper or journal, with its editors and the society behind it."""

    kind: ClassVar[str] = "journal"
    label: ClassVar[str] = "Journal"
    plural: ClassVar[str] = "Journals"
    folder: ClassVar[str] = "journals"
    print_index: ClassVar[str] = "subjects"
    schema_type: ClassVar[str] = "Periodical"

    first: Fact[When] | None = one(api.read_when, "First number", times="begin", example="1889 [Source1999]")
    last: Fact[When] | None = one(api.read_when, "Last number", times="end")
    editor: tuple[Fact[Participation], ...] = many(
        api.read_participation, "Edited by", kinds=PERSON, inverse="Edited", acts="edits", schema="editor"
    )
    publisher: Fact[Ref] | None = one(api.read_ref, "Published by", kinds=BODY, inverse="Journals", schema="publisher")
    follows: Fact[Ref] | None = one(api.read_ref, "Follows", kinds=("journal",), inverse="Followed by", acyclic=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the kind, and the field of places."""
    app.setup_extension("letopis")
    api.add_kind(app, Journal)
    ruled = many(api.read_participation, "Belonged to", kinds=BODY, inverse="Places that it held")
    api.add_field(app, "place", "ruled", ruled)
    return {"parallel_read_safe": True, "env_version": 1}
