"""The forms in which ``letopis doctor`` shows what it found: for a person, a program, or a forge."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from letopis.cli.messages import Message, by_page
from letopis.cli.remedies import Remedy


class Shown(NamedTuple):
    """A message with the line it speaks of, what the rule demands (or ``""``), and a remedy if there is one."""

    message: Message
    line: str
    demand: str
    remedy: Remedy | None


class Tone(NamedTuple):
    """How words are coloured; :data:`PLAIN` leaves them as they are."""

    bad: Callable[[str], str]
    good: Callable[[str], str]
    strong: Callable[[str], str]
    dim: Callable[[str], str]


def _in(number: int) -> Callable[[str], str]:
    return lambda text: f"\x1b[{number}m{text}\x1b[0m"


PLAIN: Final = Tone(str, str, str, str)
COLOURED: Final = Tone(_in(31), _in(32), _in(1), _in(36))


def tone_of(colour: str) -> Tone:
    """``always``, ``never``, or ``auto``: in a terminal, unless the variable ``NO_COLOR`` says otherwise."""
    wanted = colour == "always" or (colour == "auto" and sys.stdout.isatty() and not os.environ.get("NO_COLOR"))
    return COLOURED if wanted else PLAIN


def as_text(found: Sequence[Shown], manual_at: str, tone: Tone) -> str:
    """Page by page: the message, its line, the rule, what to write, and where the manual explains it."""
    by_message = {one.message: one for one in found}
    made: list[str] = []
    for path, messages in by_page(by_message).items():
        made.append(tone.strong(f"{path or 'The project'}: {len(messages)} to look at"))
        for message in messages:
            made += _told(by_message[message], manual_at, tone)
        made.append("")
    return "".join(f"{line}\n" for line in made)


def _told(one: Shown, manual_at: str, tone: Tone) -> list[str]:
    message = one.message
    made = [f"  {str(message).replace(message.level, tone.bad(message.level), 1)}"]
    if one.line.strip():
        made.append(f"    {message.line:>5} | {one.line}")
    if one.remedy:
        made.append(f"    {'write' if one.remedy.line is not None else '':>5} | {_remedy(one.remedy, tone)}")
    if one.demand:
        made.append(f"    {'rule':>5}   {one.demand.replace('``', '`')}")
    if address := _address(message.rule, manual_at):
        made.append(f"    {'see':>5}   {tone.dim(address)}")
    return made


def _remedy(remedy: Remedy, tone: Tone) -> str:
    words = "take the line out" if remedy.line is None else remedy.line
    return tone.good(words) + ("   (--fix does it)" if remedy.sure else "")


def _address(rule: str, manual_at: str) -> str:
    """Where the manual explains a rule."""
    if not rule or not manual_at:
        return ""
    return f"{manual_at}#rule-{rule}" if "://" in manual_at else f"{manual_at}, under “{rule}”"


def as_json(found: Sequence[Shown], manual_at: str, _tone: Tone) -> str:
    """A list with an object for each message, in order of page and line."""
    entries = [
        {
            "path": one.message.path,
            "line": one.message.line,
            "code": one.message.code,
            "level": one.message.level.lower(),
            "message": one.message.text,
            "text": one.line,
            "rule": one.demand,
            "suggestion": one.remedy.line if one.remedy else None,
            "take-out": bool(one.remedy and one.remedy.line is None),
            "sure": bool(one.remedy and one.remedy.sure),
            "manual": _address(one.message.rule, manual_at),
        }
        for one in found
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def as_github(found: Sequence[Shown], _manual_at: str, _tone: Tone) -> str:
    """Annotations as GitHub and Forgejo read them from what a workflow prints."""
    return "".join(
        f"::error file={_value(one.message.path)},line={one.message.line or 1},title={_value(one.message.code)}"
        f"::{_escaped(one.message.text)}\n"
        for one in found
    )


def as_gitlab(found: Sequence[Shown], _manual_at: str, _tone: Tone) -> str:
    """A report of code quality as GitLab reads it from a file."""
    entries = [
        {
            "description": one.message.text,
            "check_name": one.message.code,
            "fingerprint": f"{one.message.path}:{one.message.line}:{one.message.code}:{one.message.text}",
            "severity": "major",
            "location": {"path": one.message.path, "lines": {"begin": one.message.line or 1}},
        }
        for one in found
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: Final[Mapping[str, Callable[[Sequence[Shown], str, Tone], str]]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
}
"""The forms by the name that ``--format`` takes."""
