"""What else is known of a tenure, a seat or a nomination: rank, steps, how it began and ended, remarks.

It stands on the same line, after `` | ``, in parts with semicolons between::

    :held: envoy-horn 1935-07-01/1940 | rank: Envoy Extraordinary; appointed 1935-06-01; ended: recalled; acting

A part is a word alone (``acting``), a name and a text (``rank: Consul``), or a step and its date, to which a note in
brackets may be added (``appointed 1935-06-01 (during a recess)``). Whatever is not known is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from letopis.model.dates import HistoricalDate, RelativeDate, parse_date

When = HistoricalDate | RelativeDate


class DateError(ValueError):
    """A date that cannot be read; told apart so that it gets its own code."""


class StepKind(NamedTuple):
    """A kind of step towards an office, in it, or out of it."""

    words: str
    """How it reads on the page: "presented credentials"."""
    in_office: bool = False
    """Whether the holder is in office by then, so that the office has to exist."""
    after: tuple[str, ...] = ()
    """The steps that it never precedes."""


#: The steps, in the order in which pages show them. Another is one more line here.
STEPS: Final[Mapping[str, StepKind]] = {
    "nominated": StepKind("nominated"),
    "elected": StepKind("elected"),
    "confirmed": StepKind("confirmed", after=("nominated",)),
    "appointed": StepKind("appointed"),
    "commissioned": StepKind("commissioned"),
    "sworn-in": StepKind("sworn in", after=("nominated", "elected", "appointed")),
    "arrived": StepKind("arrived", after=("nominated", "appointed")),
    "took-up": StepKind("took up the post", in_office=True, after=("nominated", "appointed")),
    "presented": StepKind("presented credentials", in_office=True, after=("nominated", "appointed", "arrived")),
    "recalled": StepKind("recalled", after=("nominated", "appointed")),
    "presented-recall": StepKind("presented recall", after=("presented", "took-up")),
    "left": StepKind("left", in_office=True, after=("appointed", "arrived", "took-up", "presented")),
}
#: Parts that are a name and a text: as written, the attribute of :class:`Details`, and the word before it on the page.
TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    "rank": ("title", ""),
    "title": ("title", ""),
    "name": ("named", "as "),
    "called": ("called", "then called "),
    "country": ("country", "then "),
    "district": ("district", "for "),
    "party": ("party", "party: "),
    "began": ("began", "began: "),
    "ended": ("ended", "ended: "),
    "remark": ("remark", ""),
}
#: Parts that are a word alone.
FLAGS: Final = ("acting", "parallel")
#: What each of these parts says, for the manual.
MEANINGS: Final[Mapping[str, str]] = {
    "rank": "the holder's rank in the office",
    "title": "the holder's title in the office; a line has one of the two",
    "name": "the holder's own name at the time, such as one before a marriage",
    "called": "the name of the office or body at the time",
    "country": "the name of its country or territory at the time",
    "district": "for which district, canton or constituency a seat was held",
    "party": "the party or parliamentary group of the holder at the time",
    "began": "how it began: by election, by lot, by succession",
    "ended": "how it ended: recalled, died in office, superseded",
    "remark": "anything else",
    "acting": "held for another, or until another came: no rival of the holder",
    "parallel": "held lawfully beside another holder",
}
#: How a nomination ended without a tenure.
OUTCOMES: Final = ("declined", "not confirmed", "not commissioned", "withdrawn", "did not serve", "died before")

_NOTE = re.compile(r"(?P<date>[^()]*(?:\(\s*OS\s[^()]*\))?)\s*(?:\((?P<note>[^()]*)\))?")


class Step(NamedTuple):
    """One dated step: ``appointed 1935-06-01 (during a recess)``; ``name`` is a key of :data:`STEPS`."""

    name: str
    when: When
    note: str = ""


class Details(NamedTuple):
    """What else a tenure, a seat or a nomination says. All is empty where nothing is known."""

    title: str = ""
    """The holder's rank or title in the office."""
    steps: tuple[Step, ...] = ()
    named: str = ""
    """The holder's own name at the time: before a marriage, under a title."""
    called: str = ""
    """The name of the office or body at the time."""
    country: str = ""
    """The name of its country or territory at the time."""
    district: str = ""
    """For which district, canton or constituency a seat was held."""
    party: str = ""
    """The party or parliamentary group to which its holder then belonged."""
    began: str = ""
    ended: str = ""
    remark: str = ""
    acting: bool = False
    """Held for another, or until another came: no rival to the holder."""
    parallel: bool = False
    """Held lawfully beside another holder."""
    outcome: str = ""
    """Of a nomination: why it came to nothing."""


NOTHING: Final = Details()


def read_when(text: str) -> When:
    """A date: ``1957-06-18``, ``1957-06``, ``1957?``, ``1953-09~``, ``1957/..``, ``OS 1890-02-25``, and the rest of EDTF.

    See :func:`letopis.model.dates.parse_date`. Raises :class:`DateError`.
    """
    try:
        return parse_date(text)
    except ValueError as error:
        raise DateError(str(error)) from None


def read_details(text: str, *, nomination: bool = False) -> Details:
    """The parts after `` | ``. ``ValueError`` names the part that cannot be read and what would be right."""
    if not text.strip():
        return NOTHING
    found: dict[str, object] = {}
    steps: list[Step] = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, colon, value = part.partition(":")
        word = part.lower()
        if colon and name.strip() in TEXTS:
            _put(found, TEXTS[name.strip()][0], value.strip(), part)
        elif word in FLAGS:
            _put(found, word, True, part)
        elif word in OUTCOMES:
            if not nomination:
                raise ValueError(
                    f"{part!r} says that the office was not held. Write it as a nomination, in the field ':nominated:'"
                )
            _put(found, "outcome", word, part)
        else:
            steps.append(_read_step(part))
    doubled = {step.name for step in steps if sum(one == step for one in steps) > 1}
    if doubled:
        raise ValueError(f"the step {min(doubled)!r} stands twice with one date. Keep one")
    order = list(STEPS)
    return Details(steps=tuple(sorted(steps, key=lambda step: order.index(step.name))), **found)  # type: ignore[arg-type]


def _put(found: dict[str, object], name: str, value: object, part: str) -> None:
    if not value:
        raise ValueError(f"the part {part!r} has no value. Give it one, or take it out")
    if name in found:
        raise ValueError(f"the part {part!r} stands twice. Put both into one, with a comma between")
    found[name] = value


def _read_step(part: str) -> Step:
    plain = part.lower().replace("-", " ")
    for name in sorted(STEPS, key=len, reverse=True):
        words = name.replace("-", " ")
        if plain == words or plain.startswith((f"{words} ", f"{words}:")):
            match = _NOTE.fullmatch(part[len(words) :].lstrip(": "))
            if match is None or not match["date"].strip():
                raise ValueError(f"the step {part!r} has no date. Write '{words} 1935-06-01', or a remark: 'remark: …'")
            return Step(name, read_when(match["date"].strip()), (match["note"] or "").strip())
    steps = [name.replace("-", " ") for name in STEPS]
    raise ValueError(
        f"the part {part!r} is not known. Write a step with its date ({_listed(steps)}), a text "
        f"({_listed(f'{name}: …' for name in TEXTS)}), or a word alone ({_listed((*FLAGS, *OUTCOMES))}); "
        "anything else is 'remark: …'"
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
