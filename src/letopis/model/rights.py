"""The rights in an illustration: a licence by its short name, or a statement of rightsstatements.org.

A known name has an address, so that programs understand it and readers can read the terms. Anything else would be a
promise that nobody can check. No Sphinx here.
"""

from __future__ import annotations

import re
from itertools import product
from typing import Final

from letopis.model.spelling import nearest

_LICENCES: Final = ("BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND")
_VERSIONS: Final = ("1.0", "2.0", "2.5", "3.0", "4.0")
_CREATIVE_COMMONS: Final = "https://creativecommons.org"
_STATEMENTS_AT: Final = "http://rightsstatements.org/vocab"

LICENCES: Final = {
    **{
        f"CC {name} {version}": f"{_CREATIVE_COMMONS}/licenses/{name.lower()}/{version}/"
        for name, version in product(_LICENCES, _VERSIONS)
    },
    "CC0 1.0": f"{_CREATIVE_COMMONS}/publicdomain/zero/1.0/",
    "Public Domain Mark 1.0": f"{_CREATIVE_COMMONS}/publicdomain/mark/1.0/",
}
"""The licences and marks of Creative Commons: short name and address."""

STATEMENTS: Final = {
    f"{_STATEMENTS_AT}/{name}/1.0/": words
    for name, words in {
        "InC": "In Copyright",
        "InC-OW-EU": "In Copyright - EU Orphan Work",
        "InC-EDU": "In Copyright - Educational Use Permitted",
        "InC-NC": "In Copyright - Non-Commercial Use Permitted",
        "InC-RUU": "In Copyright - Rights-holder(s) Unlocatable or Unidentifiable",
        "NoC-CR": "No Copyright - Contractual Restrictions",
        "NoC-NC": "No Copyright - Non-Commercial Use Only",
        "NoC-OKLR": "No Copyright - Other Known Legal Restrictions",
        "NoC-US": "No Copyright - United States",
        "CNE": "Copyright Not Evaluated",
        "UND": "Copyright Undetermined",
        "NKC": "No Known Copyright",
    }.items()
}
"""The twelve statements of rightsstatements.org: address, and the words it has there."""


class Rights(str):
    """A licence by its short name, or a statement by its address; it is a text, and knows where its terms stand."""

    __slots__ = ()

    @property
    def address(self) -> str:
        """Where the licence or the statement can be read."""
        return LICENCES.get(self, str(self))

    @property
    def words(self) -> str:
        """What readers are shown: ``CC BY 4.0``, ``In Copyright``."""
        return STATEMENTS.get(self, str(self))


def _folded(text: str) -> str:
    """A name or an address without what people write differently: case, spaces, hyphens, the scheme, a last slash."""
    return re.sub(r"^https?://(?:www\.)?|[\s_/-]+|(?<=/)deed\.\w+$", "", text.strip().casefold())


def _known() -> dict[str, str]:
    """Each way of writing, folded, and what it means."""
    found = {_folded(name): name for name in (*LICENCES, *STATEMENTS)}
    found |= {_folded(address): name for name, address in LICENCES.items()}
    return found | {"cc0": "CC0 1.0", "publicdomainmark": "Public Domain Mark 1.0"}


_KNOWN: Final = _known()
_SUCH_AS: Final = f"'CC BY 4.0', 'CC0', 'Public Domain Mark' or '{next(iter(STATEMENTS))}'"


def read_rights(text: str) -> Rights:
    """A licence of Creative Commons by its short name (``CC BY 4.0``, ``CC0``, ``Public Domain Mark``), or the address of
    one of the twelve statements of rightsstatements.org (``http://rightsstatements.org/vocab/InC/1.0/``).

    Capitals, hyphens and the last slash make no difference. Raises ``ValueError`` for anything else, with what is near.
    """
    if known := _KNOWN.get(_folded(text)):
        return Rights(known)
    near = _near(text)
    advice = f"Write {' or '.join(map(repr, near))}" if near else f"Write one such as {_SUCH_AS}"
    raise ValueError(f"{text!r} is no licence that is known, nor a statement of rightsstatements.org. {advice}")


_PUBLIC: Final = ("Public Domain Mark", "CC0")
_IN_COPYRIGHT: Final = (f"{_STATEMENTS_AT}/InC/1.0/",)
_MEANT: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("publicdomain", "pd", "gemeinfrei", "domainepublic"), _PUBLIC),
    **dict.fromkeys(("allrightsreserved", "copyright", "copyrighted", "©"), _IN_COPYRIGHT),
    **dict.fromkeys(("creativecommons", "cc", "attribution"), ("CC BY 4.0",)),
    **dict.fromkeys(("unknown", "notknown"), (f"{_STATEMENTS_AT}/UND/1.0/", f"{_STATEMENTS_AT}/CNE/1.0/")),
}
"""What people write who know no name for it, folded, and the names that they may mean."""


_VERSION = "0123456789."


def _near(text: str) -> tuple[str, ...]:
    """What was probably meant: by the words or the code of a statement, by a licence without its version, by spelling."""
    folded = _folded(text)
    if folded in _MEANT:
        return _MEANT[folded]
    by_words = {_folded(words): address for address, words in STATEMENTS.items()}
    by_code = {_folded(address.split("/")[-3]): address for address in STATEMENTS}
    code = re.search(r"rightsstatements\.org/\w+/([\w-]+)", text, re.IGNORECASE)
    for known in (by_words.get(folded), by_code.get(_folded(code[1]) if code else folded)):
        if known:
            return (known,)
    bare = folded.rstrip(_VERSION)
    versions = [name for name in LICENCES if _folded(name).rstrip(_VERSION) == bare]
    return tuple(versions[-2:]) or tuple(dict.fromkeys(_KNOWN[one] for one in nearest(folded, _KNOWN)))
