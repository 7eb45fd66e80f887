"""Relations that a project declares in ``conf.py``: who married, taught, opposed or succeeded whom, from when to when.

Each becomes a field of the kinds that it starts from, so that pages, rules and data read it as any other field::

    letopis_relations = {
        "married": {"label": "Married", "symmetric": True, "youngest": 15},
        "taught": {"label": "Taught", "inverse": "Taught by", "youngest": (14, 5)},
        "patron": {"label": "Patron of", "inverse": "Patrons", "to": ["person", "body", "place"]},
    }
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from letopis.model.fields import FieldSpec, RelationKind, Youngest, field_specs
from letopis.model.kinds import Record
from letopis.model.spelling import nearest
from letopis.model.values import KEY, read_relation

OLDEST_YOUNGEST: Final = 100
"""Years: a least age above this is a slip of the pen."""
_PARTS: Final = ("label", "inverse", "symmetric", "of", "to", "alive", "youngest", "schema")
_ALIVE: Final = ("both", "own", "none")


def read_relation_kinds(
    setting: Mapping[Any, Any], kinds: Mapping[str, type[Record]]
) -> dict[str, dict[str, FieldSpec]]:
    """The fields that the relations of ``letopis_relations`` become: by kind of record, and by key.

    Raises ``ValueError`` that names the entry and says what would be right.
    """
    made: dict[str, dict[str, FieldSpec]] = {}
    for key, entry in setting.items():
        where = f"letopis_relations, {key!r}"
        if not (isinstance(key, str) and KEY.fullmatch(key)):
            raise ValueError(f"{where}: expected a key of lower-case letters, digits and hyphens, such as 'taught'.")
        if not isinstance(entry, Mapping):
            raise ValueError(  # noqa: TRY004 -- all that is wrong with a setting is one kind of error
                f"{where}: expected a dictionary such as {{'label': 'Taught', 'inverse': 'Taught by'}}."
            )
        if unknown := [name for name in entry if name not in _PARTS]:
            near = nearest(str(unknown[0]), _PARTS)
            raise ValueError(f"{where}: there is no {unknown[0]!r}. Write {' or '.join(near or _PARTS)}.")
        starts = _kinds(where, "of", entry.get("of", "person"), kinds)
        spec = _spec(where, entry, _kinds(where, "to", entry.get("to", starts), kinds), starts)
        for kind in starts:
            if key in {"name", *field_specs(kinds[kind])}:
                raise ValueError(f"{where}: the kind '{kind}' has a field ':{key}:' already. Take another key.")
            made.setdefault(kind, {})[key] = spec
    return made


def _spec(where: str, entry: Mapping[str, Any], to: tuple[str, ...], of: tuple[str, ...]) -> FieldSpec:
    label, symmetric = _text(where, entry, "label"), entry.get("symmetric", False)
    inverse = _text(where, entry, "inverse") if "inverse" in entry else ""
    if symmetric not in {True, False} or not label or bool(symmetric) == bool(inverse):
        raise ValueError(
            f"{where}: expected a 'label', and either an 'inverse', how it reads from its other end, or "
            "'symmetric': True if it reads the same from both."
        )
    if symmetric and set(of) != set(to):
        raise ValueError(f"{where}: a symmetric relation has the same kinds at both ends: let 'to' be as 'of'.")
    alive = entry.get("alive", "both")
    if alive not in _ALIVE:
        raise ValueError(f"{where}: 'alive' is one of {', '.join(map(repr, _ALIVE))}, not {alive!r}.")
    relation = RelationKind(bool(symmetric), alive, _ages(where, entry.get("youngest", 0), symmetric=bool(symmetric)))
    return FieldSpec(
        read=read_relation, label=label, repeat=True, kinds=to, inverse=inverse or label,
        schema=_text(where, entry, "schema") if "schema" in entry else "",
        relation=relation,
    )  # fmt: skip


def _text(where: str, entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name, "")
    if not isinstance(value, str) or value != value.strip() or "\n" in value:
        raise ValueError(f"{where}: '{name}' is a text of one line, not {value!r}.")
    return value


def _kinds(where: str, name: str, value: object, known: Collection[str]) -> tuple[str, ...]:
    found = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list | tuple) else ()
    if not found or (wrong := [one for one in found if one not in known]):
        shown = repr(wrong[0]) if found else repr(value)
        raise ValueError(f"{where}: '{name}' names kinds of record ({', '.join(known)}), not {shown}.")
    return tuple(dict.fromkeys(found))


def _ages(where: str, value: object, *, symmetric: bool) -> Youngest:
    """One age for whoever acts, or for both where the relation is symmetric; a pair for the two ends."""
    pair = (value, value if symmetric else 0) if isinstance(value, int) else value
    if not (
        isinstance(pair, list | tuple)
        and len(pair) == 2
        and all(isinstance(age, int) and not isinstance(age, bool) and 0 <= age <= OLDEST_YOUNGEST for age in pair)
    ):
        raise ValueError(f"{where}: 'youngest' is an age in years, or a pair of them for the two ends, not {value!r}.")
    return Youngest(*pair)
