"""Rules on a kind without a date, whose records have a beginning and an end: what they tell happened in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import pytest

from letopis import api
from letopis.checks import run_checks
from letopis.model.fields import many, one
from letopis.model.schema import Schema
from letopis.model.values import Fact, Membership, Ref, read_link, read_participation, read_when

CHECKED = {"date-order", "not-alive", "too-young", "lifespan", "body-existed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Embassy(api.Record):
    """A mission that lasted."""

    kind: ClassVar[str] = "embassy"
    label: ClassVar[str] = "Embassy"
    plural: ClassVar[str] = "Embassies"

    sent: Fact[api.When] | None = one(read_when, "Set out", times="begin")
    returned: Fact[api.When] | None = one(read_when, "Came home", times="end")
    envoy: tuple[Fact[api.Participation], ...] = many(read_participation, "Envoys", acts="is an envoy")
    sender: Fact[Ref | str] | None = one(read_link, "Sent by", existing="sends an embassy for")


@dataclass(frozen=True, slots=True, kw_only=True)
class Siege(api.Record):
    """A kind with a date and an end."""

    kind: ClassVar[str] = "siege"
    label: ClassVar[str] = "Siege"
    plural: ClassVar[str] = "Sieges"

    laid: Fact[api.When] | None = one(read_when, "Laid", times="date")
    raised: Fact[api.When] | None = one(read_when, "Raised", times="end")


def dated(text: str, line: int) -> Any:
    return Fact(read_when(text), (), line) if text else None


def found(*records: api.Record) -> list[tuple[str, int, str]]:
    schema = Schema()
    schema.kinds |= {"embassy": Embassy, "siege": Siege}
    return [
        (one.code, one.place.line, one.message.replace("\N{NO-BREAK SPACE}", " "))
        for one in run_checks(api.Archive(records, schema=schema))
        if one.code in CHECKED
    ]


def place(docname: str) -> api.SourceLocation:
    return api.SourceLocation(docname, f"{docname}.md", 1)


def embassy(sent: str, returned: str) -> Embassy:
    return Embassy(
        key="sweden", name="To Sweden", origin=place("sweden"), sent=dated(sent, 2), returned=dated(returned, 3),
        envoy=(Fact(read_participation("bulstrode"), (), 4),), sender=Fact(read_link("council"), (), 5),
    )  # fmt: skip


def person(born: str, died: str) -> api.Person:
    return api.Person(
        key="bulstrode", name="B", origin=place("bulstrode"), born=dated(born, 2), died=dated(died, 3)
    )  # fmt: skip


def body(founded: str, dissolved: str) -> api.Body:
    return api.Body(
        key="council", name="C", origin=place("council"), founded=dated(founded, 2), dissolved=dated(dissolved, 3)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lasted", "lived", "said"),
    [
        (("1653-11-06", "1654-07"), ("1605", "1640"), [("not-alive", "between 6 November 1653 and July 1654, but died 1640")]),
        (("1653-11-06", ""), ("1605", "1640"), [("not-alive", "is an envoy 6 November 1653 or later, but died 1640")]),
        (("", "1654-07"), ("1660", ""), [("not-alive", "is an envoy July 1654 or earlier, but was born 1660")]),
        (("1653-11-06", "1654-07"), ("1660", ""), [("not-alive", "was born 1660")]),
        (("1653-11-06", "1654-07"), ("1650", ""), [("too-young", "at the age of 4 at most")]),
        (("1653-11-06", "1654-07"), ("1500", ""), [("lifespan", "at the age of 152")]),
        (("1653-11-06", "1654-07"), ("1605", "1654-02"), []),  # died on the way
        (("1640", "1660"), ("1641", "1659"), []),  # lived within it
        (("1640", "1660"), ("1630", ""), []),  # was of age before its end
        (("", "1654-07"), ("1605", "1640"), []),  # it may have begun in their life
        (("1653-11-06", ""), ("1660", ""), []),  # nobody knows when it ended
        (("", ""), ("1605", "1640"), []),
        (("1660", "1654"), ("1605", "1640"), [("date-order", "':returned:' is 1654, before ':sent:', 1660")]),
    ],
)  # fmt: skip
def test_who_acts_is_alive_at_some_time(
    lasted: tuple[str, str], lived: tuple[str, str], said: list[tuple[str, str]]
) -> None:
    messages = found(embassy(*lasted), person(*lived))
    assert [code for code, _, _ in messages] == [code for code, _ in said]
    assert all(words in message for (_, words), (_, _, message) in zip(said, messages, strict=True))
    assert {line for code, line, _ in messages if code != "date-order"} <= {4}


@pytest.mark.parametrize(
    ("lasted", "existed", "said"),
    [
        (("1653-11-06", "1654-07"), ("1660", ""), "between 6 November 1653 and July 1654, but the body begins 1660"),
        (("1653-11-06", ""), ("1600", "1649"), "6 November 1653 or later, but the body ends 1649"),
        (("", "1654-07"), ("1660", ""), "July 1654 or earlier, but the body begins 1660"),
        (("1653-11-06", "1654-07"), ("1654-01", ""), ""),
        (("1653-11-06", "1654-07"), ("1600", "1654-01"), ""),
        (("1653-11-06", ""), ("1660", ""), ""),
    ],
)
def test_a_body_exists_at_some_time(lasted: tuple[str, str], existed: tuple[str, str], said: str) -> None:
    messages = found(embassy(*lasted), body(*existed))
    assert [(code, line) for code, line, _ in messages] == ([("body-existed", 5)] if said else [])
    assert all(said in message for _, _, message in messages)


def test_an_end_comes_after_the_date_of_a_record() -> None:
    late = Siege(key="s", name="S", origin=place("s"), laid=dated("1648-09", 2), raised=dated("1648-10", 3))
    assert found(late) == []
    early = Siege(key="s", name="S", origin=place("s"), laid=dated("1648-09", 2), raised=dated("1648-08", 3))
    message = "siege 's': ':raised:' is August 1648, before ':laid:', September 1648. Correct one of the two dates."
    assert found(early) == [("date-order", 3, message)]


def test_records_are_put_in_order_of_time() -> None:
    def siege(key: str, laid: str) -> Siege:
        return Siege(key=key, name="S", origin=place(key), laid=dated(laid, 2))

    undated, first, same, later = siege("a", ""), siege("b", "1648"), siege("c", "1648"), siege("d", "1648-10")
    lasting = Embassy(key="e", name="E", origin=place("e"), sent=dated("1647", 2), returned=dated("1660", 3))
    ended = Embassy(key="f", name="F", origin=place("f"), returned=dated("1640", 3))
    records = [undated, later, same, lasting, first, ended]
    archive = api.Archive(records)
    assert [one.key for one in api.by_date(archive, records)] == ["f", "e", "b", "c", "d", "a"]


def test_a_seat_without_a_date_says_nothing_of_the_whole_life() -> None:
    sat = api.Person(
        key="ada", name="Ada", origin=place("ada"), born=dated("1600", 2), died=dated("1640", 3),
        member=(Fact(Membership(Ref("body", "council"), "member", None), (), 4),),
    )  # fmt: skip
    assert found(sat, body("1660", "")) == []
