"""The people of an entry as the Chicago Manual prints them: at its head, and after its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Final

from letopis.bibliography.data_model import NAMES
from letopis.bibliography.entries import Person, Source, full_name, in_latin, is_others
from letopis.bibliography.languages import language_name
from letopis.bibliography.terms import Terms
from letopis.bibliography.text import unmarked

_MOST_NAMED: Final = 10
_NAMED_IF_MORE: Final = 7
_MOST_IN_NOTE: Final = 3


class Form(Enum):
    """Where an entry is printed."""

    LIST = "author-date"
    """In a list of sources by author and date: sentences, the year after the author."""
    BIBLIOGRAPHY = "bibliography"
    """In a bibliography beside notes: sentences, the year with the publisher."""
    NOTE = "note"
    """In a note: one sentence, its parts between commas, the names in their natural order."""


#: What is said of a role, unless its type says another thing.
_ROLE_PHRASES: Final = {
    "editor": "edited_by", "editora": "edited_by", "editorb": "edited_by", "editorc": "edited_by",
    "translator": "translated_by", "annotator": "annotated_by", "commentator": "commented_by",
    "introduction": "introduced_by", "foreword": "foreword_by", "afterword": "afterword_by", "holder": "held_by",
    "director": "directed_by", "interviewer": "interviewed_by", "interviewee": "interview_with",
    "addressee": "letter_to", "collaborator": "collaborator_by", "contributor": "contributed_by",
    "composer": "composed_by", "performer": "performed_by", "illustrator": "illustrated_by", "bookauthor": "by",
    "author": "by", "namea": "by", "nameb": "by", "namec": "by",
}  # fmt: skip
_TYPE_PHRASES: Final = {
    "editor": "edited_by", "compiler": "compiled_by", "founder": "founded_by", "continuator": "continued_by",
    "redactor": "redacted_by", "reviser": "revised_by", "collaborator": "collaborator_by", "organizer": "organized_by",
    "translator": "translated_by", "director": "directed_by", "producer": "produced_by", "composer": "composed_by",
    "performer": "performed_by", "illustrator": "illustrated_by", "interviewer": "interviewed_by",
    "addressee": "letter_to", "recipient": "letter_to", "commentator": "commented_by", "annotator": "annotated_by",
}  # fmt: skip
_LEADS = re.compile(r"\b(?:by|from|with|featuring|starring|von|par|por|da|di)$")
"""The end of a phrase that a file writes itself, such as ``libretto by``: the name follows it."""
_SHORT_IN_NOTES: Final = {"edited_by": "ed. {}", "translated_by": "trans. {}", "compiled_by": "comp. {}"}
#: In the order in which they are printed; the rest of the roles follow.
_FIRST: Final = ("bookauthor", "editor", "editora", "editorb", "editorc", "translator")
_VOLUMES: Final = frozenset({"book", "collection", "reference", "proceedings"})
_PLACES: Final = {role: place for place, role in enumerate(dict.fromkeys((*_FIRST, *NAMES))) if role != "author"}


def heading(source: Source, form: Form) -> str:
    """Authors, else editors, else the institution of a report, else the label the archive gives."""
    role = source.making_role()
    persons = source.makers()
    names = ""
    if persons:
        source.used.add(role)
        names = names_in_row(persons, source.terms, _MOST_IN_NOTE) if form is Form.NOTE else names_in_list(
            persons, source.terms, romanized=source.plain("romanized")
        )  # fmt: skip
        if addon := source.text("nameaddon"):
            names = f"{names} {addon if addon.startswith(('[', '(')) else f'[{addon}]'}"
        several = len(persons) > 1
        if words := source.heading_role_words(role, several=several):
            names = f"{names}, {words}"
    elif field := source.corporate_field():
        names = source.text(field)
    short = source.plain("shortauthor") or (source.plain("shorteditor") if role.startswith("editor") else "")
    if short and names and short != names and form is not Form.NOTE:
        return f"{short} ({names})"
    if not names and not source.makers() and (addon := source.plain("nameaddon")):
        source.used.add("nameaddon")
        return addon
    return names or short or source.plain("label")


def names_in_list(persons: Sequence[Person], terms: Terms, *, romanized: str = "") -> str:
    """``Zubok, Vladislav, and Constantine Pleshakov``; of more than ten the first seven and ``et al.``"""
    if len(persons) > _MOST_NAMED:
        persons = [*persons[:_NAMED_IF_MORE], "others"]
    names = [_listed(person, terms, first=number == 0) for number, person in enumerate(persons) if not _others(person)]
    if romanized:
        names[:1] = [f"{full_name(persons[0], inverted=True)} [{romanized}]"]
    if not names:
        return terms.say("et_al")
    if any(_others(person) for person in persons):
        return _and_others(names, terms)
    if len(names) == 2 and "," in names[0] and terms.comma_before_and:
        return f"{names[0]}, {terms.say('and')} {names[1]}"
    return terms.listed(names)


def _and_others(names: list[str], terms: Terms) -> str:
    """``A, B, et al.``; ``A et al.`` after one name."""
    comma = "," if len(names) > 1 and terms.comma_before_and else ""
    return f"{', '.join(names)}{comma} {terms.say('et_al')}".strip()


def _others(person: Person | str) -> bool:
    return person == "others" if isinstance(person, str) else is_others(person)


def _listed(person: Person, terms: Terms, *, first: bool) -> str:
    """A name as a list has it, with its romanized form beside it if it is in Cyrillic and the list is not."""
    name = full_name(person, inverted=first)
    if terms.language == "ru" or name.isascii() or "[" in name:
        return name
    latin = in_latin(name)
    return name if latin == name else f"{name} [{latin}]"


def names_in_row(persons: Sequence[Person], terms: Terms, most: int = _MOST_NAMED) -> str:
    """``Jerrold L. Schecter and Vyacheslav V. Luchkov``; of more than ten the first seven.

    In notes ``most`` is 3, and of more than these the first is named.
    """
    names = [full_name(person) for person in persons if not is_others(person)]
    if len(names) > most:
        shown = names[:_NAMED_IF_MORE] if most == _MOST_NAMED else names[:1]
        return _and_others(shown, terms)
    if len(names) < len(persons):
        return _and_others(names, terms)
    return terms.listed(names)


def by_author_of_set(source: Source) -> str:
    """``by James Moulton``: who wrote the whole of which a volume by another is part."""
    if not _names_set(source) or not (persons := source.people("bookauthor")):
        return ""
    source.used.add("bookauthor")
    return source.terms.say("by", names_in_row(persons, source.terms)) if not _wrote_all(source) else ""


def _names_set(source: Source) -> bool:
    return source.kind in _VOLUMES and source.has("maintitle")


def _wrote_all(source: Source) -> bool:
    return [str(one) for one in source.people("bookauthor")] == [str(one) for one in source.people("author")]


def hands(source: Source, form: Form, *, start: bool) -> Iterator[str]:
    """Editors beside authors, translators and all others, each as a phrase; one phrase for the same people."""
    head = source.making_role()
    said: dict[tuple[str, ...], int] = {}
    phrases: list[tuple[str, str]] = []
    for role in sorted((name for name in source.roles() if name in _PLACES), key=_PLACES.__getitem__):
        if role == head or not (persons := source.people(role)):
            continue
        source.used.add(role)
        if role == "bookauthor" and (_names_set(source) or _wrote_all(source)):
            continue
        key, extra = _phrase(source, role)
        who = tuple(str(person) for person in persons)
        if key == "translated_by" and who in said and phrases[said[who]][0] == "edited_by":
            phrases[said[who]] = ("edited_translated_by", phrases[said[who]][1])
            continue
        names = names_in_row(persons, source.terms)
        said.setdefault(who, len(phrases))
        if _LEADS.search(extra):
            phrases.append(("", f"{extra} {names}"))
        else:
            phrases.append((key, f"{names} ({extra})" if extra else names))
    for key, names in phrases:
        yield _said(source.terms, form, key, names, start=start)


def _said(terms: Terms, form: Form, key: str, names: str, *, start: bool) -> str:
    if not key:
        return capital(names) if start else names
    if form is Form.NOTE and terms.language == "en" and key in _SHORT_IN_NOTES:
        return _SHORT_IN_NOTES[key].replace("{}", names)
    text = terms.say(key, names)
    return capital(text) if start else text


def capital(text: str) -> str:
    """A phrase as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def _phrase(source: Source, role: str) -> tuple[str, str]:
    """The phrase of a role (empty if none is to be said), and a word of its type for which there is no phrase."""
    kind_field = f"{role}type"
    kind = source.plain(kind_field)
    if not kind:
        if role == "translator" and (language := source.plain("origlanguage")):
            source.used.add("origlanguage")
            return _ROLE_PHRASES[role], source.terms.say("from_language", language_name(language, source.terms))
        return _ROLE_PHRASES[role], ""
    source.used.add(kind_field)
    if kind.lower() == "none":  # as biblatex-chicago has it: the context says what they did
        return "", ""
    key = _TYPE_PHRASES.get(kind.lower())
    return (key, "") if key else ("by" if role.startswith(("name", "editor")) else _ROLE_PHRASES[role], unmarked(kind))
