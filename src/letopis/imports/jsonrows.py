"""Rows out of JSON: objects within objects become columns with a full stop, and a list within an object is a sheet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

Found = tuple[dict[str, str], str]
"""The cells of a row, and where it stands: ``object 3, terms 2``."""


def rows_of_json(items: object, sheet: str, shown: Callable[[object], str]) -> Iterator[Found]:
    """The rows of a JSON value.

    Without a sheet the value is a list of objects, one for each row. ``{"name": {"first": "Ada"}}`` gives the column
    ``name.first``; a list of texts is one cell, with semicolons between. ``sheet`` names a list: of the outermost
    object (``persons``), or of each object (``terms``), whose rows have the columns ``terms.start`` and so on beside
    those of the object that holds them; ``persons.terms`` is the second within the first. An object where others have
    a list is a list of one. Another list of objects is one cell, as JSON. ``shown`` makes a cell of a value. Raises
    ``ValueError`` if there is no such list, or if something else than objects stands in it.
    """
    names = [part for part in sheet.split(".") if part]
    if isinstance(items, dict):
        lists = [name for name, value in items.items() if isinstance(value, list)]
        if not names or names[0] not in lists:
            wanted = f"there is no list '{names[0]}'" if names else "expected a list of objects, one for each row"
            raise ValueError(f"{wanted}. Name a list of it by sheet = …; it has: {', '.join(lists) or 'none'}.")
        items = items[names.pop(0)]
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ValueError("expected a list of objects, one for each row.")
    taken = [".".join(names[: count + 1]) for count in range(len(names))]
    rows = [(item, dict(_cells(item, "", taken, shown)), f"object {number}") for number, item in enumerate(items, 1)]
    for name, path in zip(names, taken, strict=True):
        if rows and not any(isinstance(item.get(name), list) for item, _, _ in rows):
            lists = sorted({key for item, _, _ in rows for key, value in item.items() if _is_table(value)})
            raise ValueError(f"no object has a list '{name}'. Name one by sheet = …; it has: {', '.join(lists)}.")
        rows = [
            (inner, cells | dict(_cells(inner, f"{path}.", taken, shown)), f"{place}, {name} {number}")
            for item, cells, place in rows
            for number, inner in enumerate(_objects(item.get(name), f"{place}, {name}"), 1)
        ]
    for _, cells, place in rows:
        yield cells, place


def _objects(value: object, place: str) -> list[dict[str, Any]]:
    """The objects of a list that makes rows; none if there is no list."""
    found: list[Any] = value if isinstance(value, list) else [] if value is None else [value]
    if wrong := next(((number, one) for number, one in enumerate(found, 1) if not isinstance(one, dict)), None):
        raise ValueError(f"{place} {wrong[0]}: expected an object, one for each row, not {json.dumps(wrong[1])}.")
    return found


def _is_table(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def _cells(
    item: dict[str, Any], before: str, taken: list[str], shown: Callable[[object], str]
) -> Iterator[tuple[str, str]]:
    """The cells of an object, without the lists that are ``taken`` as rows of their own."""
    for key, value in item.items():
        name = f"{before}{key}"
        if name in taken:
            continue
        if isinstance(value, dict):
            yield from _cells(value, f"{name}.", taken, shown)
        elif _is_table(value):
            yield name, json.dumps(value, ensure_ascii=False)
        elif isinstance(value, list):
            if value:
                yield name, "; ".join(shown(one) for one in value)
        else:
            yield name, shown(value)
