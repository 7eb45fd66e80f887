"""The values of fields as JSON has them, and back as text: what is exported can be imported again.

A date is ``{"edtf": …, "written": …}``, a reference ``"kind:key"``, and a name where a reference could stand
``{"text": …}``. Every other compound value is an object with the names of its parts. No Sphinx here.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, Final

from letopis.model.archive import Archive
from letopis.model.dates import HistoricalDate, RelativeDate
from letopis.model.fields import FieldSpec
from letopis.model.kinds import Record
from letopis.model.terms import Details
from letopis.model.values import DatedRelation, Fact, Nomination, Participation, Ref, Tenure, Waiver, read_when_or_text
from letopis.model.verdicts import Verdict

Json = Any
"""What ``json.dumps`` takes: objects, lists, texts, numbers, ``None``."""

_KEPT: Final = frozenset({"alias"})
"""Fields whose keys mean no record of the archive: resolved, a former key would become the present one."""


def fields_as_json(archive: Archive, record: Record) -> dict[str, list[dict[str, Json]]]:
    """Every field that has a value: its key, and a list of values with their sources and rivals."""
    specs = archive.fields_of(record)
    fields: dict[str, list[dict[str, Json]]] = {}
    for key, fact in record.facts():
        fields.setdefault(key, []).append(fact_as_json(archive, key, specs[key][1], fact))
    return fields


def fact_as_json(archive: Archive, key: str, spec: FieldSpec, fact: Fact[Any]) -> dict[str, Json]:
    """A value with its sources and its rivals; what is empty is left out."""
    made: dict[str, Json] = {"value": value_as_json(archive, key, spec, fact.value)}
    if fact.sources:
        made["sources"] = [citation._asdict() for citation in fact.sources]
    if fact.rivals:
        made["rivals"] = [
            {
                "value": value_as_json(archive, key, spec, rival.value),
                "sources": [citation._asdict() for citation in rival.sources],
            }
            for rival in fact.rivals
        ]
    return made


def value_as_json(archive: Archive, key: str, spec: FieldSpec, value: Any) -> Json:
    """A value of a field."""
    if isinstance(value, Ref) and key in _KEPT:
        return value.key
    if type(value) is str and (spec.kinds or spec.read is read_when_or_text):
        return {"text": value}
    return _plain(archive, value, spec.kinds)


def _plain(archive: Archive, value: Any, kinds: tuple[str, ...]) -> Json:  # noqa: C901, PLR0911 -- a line for each type
    match value:
        case Ref():
            found = archive.resolve(value, kinds)
            return str(found.ref if found else archive.elsewhere(value, kinds) or value)
        case HistoricalDate():
            return {"edtf": value.edtf, "written": value.written}
        case RelativeDate():
            resolved = archive.when(value)
            return {"edtf": resolved.edtf if resolved else "", "written": value.written}
        case Enum():
            return value.value
        case Verdict():
            return value.key
        case Details():  # nearly all of it is nearly always empty
            known = {name: part for name, part in value._asdict().items() if part}
            return {name: _plain(archive, part, kinds) for name, part in known.items()}
        case Participation(str() as name, part):
            return {"person": {"text": name}, "part": part}
        case Tenure(str() as name) | Nomination(str() as name):
            return _plain(archive, value._replace(post=Ref("", "")), kinds) | {"post": {"text": name}}
        case DatedRelation(str() as name):
            return _plain(archive, value._replace(to=Ref("", "")), kinds) | {"to": {"text": name}}
        case Waiver():  # the lines of its page are worked out anew
            return {"code": value.code, "reason": value.reason, "only": value.only}
        case tuple() if hasattr(value, "_asdict"):
            return {name: _plain(archive, part, kinds) for name, part in value._asdict().items()}
        case tuple():
            return [_plain(archive, part, kinds) for part in value]
    return value
