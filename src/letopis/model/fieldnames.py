"""Which field was meant by a name that no field has: by what the word means, then by its letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from letopis.model.spelling import nearest

MEANINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("title", "heading", "full-name", "person"),
    "variant": (
        "aka", "also-known-as", "nickname", "pseudonym", "other-names", "also-written", "spelling", "spellings",
        "alternative-name", "maiden-name", "former-name", "synonym", "name-variant",
    ),
    "native": ("original-name", "name-native", "russian", "cyrillic", "native-name", "in-russian", "name-in-russian"),
    "sort": ("index", "sort-name", "sorted", "sort-key", "filed-as"),
    "abbreviation": ("abbr", "acronym", "short", "initials", "short-name"),
    "born": ("birth", "birthday", "birthdate", "birth-date", "date-of-birth", "dob", "b"),
    "died": ("death", "dead", "deathdate", "death-date", "date-of-death", "dod", "d", "killed", "executed"),
    "birthplace": ("place-of-birth", "birth-place", "born-in", "born-at", "pob", "hometown"),
    "deathplace": ("place-of-death", "death-place", "died-in", "died-at"),
    "held": ("office", "position", "post", "job", "appointment", "function", "career", "positions-held"),
    "role": ("occupation", "profession", "known-as", "known-for", "description", "nationality"),
    "member": ("membership", "belonged-to", "sat-in", "seat", "party"),
    "date": ("when", "day", "year", "time", "dated", "published", "written", "publication-date", "on", "took-place"),
    "founded": ("begin", "start", "established", "created", "formed", "foundation", "set-up", "from"),
    "dissolved": ("end", "abolished", "closed", "ended", "disbanded", "to", "until"),
    "place": ("where", "location", "venue", "town", "city", "site", "at", "seat", "headquarters"),
    "country": ("state", "nation"),
    "coordinates": ("coords", "geo", "lat-long", "latitude", "position", "gps", "location", "lat"),
    "within": ("parent", "part-of", "in", "belongs-to", "region"),
    "part-of": ("parent", "belongs-to", "within", "in", "super", "superior"),
    "participant": (
        "attendee", "attended", "present", "people", "person", "involved", "who", "by", "guest", "actor", "took-part",
    ),
    "body": ("organisation", "organization", "institution", "committee", "group", "where", "issued-by", "publisher"),
    "cause": ("because", "caused-by", "reason", "led-by"),
    "follows": ("after", "previous", "preceded-by", "predecessor"),
    "predecessor": ("previous", "preceded-by", "before", "follows", "successor-of"),
    "author": ("writer", "written-by", "by", "creator", "editor"),
    "publisher": ("press", "published-by", "printed-by"),
    "url": ("link", "website", "web", "address", "www", "homepage"),
    "source": (
        "reference", "ref", "cite", "citation", "cited", "bibliography", "literature", "footnote", "according-to",
        "evidence", "from",
    ),
    "about": ("subject", "topic", "concerning", "concern", "regarding", "theme", "mentions"),
    "see": ("see-also", "related", "compare", "cf"),
    "distinct": ("not", "not-to-be-confused-with", "different-from", "other-than"),
    "disputed": ("dispute", "contradiction", "disagreement", "conflicting"),
    "except": ("exception", "ignore", "allow", "noqa"),
    "alias": ("former-key", "old-key", "redirect", "renamed-from"),
    "statement": ("claim", "text", "assertion", "thesis", "question"),
    "verdict": ("judgement", "judgment", "rating", "result", "status", "finding"),
    "judged": ("date", "reviewed", "checked", "verdict-date", "assessed"),
    "for": ("evidence", "support", "supported-by", "pro", "yes", "aye", "in-favour", "in-favor", "supporting"),
    "against": ("no", "noe", "contra", "con", "opposed", "contradicted-by", "contradicting", "opposing", "nay"),
    "abstaining": ("abstained", "abstention", "abstain"),
    "absent": ("missing", "not-present"),
    "made-in": ("document", "where", "stated-in", "found-in", "said-in"),
    "answers": ("question", "answer", "answer-to"),
    "question": ("motion", "proposal", "on", "subject", "statement"),
    "certainty": ("confidence", "sure", "reliability", "how-sure"),
    "reported": ("count", "tally", "votes", "score"),
    "threshold": ("majority", "needed", "quorum"),
    "result": ("outcome", "decision"),
    "expansion": ("stands-for", "meaning", "long", "long-form"),
    "valid": ("in-use", "used", "period", "date"),
    "seats": ("holders", "number", "places"),
    "isbn": ("isbn13", "isbn-13", "isbn10", "isbn-10"),
    "pages": ("page", "extent", "length", "pagetotal"),
    "language": ("lang", "tongue"),
}  # fmt: skip
"""Words for what a field says, by the field. A kind has some of the fields, so one word may stand beside several."""

_BY_WORD: Final[dict[str, list[str]]] = {}
for _field, _words in MEANINGS.items():
    for _word in _words:
        _BY_WORD.setdefault(_word, []).append(_field)

_BETWEEN: Final = re.compile(r"[\s_]+")


def plain_key(written: str) -> str:
    """A name of a field in the form that fields have: small letters, hyphens."""
    return _BETWEEN.sub("-", written.strip().casefold())


def meant_fields(written: str, known: Iterable[str]) -> tuple[str, ...]:
    """The fields of ``known`` that may have been meant: exactly, by meaning, or by their letters; none: no advice."""
    fields = list(known)
    key = plain_key(written)
    forms = [key, *(key.removesuffix(ending) for ending in ("s", "es") if len(key) > 3)]
    for form in forms:
        if form in fields:
            return (form,)
    meant = [field for form in forms for field in _BY_WORD.get(form, ()) if field in fields]
    if meant:
        return tuple(dict.fromkeys(meant))[:2]
    return tuple(one for one in nearest(key, fields) if len(one) > 2)


def advice(written: str, known: Iterable[str], elsewhere: Mapping[str, tuple[str, ...]]) -> str:
    """What to write for the field ``written``: a field that is near, the kinds that have it, or all there are.

    ``elsewhere`` gives for each field the kinds of record that have it.
    """
    fields = list(known)
    if meant := meant_fields(written, fields):
        choices = " or ".join(f"':{one}:'" for one in meant)
        return f"Did you mean {choices}?"
    for one in meant_fields(written, elsewhere):
        return f"There is ':{one}:' of {_a_or_an(elsewhere[one][0])}: write it there."
    return f"The fields are: {', '.join(fields)}."


def _a_or_an(kind: str) -> str:
    return f"{'an' if kind[:1] in 'aeiou' else 'a'} {kind}"
