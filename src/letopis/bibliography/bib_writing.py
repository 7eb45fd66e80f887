"""Writes an entry of a ``.bib`` file from plain values: names, text and dates as BibTeX has them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from letopis.bibliography.text import folded
from letopis.model.source_keys import key_fault

_ESCAPED: Final = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip
_VERBATIM: Final = frozenset(
    {"url", "doi", "file", "eprint", "isbn", "issn", "langid", "date", "urldate", "origdate", "eventdate"}
)
_AND = re.compile(r"\band\b", re.IGNORECASE)
_NO_PERSON: Final = frozenset({"and", "others"})


@dataclass
class Draft:
    """An entry to be: its type, key and fields as plain text; people as they will stand in the field."""

    kind: str
    key: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)
    people: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def put(self, name: str, text: str) -> None:
        """Set a field; where there is another value already, keep both in the note."""
        text = " ".join(text.split())
        if not text or self.fields.get(name) == text:
            return
        if name in {"keywords", "file"} and name in self.fields:
            self.fields[name] += f", {text}"
        elif name == "note" and name in self.fields:
            self.fields[name] += f". {text}" if self.fields[name][-1] not in ".?!" else f" {text}"
        elif name in self.fields:
            self.put("note", f"{name}: {text}")
        else:
            self.fields[name] = text


def written_entry(draft: Draft) -> str:
    """The entry as it stands in a ``.bib`` file, a field a line."""
    key = draft.key if draft.key and not key_fault(draft.key) else made_key(draft)
    rows = [(role, " and ".join(names)) for role, names in draft.people.items() if names]
    rows += [(name, text if name in _VERBATIM else escaped(text)) for name, text in draft.fields.items()]
    return f"@{draft.kind}{{{key},\n" + "".join(f"  {name} = {{{text}}},\n" for name, text in rows) + "}\n"


def escaped(text: str) -> str:
    """Plain text with what LaTeX has a use for written so that it prints; ``<i>`` stays, since it is read as markup."""
    return text.translate(_ESCAPED)


def person(family: str, given: str = "", particle: str = "", suffix: str = "") -> str:
    """A name as a ``.bib`` file has it: ``van Dam, Jr., Jan``; in braces what must not be taken apart."""
    parts = [_name(family), _name(suffix), _name(given)]
    family = f"{escaped(particle)} {parts[0]}" if particle else parts[0]
    if particle and not particle[:1].islower():
        return f"family={_braced(parts[0])}, given={_braced(parts[2])}, prefix={_braced(escaped(particle))}, useprefix=true"
    if suffix:
        return f"{family}, {parts[1]}, {parts[2]}"
    return f"{family}, {parts[2]}" if given else f"{{{escaped(family)}}}" if " " in family else family


def _name(text: str) -> str:
    text = escaped(" ".join(text.split()))
    return f"{{{text}}}" if "," in text or _AND.search(text) else text


def _braced(text: str) -> str:
    return text if text.startswith("{") else f"{{{text}}}"


def group(name: str) -> str:
    """An institution, which is not taken apart."""
    return f"{{{escaped(' '.join(name.split()))}}}"


def made_key(draft: Draft) -> str:
    """A key for an entry that brings none: the first author's or the title's word, and the year."""
    names = next((names for names in draft.people.values() if names), [])
    first = re.sub(r"[{}]", "", names[0]).partition(",")[0] if names else draft.fields.get("title", "")
    words = [word for word in folded(first).split() if word not in _NO_PERSON]
    word = next((word for word in reversed(words) if names), words[0] if words else "source")
    year = re.search(r"\d{4}", draft.fields.get("date", ""))
    return re.sub(r"[^\w-]", "", word).capitalize() + (year[0] if year else "")
