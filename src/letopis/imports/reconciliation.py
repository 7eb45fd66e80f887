"""Reads the reply of a reconciliation service (W3C Reconciliation API), as OpenRefine keeps it.

``{"q0": {"result": [{"id": "Q42", "name": "…", "score": 100, "match": true}]}}``. A query is known by the id of its
row, or by its number (``q0`` is the first row). Only a match that the service calls sure is taken.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from letopis.imports.tables import ImportFault


class Reply(NamedTuple):
    """What came back for a row: the identifier if it is sure, else the candidates in words."""

    identifier: str
    candidates: tuple[str, ...]


def read_reply(path: Path) -> dict[str, Reply]:
    """The reply to each query. Raises :class:`ImportFault` for a file of another form."""
    try:
        found = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise ImportFault(f"the reply '{path}' cannot be read: {error}.") from None
    if isinstance(found, dict) and set(found) == {"results"}:  # version 0.3 of the API: a list in the order of queries
        found = {f"q{number}": {"result": one.get("candidates", [])} for number, one in enumerate(found["results"])}
    if not isinstance(found, dict) or not all(isinstance(one, dict) for one in found.values()):
        raise ImportFault(f"{path}: expected the reply of a reconciliation, {{'q0': {{'result': […]}}}}.")
    return {query: _reply(one.get("result")) for query, one in found.items()}


def _reply(result: Any) -> Reply:
    rows = [one for one in result if isinstance(one, dict) and one.get("id")] if isinstance(result, list) else []
    sure = [str(one["id"]) for one in rows if one.get("match") is True]
    if len(sure) == 1:
        return Reply(sure[0], ())
    return Reply("", tuple(f"{one['id']} ({one.get('name', '')}, {one.get('score', '?')})" for one in rows))
