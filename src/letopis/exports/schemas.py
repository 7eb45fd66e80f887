"""JSON Schema for the JSON files (draft 2020-12), made from the kinds and fields that a project has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from letopis.exports.material import FORMAT
from letopis.model import ballots, values
from letopis.model.claims import Certainty, read_certainty
from letopis.model.fields import FieldSpec, Reader
from letopis.model.identifiers import SCHEMES, read_identifier
from letopis.model.kinds import Record
from letopis.model.picturefiles import read_picture_file
from letopis.model.rights import LICENCES, STATEMENTS, read_rights
from letopis.model.schema import Schema
from letopis.model.terms import STEPS

Json = dict[str, Any]

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"


def _object(required: Mapping[str, Json], optional: Mapping[str, Json] | None = None, about: str = "") -> Json:
    more = {"description": about} if about else {}
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    } | more


def _list(of: Json) -> Json:
    return {"type": "array", "items": of}


def _is(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


_TEXT: Final[Json] = {"type": "string"}
_FLAG: Final[Json] = {"type": "boolean"}
_COUNT: Final[Json] = {"type": "integer", "minimum": 0}
_REF: Final[Json] = {
    "type": "string",
    "pattern": "^(?:[a-z]+:)?[a-z0-9]+(?:-[a-z0-9]+)*$",
    "description": "a record, as kind:key",
}
_PART: Final[Json] = {"anyOf": [_is("reference"), _is("name")]}

_DETAILS: Final = _object(
    {},
    {
        **dict.fromkeys(
            ("title", "named", "called", "country", "district", "party", "began", "ended", "remark", "outcome"), _TEXT
        ),
        "acting": _FLAG,
        "parallel": _FLAG,
        "steps": _list(_object({"name": {"enum": list(STEPS)}, "when": _is("date"), "note": _TEXT})),
    },
)
_PERHAPS: Final[Json] = {"anyOf": [_is("date"), {"type": "null"}]}

DEFINITIONS: Final[dict[str, Json]] = {
    "reference": _REF,
    "name": _object({"text": _TEXT}, about="a name where a record could stand, or words where a date could"),
    "date": _object(
        {"edtf": _TEXT, "written": _TEXT},
        about="edtf: ISO 8601-2:2019, Gregorian calendar; written: as the author wrote it",
    ),
    "citation": _object({"key": _TEXT, "locator": _TEXT}, about="the key of a source, and the place in it"),
    "tenure": _object({"post": _PART, "when": _PERHAPS, "details": _DETAILS}),
    "membership": _object(
        {"body": _REF, "rank": {"enum": list(values.RANKS)}, "when": _PERHAPS, "details": _DETAILS},
    ),
    "relation": _object({"to": _PART, "when": _PERHAPS, "remark": _TEXT}, about="a relation that the project declares"),
    "participation": _object({"person": _PART, "part": _TEXT}),
    "sourceNote": _object({"citation": _is("citation"), "note": _TEXT}),
    "dispute": _object(
        {
            "what": _TEXT,
            "versions": _list({"type": "array", "prefixItems": [_TEXT, _list(_is("citation"))], "items": False}),
        }
    ),
    "exception": _object({"code": _TEXT, "reason": _TEXT, "only": _TEXT}),
    "madeIn": _object({"document": _is("reference"), "paragraph": _TEXT}),
    "coordinates": _object(
        {
            "latitude": {"type": "number", "minimum": -90, "maximum": 90},
            "longitude": {"type": "number", "minimum": -180, "maximum": 180},
        },
        about="decimal degrees, WGS 84",
    ),
    "tally": _object({"ayes": _COUNT, "noes": _COUNT, "abstentions": {"type": ["integer", "null"]}}),
    "threshold": _object({"share": _TEXT, "base": _TEXT, "number": _COUNT}),
    "castingVote": _object({"person": _is("reference"), "side": {"enum": ["for", "against"]}}),
    "identifier": _object({"scheme": {"enum": list(SCHEMES)}, "value": _TEXT}, about="an entry of an authority file"),
    "pair": _object({"for_": _is("reference"), "against": _is("reference")}),
    "asPrinted": _object({"printed": _TEXT, "reason": _TEXT}, about="what a source prints and cannot be right"),
}

_BY_READER: Final[dict[Reader, Json]] = {
    values.read_text: _TEXT,
    read_identifier: {"anyOf": [_is("identifier"), _TEXT]},
    read_picture_file: _TEXT,
    read_rights: {"enum": [*LICENCES, *STATEMENTS]},
    values.read_url: {"type": "string", "format": "uri"},
    values.read_count: _COUNT | {"description": "0: any number"},
    values.read_when: _is("date"),
    values.read_when_or_text: {"anyOf": [_is("date"), _is("name")]},
    values.read_ref: _is("reference"),
    values.read_link: _PART,
    values.read_refs: _list(_is("reference")),
    values.read_citation: _is("citation"),
    values.read_source_note: _is("sourceNote"),
    values.read_tenure: _is("tenure"),
    values.read_nomination: _is("tenure"),
    values.read_membership: _is("membership"),
    values.read_participation: _is("participation"),
    values.read_relation: _is("relation"),
    values.read_dispute: _is("dispute"),
    values.read_waiver: _is("exception"),
    values.read_made_in: _is("madeIn"),
    values.read_coordinates: _is("coordinates"),
    ballots.read_tally: _is("tally"),
    ballots.read_threshold: _is("threshold"),
    ballots.read_casting_vote: _is("castingVote"),
    ballots.read_pairs: _list(_is("pair")),
    read_certainty: {"enum": [one.value for one in Certainty]},
}
"""What each reader of fields makes. The values of readers that other extensions bring are not described."""


def whole_schema(schema: Schema) -> Json:
    """The schema of ``archive.json``."""
    properties: dict[str, Json] = {
        "format": {"const": FORMAT},
        **dict.fromkeys(("title", "project", "author"), _TEXT),
        "authors": _list(_TEXT),
        **dict.fromkeys(("description", "edition", "version", "language", "nativeLanguage", "homepage"), _TEXT),
        "licences": _list(_object({"name": _TEXT, "address": _TEXT})),
        "downloads": _list(_object({"label": _TEXT, "address": _TEXT})),
        "itemReviewed": _TEXT,
        "relations": _list({"type": "object", "description": "a kind of relation, as letopis_relations declares it"}),
        "records": _list({"anyOf": [_is(kind) for kind in schema.kinds]}),
        "sources": _list(_is("source")),
        "pages": _list(_object({"name": _TEXT, "title": _TEXT, "address": _TEXT}, {"text": _TEXT})),
        "mentions": _list(_is("mention")),
    }
    return {"$schema": DRAFT, "title": "An archive of Letopis"} | _object(properties) | {"$defs": _definitions(schema)}


def record_schema(schema: Schema) -> Json:
    """The schema of the file of one record."""
    properties: dict[str, Json] = {
        "format": {"const": FORMAT},
        **dict.fromkeys(("archive", "edition", "homepage"), _TEXT),
        "record": {"anyOf": [_is(kind) for kind in schema.kinds]},
        "sources": _list(_is("source")),
        "referredToBy": _list(_object({"record": _is("reference"), "field": _TEXT}, {"label": _TEXT})),
        "mentions": _list(_is("mention")),
    }
    return {"$schema": DRAFT, "title": "A record of Letopis"} | _object(properties) | {"$defs": _definitions(schema)}


def _definitions(schema: Schema) -> dict[str, Json]:
    own = {
        "source": _object(
            {"key": _TEXT, "type": _TEXT, "fields": {"type": "object", "additionalProperties": _TEXT}},
            about="a source, with the fields of biblatex as they are written",
        ),
        "mention": _object(
            {"target": _is("reference")} | dict.fromkeys(("page", "address", "paragraph", "sentence"), _TEXT)
        ),
    }
    return DEFINITIONS | own | {kind: _kind(schema, cls) for kind, cls in schema.kinds.items()}


def _kind(schema: Schema, record_class: type[Record]) -> Json:
    fields = {key: _field(schema, spec) for key, (_, spec) in schema.fields(record_class).items()}
    required = [key for key, (_, spec) in schema.fields(record_class).items() if spec.required]
    properties: dict[str, Json] = {
        "kind": {"const": record_class.kind},
        "key": {"type": "string", "pattern": "^[a-z0-9]+(?:-[a-z0-9]+)*$"},
        **dict.fromkeys(("id", "name", "page", "address", "summary"), _TEXT),
        "inline": _FLAG,
        "fields": {"type": "object", "properties": fields, "required": required, "additionalProperties": False},
    }
    return _object(properties, {"text": _TEXT})


def _field(schema: Schema, spec: FieldSpec) -> Json:
    value = _BY_READER.get(spec.read, {})
    if spec.read == schema.scale.read:
        value = {"enum": [verdict.key for verdict in schema.scale]}
    if spec.sourced:
        value = {"anyOf": [value, _is("asPrinted")]}
    fact = _object(
        {"value": value},
        {
            "sources": _list(_is("citation")),
            "rivals": _list(_object({"value": value, "sources": _list(_is("citation"))})),
        },
    )
    facts = _list(fact) | {"description": spec.label, "minItems": 1}
    return facts if spec.repeat or spec.sourced else facts | {"maxItems": 1}
