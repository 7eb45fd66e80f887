"""Identifiers of authority files: ``wikidata Q34266``, ``viaf 12345``, ``gnd 118540238``.

An archive says with them who or what is meant, for others' programs. Each is checked in form, with its check digit
where the scheme has one, and has an address. What begins with none of the known schemes is kept as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Final, NamedTuple


class Identifier(NamedTuple):
    """A scheme (a key of :data:`SCHEMES`) and the identifier in it, in its usual form."""

    scheme: str
    value: str

    @property
    def address(self) -> str:
        """Where it leads to."""
        return SCHEMES[self.scheme].address.format(self.value)

    @property
    def label(self) -> str:
        """What the scheme is called."""
        return SCHEMES[self.scheme].label

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class Scheme(NamedTuple):
    """An authority file: its name, its form with an example, where an identifier leads to, and its check digit."""

    label: str
    pattern: re.Pattern[str]
    example: str
    address: str
    page: re.Pattern[str]
    """The addresses that lead to it, without ``https://``; the group is the identifier."""
    check: Callable[[str], str] | None = None
    """Gives the last sign that the others ask for."""


def iso_7064(value: str) -> str:
    """The check sign of ISNI and ORCID: ISO/IEC 7064, MOD 11-2."""
    total = 0
    for digit in value[:-1]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)


def gnd_check(value: str) -> str:
    """The check sign of the German authority file: a weighted sum modulo 11, taken as it is behind a hyphen."""
    digits = [int(sign) for sign in value[:-1] if sign != "-"]
    total = sum(weight * digit for weight, digit in enumerate(reversed(digits), 2)) % 11
    rest = total if "-" in value else (11 - total) % 11
    return "X" if rest == 10 else str(rest)


SCHEMES: Final[Mapping[str, Scheme]] = {
    "wikidata": Scheme(
        "Wikidata", re.compile(r"Q[1-9]\d{0,11}"), "Q42", "http://www.wikidata.org/entity/{}",
        re.compile(r"(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/(?:Special:EntityPage/)?(Q\d+)"),
    ),
    "viaf": Scheme(
        "VIAF", re.compile(r"[1-9]\d{1,21}"), "113230702", "https://viaf.org/viaf/{}",
        re.compile(r"(?:www\.)?viaf\.org/(?:\w\w/)?viaf/(\d+)"),
    ),
    "gnd": Scheme(
        "GND", re.compile(r"1[0-3]?\d{7}[0-9X]|[1-9]\d{0,7}-[0-9X]|3\d{7}[0-9X]"), "118540238",
        "https://d-nb.info/gnd/{}", re.compile(r"d-nb\.info/gnd/(\d[\dX-]+)"), gnd_check,
    ),
    "lcnaf": Scheme(
        "LCNAF", re.compile(r"n[abors]?(?:\d{8}|\d{10})"), "n80036674", "http://id.loc.gov/authorities/names/{}",
        re.compile(r"id\.loc\.gov/authorities/names/(n\D{0,2}\d+)(?:\.html)?"),
    ),
    "geonames": Scheme(
        "GeoNames", re.compile(r"[1-9]\d{0,9}"), "2643743", "https://sws.geonames.org/{}/",
        re.compile(r"(?:sws\.|www\.)?geonames\.org/(\d+)(?:/[^/]*)?"),
    ),
    "isni": Scheme(
        "ISNI", re.compile(r"\d{15}[0-9X]"), "0000000121032683", "https://isni.org/isni/{}",
        re.compile(r"(?:www\.)?isni\.org/(?:isni/)?(\d{15}[\dXx])"), iso_7064,
    ),
    "orcid": Scheme(
        "ORCID", re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[0-9X]"), "0000-0002-1825-0097", "https://orcid.org/{}",
        re.compile(r"orcid\.org/([\dX-]+)"), lambda value: iso_7064(value.replace("-", "")),
    ),
}  # fmt: skip
"""The schemes, by what an author writes. ISNI and LCNAF may be written with spaces, which are left out."""

_ADDRESS = re.compile(r"https?://([^\s?#]+?)/?(?:[?#]\S*)?", re.IGNORECASE)


def of_address(text: str) -> tuple[str, str] | None:
    """The scheme and the identifier in an address of one of them: ``https://www.wikidata.org/wiki/Q42``."""
    if match := _ADDRESS.fullmatch(text):
        for name, scheme in SCHEMES.items():
            if found := scheme.page.fullmatch(match[1]):
                return name, found[1]
    return None


def read_identifier(text: str) -> Identifier | str:
    """``wikidata Q42``, ``viaf``, ``gnd``, ``lcnaf``, ``geonames``, ``isni``, ``orcid``; another text is kept as it is.

    The address of an identifier stands for it, alone or behind the name: ``https://www.wikidata.org/wiki/Q42``. Raises
    ``ValueError`` for an identifier of another form, or with a wrong check digit.
    """
    if found := of_address(text):
        return read_identifier(" ".join(found))
    name, _, value = text.partition(" ")
    scheme = SCHEMES.get(name.lower())
    if scheme is None:
        near = get_close_matches(name.lower(), SCHEMES, 1, 0.8)
        if near and value:
            raise ValueError(f"there is no scheme {name!r}. Did you mean '{near[0]} {value}'")
        return text
    found = of_address(value.strip())
    value = found[1] if found and found[0] == name.lower() else value.strip()
    if name.lower() not in {"gnd", "orcid"}:
        value = re.sub(r"\s+", "", value)
    if not scheme.pattern.fullmatch(value):
        raise ValueError(f"expected an identifier of {scheme.label} such as '{name} {scheme.example}', not {text!r}")
    if scheme.check is not None and scheme.check(value) != value[-1]:
        raise ValueError(
            f"{text!r} has a slip: the last sign of this identifier of {scheme.label} would be {scheme.check(value)!r}, "
            f"not {value[-1]!r}. Copy it again from the authority file"
        )
    return Identifier(name.lower(), value)
