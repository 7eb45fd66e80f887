"""From JSON back to the line that an author would write: the other direction of :mod:`letopis.exports.json_values`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from letopis.model.terms import FLAGS, TEXTS

Object = Mapping[str, Any]


def line_of(fact: Object) -> str:
    """What stands behind ``:field:``: the value, its sources in brackets, and the values of other sources.

    ``fact`` is ``{"value": …, "sources": […], "rivals": […]}``. Raises ``ValueError`` for a value of unknown form.
    """
    value = fact["value"]
    sources = _cited(fact.get("sources", []))
    if isinstance(value, Mapping) and value.keys() == {"printed", "reason"}:
        return f"{value['printed']}{sources} | as-printed: {value['reason']}"
    rivals = "".join(f" || {text_of(one['value'])}{_cited(one['sources'])}" for one in fact.get("rivals", []))
    return f"{text_of(value)}{sources}{rivals}"


def text_of(value: Any) -> str:
    """The text of one value without its sources."""
    match value:
        case str():
            return _guarded(value)
        case bool() | None:
            raise ValueError(f"{value!r} is no value of a field")
        case int():
            return str(value) if value else "many"
        case list():
            return "; ".join(_pair(one) if isinstance(one, Mapping) else str(one) for one in value)
        case Mapping():
            write = _FORMS.get(frozenset(value))
            if write is not None:
                return write(value)
    raise ValueError(f"a value of this form is not known: {value!r}")


def _guarded(text: str) -> str:
    """Quotation marks around a text that would be read as something else without them."""
    looks_quoted = len(text) > 1 and text[0] == text[-1] == '"'
    return f'"{text}"' if looks_quoted or text.endswith("]") else text


def _named(value: Any) -> str:
    """A reference, or a name in quotation marks, so that it is not taken for one."""
    return f'"{value["text"]}"' if isinstance(value, Mapping) else str(value)


def _cited(sources: list[Object]) -> str:
    return f" [{'; '.join(map(_citation, sources))}]" if sources else ""


def _citation(one: Object) -> str:
    return f"{one['key']}, {one['locator']}" if one["locator"] else str(one["key"])


def _pair(one: Object) -> str:
    return f"{one['for_']} / {one['against']}"


def _when(value: Any) -> str:
    return "" if value is None else str(value["written"] or value["edtf"])


def _post(value: Object) -> str:
    return _with_details(f"{_named(value['post'])} {_when(value['when'])}".rstrip(), value["details"])


def _member(value: Object) -> str:
    return _with_details(f"{value['body']} {value['rank']} {_when(value['when'])}".rstrip(), value["details"])


def _with_details(head: str, details: Object) -> str:
    parts = [
        f"{step['name'].replace('-', ' ')} {_when(step['when'])}{' (' + step['note'] + ')' if step['note'] else ''}"
        for step in details.get("steps", [])
    ]
    written = {attribute: name for name, (attribute, _) in reversed([*TEXTS.items()])}
    parts += [f"{name}: {details[attribute]}" for attribute, name in written.items() if attribute in details]
    parts += [flag for flag in FLAGS if details.get(flag)]
    parts += [details["outcome"]] if "outcome" in details else []
    return f"{head} | {'; '.join(parts)}" if parts else head


def _noted(head: str, note: str) -> str:
    return f"{head} | {note}" if note else head


def _dispute(value: Object) -> str:
    versions = [f"{text}{_cited(sources)}" for text, sources in value["versions"]]
    return " | ".join([value["what"], *versions])


def _waiver(value: Object) -> str:
    only = f'"{value["only"]}" ' if value["only"] else ""
    return f"{value['code']} {only}{value['reason']}"


def _tally(value: Object) -> str:
    counts = [value["ayes"], value["noes"], value["abstentions"]]
    return "-".join(str(count) for count in counts if count is not None)


def _threshold(value: Object) -> str:
    return str(value["number"]) if value["number"] else f"{value['share']} of {value['base']}"


_FORMS: Final[dict[frozenset[str], Callable[[Object], str]]] = {
    frozenset({"edtf", "written"}): _when,
    frozenset({"text"}): _named,
    frozenset({"post", "when", "details"}): _post,
    frozenset({"body", "rank", "when", "details"}): _member,
    frozenset({"to", "when", "remark"}): lambda value: _noted(
        f"{_named(value['to'])} {_when(value['when'])}".rstrip(), value["remark"]
    ),
    frozenset({"person", "part"}): lambda value: _noted(_named(value["person"]), value["part"]),
    frozenset({"citation", "note"}): lambda value: _noted(_citation(value["citation"]), value["note"]),
    frozenset({"what", "versions"}): _dispute,
    frozenset({"code", "reason", "only"}): _waiver,
    frozenset({"document", "paragraph"}): lambda value: f"{value['document']} {value['paragraph']}".rstrip(),
    frozenset({"latitude", "longitude"}): lambda value: f"{value['latitude']!r}, {value['longitude']!r}",
    frozenset({"ayes", "noes", "abstentions"}): _tally,
    frozenset({"share", "base", "number"}): _threshold,
    frozenset({"person", "side"}): lambda value: f"{value['person']} {value['side']}",
    frozenset({"key", "locator"}): _citation,
    frozenset({"scheme", "value"}): lambda value: f"{value['scheme']} {value['value']}",
}
"""How each compound value is written, by the names of its parts."""
