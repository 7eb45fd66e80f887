"""What is recorded of each day, and how a body changed: the queries, from a small council."""

from __future__ import annotations

import pytest

from letopis.model.archive import Archive
from letopis.model.kinds import Body
from letopis.queries.days import DayRecord, days_between
from letopis.queries.sittings import Sitting, sittings
from tests.records import archive_of

PAGE = """
# The council

:::{body} council
:name: Council
:::

:::{person} ada
:name: Ada Weaver
:member: council full 1540-01-01/1545-06-30
:::

:::{person} berta
:name: Berta Miller
:member: council candidate 1540-01-01/1542-05-01
:member: council full 1542-05-01/1544
:::

:::{person} conrad
:name: Conrad Smith
:member: council full 1542-05-01/1545-06-30
:::

:::{event} flood
:date: 1542-05-02
The river came over the wall.
:::

:::{event} siege
:date: 1542-05-01/1542-05-03
The town was shut in.
:::

:::{event} quarrel
:date: 1542-05-03?
Two of the council fell out.
:::

:::{event} fair
:date: 1542-06
The fair was held.
:::

:::{question} who-opened
:statement: Who opened the sluice?
:about: flood
Nobody knows.
:::

:::{claim} c1
:statement: The wall was broken.
:verdict: disputed
:judged: 1600-01-01
:about: flood
:for: Chronicle1550
:against: Letter1542
It may be so.
:::

:::{claim} c2
:statement: It rained.
:verdict: confirmed
:judged: 1600-01-01
:about: flood
:for: Chronicle1550
It did.
:::
"""


@pytest.fixture(scope="module")
def archive() -> Archive:
    return archive_of(PAGE)


def of_day(archive: Archive, iso: str) -> DayRecord:
    return next(day for day in days_between(archive, "1542-05-01", "1542-06-01") if day.iso == iso)


def keys(records: tuple[object, ...]) -> list[str]:
    return [getattr(record, "key", "") for record in records]


def test_every_day_between_has_a_record(archive: Archive) -> None:
    days = days_between(archive, "1542-04-29", "1542-05-02")
    assert [day.iso for day in days] == ["1542-04-29", "1542-04-30", "1542-05-01", "1542-05-02"]
    assert not days[0].certain + days[0].under_way + days[0].perhaps


def test_what_is_certain_is_told_from_what_is_under_way_and_from_what_perhaps_was(archive: Archive) -> None:
    second, third = of_day(archive, "1542-05-02"), of_day(archive, "1542-05-03")
    assert (keys(second.certain), keys(second.under_way), keys(second.perhaps)) == (["flood"], ["siege"], [])
    assert (keys(third.certain), keys(third.under_way), keys(third.perhaps)) == ([], ["siege"], ["quarrel"])


def test_a_month_is_perhaps_each_of_its_days(archive: Archive) -> None:
    assert keys(of_day(archive, "1542-06-01").perhaps) == ["fair"]
    assert keys(of_day(archive, "1542-05-31").perhaps) == []


def test_a_day_has_its_questions_and_the_claims_with_sources_on_both_sides(archive: Archive) -> None:
    day = of_day(archive, "1542-05-02")
    assert keys(day.questions) == ["who-opened"]
    assert keys(day.claims) == ["c1"]
    assert not of_day(archive, "1542-05-01").claims


def found(archive: Archive) -> list[Sitting]:
    body = archive.find(Body, "council")
    assert body is not None
    return sittings(archive, body)


def test_each_exact_change_is_a_sitting(archive: Archive) -> None:
    made = [
        (keys(one.came), keys(one.went), [(seat.person.key, seat.rank) for seat in one.changed])
        for one in found(archive)
    ]
    assert made == [
        (["ada", "berta"], [], []),
        (["conrad"], [], [("berta", "full")]),
        ([], ["ada", "berta", "conrad"], []),
    ]


def test_a_sitting_has_those_who_sat_when_its_day_ended(archive: Archive) -> None:
    assert [[(seat.person.key, seat.rank) for seat in one.members] for one in found(archive)] == [
        [("ada", "full"), ("berta", "candidate")],
        [("ada", "full"), ("berta", "full"), ("conrad", "full")],
        [],
    ]
