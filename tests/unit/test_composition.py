"""Who sat in a body on a day, worked out from the dated seats of a small council."""

from __future__ import annotations

import pytest

from letopis.model.archive import Archive
from letopis.model.composition import composition
from letopis.model.dates import Tri, parse_date
from letopis.model.kinds import Body
from tests.records import archive_of

PAGE = """
# The council

:::{body} council
:name: Council
:::

:::{body} guild
:name: Guild
:::

:::{person} ada
:name: Ada Weaver
:sort: Weaver, Ada
:member: council full 1540-01-01/1545-06-30
:::

:::{person} berta
:name: Berta Miller
:sort: Miller, Berta
:member: council candidate 1540-01-01/1542-05-01
:member: council full 1542-05-01/1545-06-30
:::

:::{person} conrad
:name: Conrad Smith
:sort: Smith, Conrad
:member: council member 1543/1544
:::

:::{person} dora
:name: Dora Baker
:sort: Baker, Dora
:member: guild full 1540-01-01/1545-06-30
:::
"""


@pytest.fixture(scope="module")
def archive() -> Archive:
    return archive_of(PAGE)


def sat(archive: Archive, day: str, *, closing: bool = False) -> list[tuple[str, str, Tri]]:
    body = archive.find(Body, "council")
    assert body is not None
    seats = composition(archive, body, parse_date(day), closing=closing)
    return [(seat.person.key, seat.rank, seat.sure) for seat in seats]


def test_full_members_come_first_and_then_by_the_name_they_are_filed_under(archive: Archive) -> None:
    assert sat(archive, "1541-03-02") == [("ada", "full", Tri.YES), ("berta", "candidate", Tri.YES)]
    assert sat(archive, "1542-06-01") == [("berta", "full", Tri.YES), ("ada", "full", Tri.YES)]


def test_a_day_of_change_belongs_to_both_sides(archive: Archive) -> None:
    assert sat(archive, "1542-05-01") == [
        ("berta", "full", Tri.YES),
        ("ada", "full", Tri.YES),
        ("berta", "candidate", Tri.YES),
    ]


def test_when_the_day_has_closed_only_the_new_seat_is_left(archive: Archive) -> None:
    assert sat(archive, "1542-05-01", closing=True) == [("berta", "full", Tri.YES), ("ada", "full", Tri.YES)]


def test_a_seat_whose_dates_cannot_tell_is_kept_and_says_so(archive: Archive) -> None:
    """From some day of 1543 to some day of 1544: on a day of 1543 nobody knows."""
    assert sat(archive, "1543-05-01")[-1] == ("conrad", "member", Tri.CANNOT_TELL)


def test_a_part_of_several_days_is_doubtful(archive: Archive) -> None:
    assert ("berta", "candidate", Tri.CANNOT_TELL) in sat(archive, "1542-04-01/1542-06-01")


@pytest.mark.parametrize("day", ["1539-12-31", "1545-07-01"])
def test_nobody_sat_before_the_first_or_after_the_last(archive: Archive, day: str) -> None:
    assert sat(archive, day) == []
