"""What a line would be once a finding is mended, where the message leaves one answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from letopis.cli.messages import Message
from letopis.model.names import edit_distance_one


class Remedy(NamedTuple):
    """A line as it should be, or ``None`` if it is to be taken out; ``sure`` if nobody need look at it."""

    line: str | None
    sure: bool


_FIELD = re.compile(r"there is no field ':(?P<old>[\w-]+):'\. Did you mean ':(?P<new>[\w-]+):'\?$")
_RENAMED = re.compile(r"the field ':(?P<old>[\w-]+):' is now called ':(?P<new>[\w-]+):'")
_NEAREST = re.compile(
    r"'(?P<old>[^'\s]+)' is not in the (?:archive|bibliography)\. The nearest key is '(?P<new>[^'\s]+)'\.$"
)
_DATE = re.compile(r"the date '(?P<old>[^']+)' .*\bWrite (?P<new>[\dX~?%./-]*\d(?: \(OS [\d/-]+\))?)\.?$")
_EMPTY = re.compile(r"the field ':(?P<old>[\w-]+):' has no value")
_SIGN = re.compile(r"U\+(?P<code>[0-9A-F]{4,6}) stands here\. Take it out\.$")


def remedy_of(message: Message, line: str) -> Remedy | None:
    """The line at which a message stands as it would be right; ``None`` if there is more than one way, or none known."""
    for pattern, mend in _MENDERS:
        if (match := pattern.search(message.text)) and (found := mend(match, line)):
            return found if found.line != line else None
    return Remedy(None, sure=True) if message.rule == "exception-unused" and line.startswith(":except:") else None


def _field(match: re.Match[str], line: str) -> Remedy | None:
    written = f":{match['old']}:"
    return Remedy(line.replace(written, f":{match['new']}:", 1), sure=True) if line.startswith(written) else None


def _key(match: re.Match[str], line: str) -> Remedy | None:
    old, new = match["old"], match["new"]
    mended, count = re.subn(rf"(?<![\w-]){re.escape(old)}(?![\w-])", lambda _: new, line)
    return Remedy(mended, sure=count == 1 and edit_distance_one(old, new)) if count else None


def _date(match: re.Match[str], line: str) -> Remedy | None:
    return Remedy(line.replace(match["old"], match["new"], 1), sure=True) if line.count(match["old"]) == 1 else None


def _empty(match: re.Match[str], line: str) -> Remedy | None:
    return Remedy(None, sure=True) if line.startswith(f":{match['old']}:") else None


def _sign(match: re.Match[str], line: str) -> Remedy | None:
    return Remedy(line.replace(chr(int(match["code"], 16)), ""), sure=True)


_MENDERS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Remedy | None]], ...]] = (
    (_FIELD, _field),
    (_RENAMED, _field),
    (_NEAREST, _key),
    (_DATE, _date),
    (_EMPTY, _empty),
    (_SIGN, _sign),
)
