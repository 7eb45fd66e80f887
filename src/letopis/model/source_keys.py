"""The keys of sources: one rule for the text of a page, the fields of a record, and the ``.bib`` files.

BibTeX takes nearly any sign in a key. Left out here are those that end a key in one of the three places: a citation in
the text is ``{cite:p}`Key{p. 12},Other```, one in a field is ``[Key, p. 12; Other]`` or ``Key | what it says``.
"""

from __future__ import annotations

import re

_NOT_IN_A_KEY = re.compile(r"[\s,;{}\[\]|<>`\\]")


def key_fault(key: str) -> str:
    """What keeps a text from being the key of a source, as a sentence that names the sign; ``""`` if nothing does."""
    if not key:
        return "a key is missing."
    if key[0] == "!":
        return f"the key '{key}' begins with '!', which a key cannot."
    found = _NOT_IN_A_KEY.search(key) or next((sign for sign in key if not sign.isprintable()), None)
    if found is None:
        return ""
    sign = found if isinstance(found, str) else found[0]
    if sign.isspace():
        return f"the key '{key}' holds a space, and a key holds no space."
    return f"the key '{key}' holds {sign!r}, which a key cannot."
