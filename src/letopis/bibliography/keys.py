r"""biblatex's keys of words (its manual, section 4.9.2), such as ``newseries`` or ``\bibstring{reviewof}``, in words.

A file writes a key in place of a word, so that the word is printed in the language of the list.
"""

from __future__ import annotations

import re
from typing import Final

from letopis.bibliography.languages import country_name, language_name
from letopis.bibliography.terms import Terms

KINDS: Final = frozenset(
    "phdthesis mathesis bathesis candthesis thesis techreport resreport software datacd audiocd patent patentus"
    " patenteu patentde patentfr patentuk patreq patrequs patreqeu patreqde patreqfr patrequk letter interview map"
    " memorandum minutes telegram".split()
)
"""Keys of ``type``: what kind of work an entry is."""
STATES: Final = frozenset({"forthcoming", "inpress", "inpreparation", "submitted", "prepublished"})
"""Keys of ``pubstate``."""

_ROLES: Final = (
    "editor compiler redactor reviser founder continuator collaborator translator commentator annotator organizer"
).split()
_PHRASES: Final = {
    "editor": "edited_by", "compiler": "compiled_by", "redactor": "redacted_by", "reviser": "revised_by",
    "founder": "founded_by", "continuator": "continued_by", "collaborator": "collaborator_by",
    "translator": "translated_by", "commentator": "commented_by", "annotator": "annotated_by",
    "organizer": "organized_by",
}  # fmt: skip
_WORDS: Final = {
    **{f"by{role}": _PHRASES[role] for role in _ROLES},
    "byauthor": "by", "bypublisher": "by", "withcommentator": "commented_by", "withannotator": "annotated_by",
    "withintroduction": "introduced_by", "withforeword": "foreword_by", "withafterword": "afterword_by",
    "editor": "ed", "editors": "eds", "compiler": "comp", "compilers": "comps", "translator": "trans",
    "translators": "trans", "andothers": "et_al", "andmore": "et_al", "nodate": "no_date", "jourvol": "volume",
    "newseries": "new_series", "oldseries": "old_series", "inseries": "in", "involumes": "in", "citedas": "cited_as",
    "page": "page_word", "pages": "pages_word", "urlseen": "accessed", "seealso": "see_also", "quotedin": "quoted_in",
    "circa": "ca", "partedit": "edited_by", "parttrans": "translated_by", "partcomp": "compiled_by",
    "parteditandtrans": "edited_translated_by",
}  # fmt: skip
"""Keys whose words stand under another name in ``locales.toml``; the last four are commands of biblatex-chicago."""
_MONTHS: Final = ("january february march april may june july august september october november december").split()
_COMMAND = re.compile(
    r"\\(?:bib(?:s|l|cp|cps|cpl|uc|ucs|ucl|lc|lcs|lcl|x)*string\s*\{(?P<key>\w+)\}|(?P<part>part(?:edit|trans|comp"
    r"|editandtrans))(?![A-Za-z])(?:\{\})?)(?P<space>\s*)"
)


def in_words(value: str, terms: Terms) -> str:
    r"""The value of a field with the words of each ``\bibstring{key}`` in it; a key that is not known stays as it is."""
    if "string" not in value and "\\part" not in value:
        return value
    return _COMMAND.sub(
        lambda match: word_of(match["key"] or match["part"], terms) + (" " * bool(match["space"])), value
    )


def word_of(key: str, terms: Terms) -> str:
    """``review of`` for ``reviewof``, ``Germany`` for ``countryde``; the key itself if it is not known."""
    name = _WORDS.get(key, key)
    if terms.has(name):
        return " ".join(terms.say(name).split())
    if key in _MONTHS:
        return terms.months_alone[_MONTHS.index(key)]
    if key.startswith("country"):
        return country_name(key, terms)
    if key.startswith("lang"):
        return language_name(key, terms)
    if key.startswith("from") and key != "from":
        return terms.say("from_language", language_name(f"lang{key.removeprefix('from')}", terms))
    return key
